/** A student looked at lately: enough to go back. Kept in the tab only, so that the next person at the machine sees nothing. */
export type Recent = { number: string; name: string; birthDate: string };

const countMax = 12;
const keyOf = (accountId: string) => `matricula.recent.${accountId}`;

export function readRecent(accountId: string): Recent[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(accountId)) ?? '[]');
    return Array.isArray(kept) ? kept.filter(isRecent) : [];
  } catch {
    return [];
  }
}

/** Puts a student first in the list. */
export function noteRecent(accountId: string, student: Recent): void {
  const others = readRecent(accountId).filter(({ number }) => number !== student.number);
  try {
    sessionStorage.setItem(keyOf(accountId), JSON.stringify([student, ...others].slice(0, countMax)));
  } catch {
    // Refused storage only means that nothing is listed under the empty box.
  }
}

export function forgetRecent(accountId: string): void {
  try {
    sessionStorage.removeItem(keyOf(accountId));
  } catch {
    // Nothing was kept either.
  }
}

function isRecent(value: unknown): value is Recent {
  if (typeof value !== 'object' || value === null) return false;
  const { number, name, birthDate } = value as Partial<Recent>; // each part is judged here
  return typeof number === 'string' && typeof name === 'string' && typeof birthDate === 'string';
}
