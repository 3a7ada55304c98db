import type { KeptNameParts, KeptRecord } from './kept.ts';
import { saysTheSame, wordsOf } from './normalise.ts';

// What a school says of a student without a document, against what is kept. An empty field makes no statement.

type Stated = KeptNameParts & Pick<KeptRecord, 'birthDate' | 'gender'>;

/** The statement with its silent parts filled from what is kept, so that recording it takes nothing away. */
export function fillStatement<Statement extends Stated>(
  statement: Statement,
  kept: Stated,
  unknownGenders: readonly string[],
): Statement {
  const names = isSameMononym(statement, kept) ? pickNames(kept) : fillNames(statement, kept);
  const gender = unknownGenders.includes(statement.gender) ? kept.gender : statement.gender;
  return { ...statement, ...names, gender };
}

function fillNames(statement: KeptNameParts, kept: KeptNameParts): KeptNameParts {
  return {
    familyName: statement.familyName ?? kept.familyName,
    givenName: statement.givenName ?? kept.givenName,
    middleName: statement.middleName ?? kept.middleName,
    suffix: statement.suffix ?? kept.suffix,
  };
}

function pickNames({ familyName, givenName, middleName, suffix }: KeptNameParts): KeptNameParts {
  return { familyName, givenName, middleName, suffix };
}

/** One name on both sides, in whichever field it stands. */
function isSameMononym(a: KeptNameParts, b: KeptNameParts): boolean {
  const [onlyA, onlyB] = [a, b].map((name) => [...wordsOf(name.familyName), ...wordsOf(name.givenName)].join(''));
  const isOne = (name: KeptNameParts) => wordsOf(name.familyName).length === 0 || wordsOf(name.givenName).length === 0;
  return isOne(a) && isOne(b) && onlyA === onlyB;
}

const nameFields = ['familyName', 'givenName', 'middleName', 'suffix'] as const;

/** The fields in which a filled statement says something else than what is kept; case, accents and hyphens make no difference. */
export function contradictions(statement: Stated, kept: Stated): string[] {
  const names: string[] = nameFields.filter((field) => !saysTheSame(statement[field], kept[field]));
  const others: string[] = (['birthDate', 'gender'] as const).filter((field) => statement[field] !== kept[field]);
  return [...names, ...others];
}

/** The fields in which two rows of one thing differ, exactly; who said it and when does not count. */
export function changedFields<Kept extends object>(before: Kept, after: Kept): (keyof Kept & string)[] {
  const ignored = new Set(['submittedBy', 'recordedAt', 'version']);
  const fields = Object.keys(after) as (keyof Kept & string)[]; // own keys of the value
  return fields.filter((field) => !ignored.has(field) && before[field] !== after[field]);
}
