import type { StudentNumber } from '#kernel/ids.ts';

/** Which numbers are one person, and which of them stands for the person. */
export type Resolved = { primary: StudentNumber; numbers: StudentNumber[] };

/**
 * Joins numbers by live statements of sameness. The oldest number stands for the person; of two issued at one moment the smaller.
 * A number without statements stands for itself.
 */
export function resolve(
  asked: readonly StudentNumber[],
  links: readonly { a: StudentNumber; b: StudentNumber }[],
  issuedAt: ReadonlyMap<StudentNumber, string>,
): Map<StudentNumber, Resolved> {
  const group = new Map<StudentNumber, StudentNumber[]>();
  const groupOf = (number: StudentNumber) => group.get(number) ?? [number];
  for (const { a, b } of links) {
    const joined = [...new Set([...groupOf(a), ...groupOf(b)])];
    for (const number of joined) group.set(number, joined);
  }
  const age = (number: StudentNumber) => `${issuedAt.get(number) ?? '9'} ${number}`;
  return new Map(
    asked.map((number) => {
      const numbers = [...groupOf(number)].sort((a, b) => (age(a) < age(b) ? -1 : 1));
      return [number, { primary: numbers[0] ?? number, numbers }];
    }),
  );
}
