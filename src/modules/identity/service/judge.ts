import { type Fired, judgeAll, type Rule, type RuleContext } from '#kernel/rule.ts';
import type { StudentDraft } from '../contract.ts';
import type { NameFacts } from '../rules/validation/facts.ts';
import { languageRightRules } from '../rules/validation/language-right.ts';
import { nameRules } from '../rules/validation/names.ts';
import { controlCharacter, guidOfAnotherStudent, studentStatementRules } from '../rules/validation/statement.ts';

const textRules = [controlCharacter];
const guidRules = [guidOfAnotherStudent];
const rejectionsOf = new WeakMap<object, readonly unknown[]>();

/** The rejections of a list of rules on some facts. */
export function reject<Facts>(rules: readonly Rule<Facts>[], facts: Facts, context: RuleContext): Fired[] {
  // Filtered once for each list: the lists are constants, the rows are many.
  const known = rejectionsOf.get(rules) as readonly Rule<Facts>[] | undefined; // kept under the very list it came from
  const rejections = known ?? rules.filter((rule) => rule.severity === 'rejection');
  if (!known) rejectionsOf.set(rules, rejections);
  return judgeAll(rejections, facts, context, null).fired;
}

/** The rejections of a name. */
export function rejectName(name: NameFacts, context: RuleContext): Fired[] {
  return reject(nameRules, name, context);
}

/** The rejections of the texts of a row. */
export function rejectTexts(draft: Readonly<Record<string, unknown>>, context: RuleContext): Fired[] {
  const texts = Object.fromEntries(
    Object.entries(draft).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
  return reject(textRules, { texts, multiline: ['street'] }, context);
}

export function rejectForeignGuid(guid: string, context: RuleContext): Fired[] {
  return reject(guidRules, { guid, isOfAnotherStudent: true }, context);
}

/** Everything that is wrong with a student's own row, whoever the student is; `asker` is the type of the authority that says it. */
export function rejectStudent(
  draft: Omit<StudentDraft, 'guid' | 'localStudentId'>,
  context: RuleContext,
  asker: string | null,
): Fired[] {
  const { birthDate, gender, languageAtHome, languageRight = null, isDeceased, deceasedOn } = draft;
  const statement = { birthDate, gender, languageAtHome, isDeceased: isDeceased ?? false, deceasedOn };
  return [
    ...rejectTexts(draft, context),
    ...rejectName(draft, context),
    ...reject(studentStatementRules, statement, context),
    ...reject(languageRightRules, { languageRight, citizenship: null, asker }, context),
    ...rejectPreferredName(draft, context),
  ];
}

function rejectPreferredName(
  draft: Pick<StudentDraft, 'preferredFamilyName' | 'preferredGivenName'>,
  context: RuleContext,
): Fired[] {
  const name = {
    familyName: draft.preferredFamilyName,
    givenName: draft.preferredGivenName,
    middleName: null,
    suffix: null,
  };
  if (name.familyName === null && name.givenName === null) return [];
  const fields: Record<string, string> = { familyName: 'preferredFamilyName', givenName: 'preferredGivenName' };
  return rejectName(name, context).map((fired) => ({ ...fired, field: fields[fired.field] ?? fired.field }));
}
