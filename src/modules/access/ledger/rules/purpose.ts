/** What goes with a role (or a kind of actor, or `other`) while a request names no purpose; data of the jurisdiction. */
export type PurposeByRole = Readonly<Record<string, string>>;

/** The purpose of whoever names none. A person's role comes before what they are. */
export function defaultPurpose(actor: { kind: string; role: string }, byRole: PurposeByRole): string {
  const found = byRole[actor.role] ?? byRole[actor.kind] ?? byRole['other'];
  if (found === undefined) throw new Error('access.purpose_by_role says nothing of `other`');
  return found;
}
