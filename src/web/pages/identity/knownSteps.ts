/** The moments of acts, the earliest first; where a moment stands among them; and the ones before and after it. */
export type Steps = { moments: string[]; place: number; earlier: string | null; later: string | null };

/** Acts come the latest first. A moment between two acts stands at the earlier of them, whose knowledge it has. */
export function stepsOf(acts: readonly { at: string }[], knownAt: string): Steps {
  const moments = [...new Set(acts.map(({ at }) => at))].sort();
  const past = moments.filter((at) => at <= knownAt);
  const place = Math.max(0, past.length - 1);
  return { moments, place, earlier: past.at(-2) ?? null, later: moments[past.length] ?? null };
}
