import type { Fired, RuleContext } from '#kernel/rule.ts';
import { tidyPhone } from '../rules/contact.ts';
import { deriveCurrent } from '../rules/derive.ts';
import type { KeptRecord, KeptStudent } from '../rules/kept.ts';
import { tidyText } from '../rules/normalise.ts';
import { changedFields, contradictions, fillStatement } from '../rules/statement.ts';
import { phoneRules } from '../rules/validation/contacts.ts';
import type { IdentificationFacts } from '../rules/validation/facts.ts';
import { restrictionRules } from '../rules/validation/household.ts';
import { identificationRules } from '../rules/validation/identification.ts';
import { makeStatement } from './create.ts';
import { reject, rejectName, rejectStudent, rejectTexts } from './judge.ts';
import { type Outcome, placeObject, stamp, unchanged } from './place.ts';
import { applyAddress } from './place-address.ts';
import { applyGuardian, applyGuardianLimit } from './place-guardian.ts';
import { applyCitizenship } from './place-personal.ts';
import { all, type BatchState, find, put } from './state.ts';
import type { IdentityContext, StudentItem } from './types.ts';

// One item against the state of the batch: refused by rules, or put in place, or found to say nothing new.

type ItemOf<File extends StudentItem['file']> = Extract<StudentItem, { file: File }>;

/** Judges one item and puts it in place. */
export function applyItem(item: StudentItem, state: BatchState, context: IdentityContext): Outcome {
  switch (item.file) {
    case 'students':
      return applyStudent(item, state, context);
    case 'identification':
      return applyIdentification(item, state, context);
    case 'names':
      return applyName(item, state, context);
    case 'addresses':
      return applyAddress(item, state, context);
    case 'phones':
      return applyPhone(item, state, context);
    case 'guardians':
      return applyGuardian(item, state, context);
    case 'guardian_limits':
      return applyGuardianLimit(item, state, context);
    case 'restrictions':
      return applyRestriction(item, state, context);
    case 'citizenships':
      return applyCitizenship(item, state, context);
  }
}

function applyName(item: ItemOf<'names'>, state: BatchState, context: IdentityContext): Outcome {
  const { guid, ...draft } = item.draft;
  const made = { ...stamp(item, context), nameId: guid, ...draft, ...tidyName(draft) };
  return placeObject({
    shelf: state.names,
    id: guid,
    made,
    judge: (after) => [...rejectTexts(draft, context.rules), ...rejectName(after, context.rules)],
  });
}

function tidyName(name: {
  familyName: string | null;
  givenName: string | null;
  middleName: string | null;
  suffix: string | null;
}) {
  return {
    familyName: tidyText(name.familyName),
    givenName: tidyText(name.givenName),
    middleName: tidyText(name.middleName),
    suffix: tidyText(name.suffix),
  };
}

function applyPhone(item: ItemOf<'phones'>, state: BatchState, context: IdentityContext): Outcome {
  const { guid, ...draft } = item.draft;
  const made = {
    ...stamp(item, context),
    phoneId: guid,
    ...draft,
    number: tidyPhone(draft.number),
    expiresOn: draft.expiresOn ?? null,
  };
  return placeObject({
    shelf: state.phones,
    id: guid,
    made,
    cleared: draft.expiresOn === null ? ['expiresOn'] : [],
    judge: (after) => [...rejectTexts(draft, context.rules), ...reject(phoneRules, after, context.rules)],
  });
}

function applyRestriction(item: ItemOf<'restrictions'>, state: BatchState, context: IdentityContext): Outcome {
  const { guid, ...draft } = item.draft;
  const made = { ...stamp(item, context), restrictionId: guid, ...draft };
  return placeObject({
    shelf: state.restrictions,
    id: guid,
    made,
    judge: (after) => [...rejectTexts(draft, context.rules), ...reject(restrictionRules, after, context.rules)],
  });
}

/** Quality and reach of a document type; null for a type that the jurisdiction does not know. */
function documentType(
  type: string | null,
  rules: RuleContext,
): { quality: number; proves: KeptRecord['proves'] } | null {
  const data = type === null ? null : (rules.code('document_type', type)?.data ?? null);
  if (typeof data?.['quality'] !== 'number') return null;
  return { quality: data['quality'], proves: data['proves'] === 'name' ? 'name' : 'name_and_birth' };
}

function applyIdentification(item: ItemOf<'identification'>, state: BatchState, context: IdentityContext): Outcome {
  const { guid, documentType: type, ...draft } = item.draft;
  const { rules } = context;
  const known = documentType(type, rules);
  const made: KeptRecord = {
    ...stamp(item, context),
    recordId: guid,
    documentType: type ?? '',
    quality: known?.quality ?? 100,
    proves: known?.proves ?? 'name_and_birth',
    ...draft,
    ...tidyName(draft),
  };
  return placeObject({
    shelf: state.records,
    id: guid,
    made,
    judge: (after) => {
      const facts: IdentificationFacts = {
        ...proofFacts(after, state),
        documentType: type,
        quality: known?.quality ?? null,
        isStatement: false,
      };
      return [...rejectTexts(draft, rules), ...rejectName(after, rules), ...reject(identificationRules, facts, rules)];
    },
  });
}

/** A record beside the present proof of the student. */
function proofFacts(
  record: KeptRecord,
  state: BatchState,
): Omit<IdentificationFacts, 'documentType' | 'quality' | 'isStatement'> {
  const kept = all(state.records, record.studentNumber);
  const current = deriveCurrent(kept);
  const present = current && {
    ...pickName(current.name),
    birthDate: current.birth.birthDate,
    gender: current.birth.gender,
  };
  return {
    birthDate: record.birthDate,
    gender: record.gender,
    issuedOn: record.issuedOn,
    proves: record.proves,
    presentNameQuality: current?.name.quality ?? null,
    presentBirthQuality: current?.birth.quality ?? null,
    contradicts: present ? contradictions(record, present) : [],
    documentDates: kept.filter((it) => it.recordId !== record.recordId).flatMap((it) => it.issuedOn ?? []),
    hasNamesake: state.namesakes.has(record.recordId),
  };
}

function pickName({
  familyName,
  givenName,
  middleName,
  suffix,
}: KeptRecord | KeptStudent | Parameters<typeof tidyName>[0]) {
  return { familyName, givenName, middleName, suffix };
}

/** Codes of gender that say that nobody knows it. */
function unknownGenders(rules: RuleContext): string[] {
  return rules.parameter<string[]>('identity.unknown_genders');
}

/** A school's own row: a statement of the lowest quality, the preferred name, and facts that no document proves. */
function applyStudent(item: ItemOf<'students'>, state: BatchState, context: IdentityContext): Outcome {
  const student = state.students.get(item.studentNumber);
  if (!student) throw new Error(`the student ${item.studentNumber} of an item is not on the register`);
  const raw = makeStatement(item.draft, { ...stamp(item, context), recordId: item.draft.guid }, context);
  const before = find(state.records, item.studentNumber, item.draft.guid);
  const statement = fillStatement(raw, before ?? student, unknownGenders(context.rules));
  const isRepeated = before !== null && changedFields(pickStated(before), pickStated(statement)).length === 0;
  const fired = [
    ...rejectStudent(
      { ...item.draft, isDeceased: item.draft.isDeceased ?? student.isDeceased },
      context.rules,
      state.askers.get(item.organisation) ?? null,
    ),
    ...(isRepeated ? [] : judgeStatement(statement, state, context.rules)),
  ];
  if (fired.length > 0) return { fate: 'refused', fired };
  const isNews = before ? !isRepeated : proofFacts(statement, state).contradicts.length > 0;
  if (isNews) put(state.records, statement);
  const changes = [isNews, placePreferred(item, state, context), placeFacts(item, student, state, context)];
  if (item.isNew) return { fate: 'added', fired: [] };
  return changes.includes(true) ? { fate: 'changed', fired: [] } : unchanged;
}

/** A statement that was recorded before is no new proof, whatever better one came since; a new one is judged. */
function judgeStatement(statement: KeptRecord, state: BatchState, rules: RuleContext): Fired[] {
  const facts: IdentificationFacts = {
    ...proofFacts(statement, state),
    documentType: statement.documentType,
    quality: statement.quality,
    isStatement: true,
  };
  return reject(identificationRules, facts, rules);
}

function pickStated(record: KeptRecord) {
  return { ...pickName(record), birthDate: record.birthDate, gender: record.gender };
}

function placePreferred(item: ItemOf<'students'>, state: BatchState, context: IdentityContext): boolean {
  const { guid, preferredFamilyName, preferredGivenName } = item.draft;
  if (preferredFamilyName === null && preferredGivenName === null) return false;
  const made = {
    ...stamp(item, context),
    nameId: guid,
    kind: 'preferred' as const,
    familyName: tidyText(preferredFamilyName),
    givenName: tidyText(preferredGivenName),
    middleName: null,
    suffix: null,
    effectiveOn: null,
  };
  return placeObject({ shelf: state.names, id: guid, made, judge: () => [] }).fate !== 'unchanged';
}

/** Facts without a document. A file never revives: only a person takes a death back. */
function placeFacts(
  item: ItemOf<'students'>,
  student: KeptStudent,
  state: BatchState,
  { at }: IdentityContext,
): boolean {
  const { draft } = item;
  const after: KeptStudent = {
    ...student,
    multipleBirth: draft.multipleBirth ?? student.multipleBirth,
    languageAtHome: draft.languageAtHome ?? student.languageAtHome,
    languageRight: draft.languageRight ?? student.languageRight,
    isDeceased: student.isDeceased || (draft.isDeceased ?? false),
    deceasedOn: draft.deceasedOn ?? student.deceasedOn,
  };
  if (changedFields(student, after).length === 0) return false;
  state.students.set(student.studentNumber, { ...after, recordedAt: at.toISOString() });
  return true;
}
