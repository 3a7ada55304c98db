import { dammDigit } from '#kernel/check-digit.ts';
import type { StudentNumber } from '#kernel/ids.ts';

/** How a jurisdiction makes and checks its numbers. Whether a number was issued before is the register's business, not the scheme's. */
export type NumberScheme = {
  name: string;
  /** A number from chance; `random` gives numbers in [0, 1). */
  make(random: () => number): StudentNumber;
  /** True when the number could have been made by this scheme; catches every single wrong digit and every swap of neighbours. */
  check(number: string): boolean;
};

/** Eight random digits and a Damm digit: numbers say nothing about age, place or order of arrival. */
export const dammRandom: NumberScheme = {
  name: 'damm-random',
  make(random) {
    const digits = String(Math.floor(random() * 100_000_000)).padStart(8, '0');
    return `${digits}${dammDigit(digits)}` as StudentNumber; // nine digits by construction
  },
  check: (number) => /^\d{9}$/.test(number) && dammDigit(number) === '0',
};

const schemes: ReadonlyMap<string, NumberScheme> = new Map([[dammRandom.name, dammRandom]]);

/** The scheme that a jurisdiction names; an unknown name is a fault of its data. */
export function numberScheme(name: string): NumberScheme {
  const scheme = schemes.get(name);
  if (!scheme) throw new Error(`the jurisdiction names the number scheme ${name}, which does not exist`);
  return scheme;
}

/** Nine digits out of what a person or system wrote (blanks and hyphens allowed), or null. */
export function readNumber(text: string | null): StudentNumber | null {
  const digits = (text ?? '').replace(/[\s-]/g, '');
  return /^\d{9}$/.test(digits) ? (digits as StudentNumber) : null; // nine digits just tested
}
