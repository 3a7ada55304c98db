// Damm's quasigroup of order 10, totally anti-symmetric (H. M. Damm, "Total anti-symmetrische Quasigruppen", Marburg 2004).
const damm = [
  [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
  [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
  [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
  [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
  [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
  [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
  [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
  [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
  [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
  [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
] as const;

/**
 * The Damm check digit of a series of digits. A series with its digit behind it has the digit `0`; every single wrong
 * digit and every swap of neighbours changes that. Refuses anything but digits, which is a fault of the caller.
 */
export function dammDigit(digits: string): string {
  let interim = 0;
  for (const digit of digits) {
    const next = damm[interim]?.[digit >= '0' && digit <= '9' ? Number(digit) : -1];
    if (next === undefined) throw new Error(`not a series of digits: ${digits}`);
    interim = next;
  }
  return String(interim);
}
