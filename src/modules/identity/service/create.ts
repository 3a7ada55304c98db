import { randomInt } from 'node:crypto';
import type { StudentNumber } from '#kernel/ids.ts';
import { recordAssociations } from '#modules/access/index.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { StudentDraft } from '../contract.ts';
import { errors } from '../errors.ts';
import type { KeptName, KeptRecord, KeptStudent } from '../rules/kept.ts';
import { lockKeysOf } from '../rules/keys.ts';
import { tidyText } from '../rules/normalise.ts';
import { numberScheme } from '../rules/number.ts';
import { names, records, upsertObjects } from '../store/objects.ts';
import { lockKeys } from '../store/people.ts';
import { type GuidClaim, hasStudents, insertStudents, takeNumbers, upsertLocalIds } from '../store/students.ts';
import { kindsOfStudentRow, registerGuids } from './guids.ts';
import { identifyStudents } from './identify.ts';
import { refreshSearchEntries, toPerson } from './people.ts';
import type { IdentityContext, IdentityDecision, IdentityQuery } from './types.ts';

/**
 * Creates those of some submitted students whom nobody created meanwhile: takes locks on what would find them, searches again,
 * issues numbers. Two organisations that send one student at the same second get one number. One decision a question, in order:
 * `assigned` by the method `nobody` or `multiple_birth` was created just now. Call it once in a transaction.
 */
export async function createStudents(
  tx: Tx,
  queries: readonly IdentityQuery[],
  context: IdentityContext,
): Promise<IdentityDecision[]> {
  await lockKeys(
    tx,
    queries.flatMap((query) =>
      lockKeysOf(
        toPerson({
          ...query,
          legal: query.draft,
          names: [],
          birthDate: query.draft.birthDate,
          gender: query.draft.gender,
        }),
      ),
    ),
  );
  const decisions = await identifyStudents(tx, queries, context);
  const fresh = queries.filter(
    (_, place) => decisions[place]?.outcome === 'new' && decisions[place]?.rejections.length === 0,
  );
  const numbers = await createNow(tx, fresh, context);
  return decisions.map((decision, place) => {
    const query = queries[place];
    const studentNumber = query ? numbers.get(rowKey(query)) : undefined;
    return studentNumber ? { ...decision, outcome: 'assigned', studentNumber } : decision;
  });
}

/** The same row twice is one student: an organisation's own id names it. */
function rowKey(query: IdentityQuery): string {
  return `${query.organisation}|${query.localStudentId}`;
}

/** Creates students without asking who they are: somebody decided. Answers the number of each, keyed `organisation|local id`. */
export async function createNow(
  tx: Tx,
  queries: readonly IdentityQuery[],
  context: IdentityContext,
): Promise<Map<string, StudentNumber>> {
  const byRow = new Map(queries.map((query) => [rowKey(query), query]));
  if (byRow.size === 0) return new Map();
  const distinct = [...byRow.values()];
  const numbers = await issueNumbers(
    tx,
    distinct.map((it) => it.organisation),
    context,
  );
  const made = distinct.map((query, place) => make(query, numbers[place], context));
  await insertMade(tx, made, context);
  return new Map(made.map(({ query, student }) => [rowKey(query), student.studentNumber]));
}

/** True while no student was ever put on the register. */
export async function isRegisterEmpty(reader: Reader): Promise<boolean> {
  return !(await hasStudents(reader));
}

/** Takes free numbers out of the scheme for invented people: they are valid, and will never be a student's. */
export async function reserveNumbers(
  tx: Tx,
  { count, organisation, context }: { count: number; organisation: string; context: IdentityContext },
): Promise<StudentNumber[]> {
  return issueNumbers(
    tx,
    Array.from({ length: count }, () => organisation),
    context,
  );
}

async function insertMade(tx: Tx, made: readonly Made[], context: IdentityContext): Promise<void> {
  await insertStudents(
    tx,
    made.map((it) => it.student),
  );
  await upsertObjects(
    tx,
    records,
    made.map((it) => it.record),
  );
  await upsertObjects(
    tx,
    names,
    made.flatMap((it) => it.preferred ?? []),
  );
  // Whoever lost a race for a GUID begins anew and is then refused by rule.
  const [lost] = await registerGuids(tx, claimsOfMade(made));
  if (lost) throw errors.guid_taken({ guid: lost.guid });
  const local = made.map(({ query, student }) => ({
    organisation: query.organisation,
    localStudentId: query.localStudentId,
    studentNumber: student.studentNumber,
  }));
  await upsertLocalIds(tx, local, context.at);
  const created = made.map(({ query, student }) => ({
    studentNumber: student.studentNumber,
    organisation: query.organisation,
    kind: 'creation' as const,
    from: context.rules.today,
    to: null,
  }));
  await recordAssociations(tx, created, context.rules);
  await refreshSearchEntries(
    tx,
    made.map((it) => it.student.studentNumber),
  );
}

/** What new students claim: the one GUID of their row, in all the kinds that it stands for. */
export function claimsOfMade(made: readonly Made[]): GuidClaim[] {
  return made.flatMap(({ student: { studentNumber }, record, preferred }) =>
    kindsOfStudentRow({ hasPreferredName: preferred !== null }).map((kind) => ({
      kind,
      guid: record.recordId,
      studentNumber,
    })),
  );
}

const roundsMax = 20;

/** Fresh numbers from chance, one an organisation's wish, each taken in the registry before it is used; those already issued are drawn again. */
async function issueNumbers(
  tx: Tx,
  organisations: readonly string[],
  context: IdentityContext,
): Promise<StudentNumber[]> {
  const scheme = numberScheme(context.numberScheme);
  const taken: StudentNumber[] = [];
  for (let round = 0; taken.length < organisations.length; round += 1) {
    if (round === roundsMax) throw new Error('no free student numbers found: the scheme is nearly exhausted');
    const drawn = new Set<StudentNumber>();
    while (drawn.size < organisations.length - taken.length) drawn.add(scheme.make(chance));
    const wanted = [...drawn]
      .sort()
      .map((number, place) => ({ number, organisation: organisations[taken.length + place] ?? '' }));
    taken.push(...(await takeNumbers(tx, wanted, context.at)));
  }
  return taken;
}

/** Chance from the operating system, since numbers must not be guessed from one another. */
function chance(): number {
  return randomInt(2 ** 48 - 1) / (2 ** 48 - 1);
}

export type Made = { query: IdentityQuery; student: KeptStudent; record: KeptRecord; preferred: KeptName | null };

/** A new student as the register keeps one, out of what the school says. */
export function make(query: IdentityQuery, studentNumber: StudentNumber | undefined, context: IdentityContext): Made {
  if (!studentNumber) throw new Error('a student without a number');
  const recordedAt = context.at.toISOString();
  const record = makeStatement(
    query.draft,
    { studentNumber, recordId: query.guid ?? newId(), submittedBy: query.organisation, recordedAt },
    context,
  );
  const { draft } = query;
  const preferredFamilyName = tidyText(draft.preferredFamilyName);
  const preferredGivenName = tidyText(draft.preferredGivenName);
  const student: KeptStudent = {
    studentNumber,
    version: 1,
    status: 'active',
    familyName: record.familyName,
    givenName: record.givenName,
    middleName: record.middleName,
    suffix: record.suffix,
    isNameExact: true,
    preferredFamilyName,
    preferredGivenName,
    birthDate: record.birthDate,
    gender: record.gender,
    proofQuality: record.quality,
    currentRecordId: record.recordId,
    multipleBirth: draft.multipleBirth,
    languageAtHome: draft.languageAtHome,
    languageRight: draft.languageRight ?? null,
    isDeceased: draft.isDeceased ?? false,
    deceasedOn: draft.deceasedOn,
    isRestricted: false,
    createdByOrganisation: query.organisation,
    createdAt: recordedAt,
    recordedAt,
  };
  const hasPreferred = preferredFamilyName !== null || preferredGivenName !== null;
  const preferred: KeptName | null = hasPreferred
    ? {
        studentNumber,
        nameId: record.recordId,
        kind: 'preferred',
        familyName: preferredFamilyName,
        givenName: preferredGivenName,
        middleName: null,
        suffix: null,
        effectiveOn: null,
        submittedBy: query.organisation,
        recordedAt,
      }
    : null;
  return { query, student, record, preferred };
}

type StatementKeys = Pick<KeptRecord, 'studentNumber' | 'recordId' | 'submittedBy' | 'recordedAt'>;

/** What a school says without a document, as an identification record of the lowest quality. */
export function makeStatement(
  draft: Omit<StudentDraft, 'guid' | 'localStudentId'>,
  keys: StatementKeys,
  context: IdentityContext,
): KeptRecord {
  const type = context.rules.parameter<string>('identity.statement_document_type');
  const quality = context.rules.code('document_type', type)?.data['quality'];
  if (typeof quality !== 'number') throw new Error(`the document type ${type} has no quality`);
  return {
    ...keys,
    documentType: type,
    quality,
    proves: 'name_and_birth',
    documentNumberLast4: null,
    issuedOn: null,
    familyName: tidyText(draft.familyName),
    givenName: tidyText(draft.givenName),
    middleName: tidyText(draft.middleName),
    suffix: tidyText(draft.suffix),
    isNameExact: true,
    birthDate: draft.birthDate,
    gender: draft.gender,
  };
}
