import type { PersonName } from './normalise.ts';

/** `Given Middle Family Suffix`, as one addresses a person; LNU and FNU are left out (source: PASI full name). */
export function displayName(name: PersonName): string {
  return [name.givenName, name.middleName, name.familyName, name.suffix ?? null].filter(isSaid).join(' ');
}

/** `Family Suffix, Given Middle`, as in lists; a mononym stands alone (source: PASI full name). */
export function listName(name: PersonName): string {
  const family = [name.familyName, name.suffix ?? null].filter(isSaid).join(' ');
  const given = [name.givenName, name.middleName].filter(isSaid).join(' ');
  return [family, given].filter((part) => part !== '').join(', ');
}

type Preferred = PersonName & { preferredFamilyName: string | null; preferredGivenName: string | null };

/** The name to use with the student: preferred parts in place of legal ones; the middle name belongs to the legal given name. */
export function addressName(student: Preferred): string {
  const usesPreferredGiven = student.preferredGivenName !== null;
  return displayName({
    familyName: student.preferredFamilyName ?? student.familyName,
    givenName: student.preferredGivenName ?? student.givenName,
    middleName: usesPreferredGiven ? null : student.middleName,
    suffix: student.suffix ?? null,
  });
}

function isSaid(part: string | null): part is string {
  return part !== null && part !== '' && !/^(lnu|fnu)$/i.test(part);
}
