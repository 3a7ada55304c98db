/** Begins work at set moments, whether or not the work before has ended, as people do; the wait in line is part of each time. Sorted milliseconds. */
export async function atPace(
  { count, everyMs }: { count: number; everyMs: number },
  work: (i: number) => Promise<unknown>,
): Promise<number[]> {
  const began = performance.now();
  const one = async (i: number) => {
    const due = began + i * everyMs;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, due - performance.now())));
    await work(i);
    return performance.now() - due;
  };
  const ends = await Promise.allSettled(Array.from({ length: count }, (_none, i) => one(i)));
  const times = ends.map((end) => {
    if (end.status === 'rejected') throw end.reason;
    return end.value;
  });
  return times.sort((a, b) => a - b);
}

/** The time below which a share of sorted times lies. */
export function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
