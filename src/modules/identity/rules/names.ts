import { cut } from '#kernel/text.ts';

// How a person is named, the same on the server and in the browser (source: PASI full name).

/** A name as written; parts that a place does not know may be left out. */
export type NameShown = {
  familyName: string | null;
  givenName: string | null;
  middleName?: string | null;
  suffix?: string | null;
};

/** `Given Middle Family Suffix`, as one addresses a person; LNU and FNU are left out. */
export function displayName({ familyName, givenName, middleName, suffix }: NameShown): string {
  return [givenName, middleName, familyName, suffix].filter(isSaid).join(' ');
}

/** `Family Suffix, Given Middle`, as in lists; a mononym stands alone. */
export function listName({ familyName, givenName, middleName, suffix }: NameShown): string {
  const family = [familyName, suffix].filter(isSaid).join(' ');
  const given = [givenName, middleName].filter(isSaid).join(' ');
  return [family, given].filter((part) => part !== '').join(', ');
}

type Preferred = NameShown & { preferredFamilyName: string | null; preferredGivenName: string | null };

/** The parts to use with the student: preferred ones in place of legal ones; the middle name belongs to the legal given name. */
export function addressParts(student: Preferred): NameShown {
  return {
    familyName: student.preferredFamilyName ?? student.familyName,
    givenName: student.preferredGivenName ?? student.givenName,
    middleName: student.preferredGivenName === null ? (student.middleName ?? null) : null,
    suffix: student.suffix ?? null,
  };
}

/** The name to use with the student. */
export function addressName(student: Preferred): string {
  return displayName(addressParts(student));
}

/**
 * A name where there is room for so many characters: whole if it fits, else shortened step by step. Middle names go first, the last of
 * them before the others; then the suffix; then further given names; what is still too long is cut and says so.
 */
export function fitName(name: NameShown, max: number, write: (name: NameShown) => string = displayName): string {
  const steps = ladderOf(name).map(write);
  const fitting = steps.find((text) => text.length <= max);
  return fitting ?? `${cut(steps.at(-1) ?? '', max - 1).trimEnd()}…`;
}

function ladderOf(name: NameShown): NameShown[] {
  const middle = shorter(name.middleName).map((middleName) => ({ ...name, middleName }));
  const bare = { ...name, middleName: null };
  const plain = { ...bare, suffix: null };
  const given = shorter(name.givenName).map((givenName) => ({ ...plain, givenName }));
  return [...middle, bare, ...given];
}

/** A text of several words, then without the last of them, and so on to the first alone. */
function shorter(text: string | null | undefined): (string | null)[] {
  const words = (text ?? '').split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return [null];
  return words.map((_word, gone) => words.slice(0, words.length - gone).join(' '));
}

function isSaid(part: string | null | undefined): part is string {
  return part !== null && part !== undefined && part !== '' && !/^(lnu|fnu)$/i.test(part);
}
