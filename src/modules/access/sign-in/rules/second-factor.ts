/** Whether somebody may not work before showing a second factor. Invented accounts are let off: they have no secret at all. */
export function needsSecondFactor(
  account: { role: string; isDemonstration: boolean },
  roles: readonly string[],
): boolean {
  if (account.isDemonstration) return false;
  return roles.includes('*') || roles.includes(account.role);
}
