import { z } from 'zod';
import type { PlainDate, SchoolYear } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import { type Page, readCursor, toPage } from '#kernel/page.ts';
import { may, requireOrganisation, scopeOf } from '#modules/access/index.ts';
import { findOrganisations, listSchoolsOf } from '#modules/organisations/index.ts';
import { countOpenFindings } from '#modules/validation/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import type { ClassListEntry, EnrolmentCounts } from '../contract.ts';
import { errors } from '../errors.ts';
import * as store from '../store/lists.ts';

/** The moment whose knowledge is asked for, null for now, and the day whose status. */
export type Belief = { knownAt: Date | null; asOf: PlainDate | undefined };

/** A page of a school's class list, by name. A cursor that is not ours starts at the beginning. Protected students are on it for those with the right only. */
export async function listClass(
  reader: Reader,
  actor: Actor,
  {
    filter,
    belief: { knownAt, asOf },
    cursor,
    limit,
  }: { filter: store.ClassListFilter; belief: Belief; cursor: string | undefined; limit: number },
): Promise<Page<ClassListEntry>> {
  await requireOrganisation(actor, filter.school, reader);
  const school = (await findOrganisations(reader, [filter.school])).get(filter.school);
  if (school?.kind !== 'school') throw errors.school_not_found();
  const sight = sightOf(actor, [filter.school], asOf);
  const rows = await store.listClass(reader, sight, {
    filter,
    knownAt,
    after: readCursor(cursor, ClassListKey),
    limit: limit + 1,
  });
  const page = toPage(rows, limit, (row) => [row.sort_family, row.sort_given, row.student_number, row.enrolment_id]);
  const findings = await findingsOf(reader, actor, page.items);
  return { items: page.items.map((row) => presentEntry(row, findings.get(row.student_number))), next: page.next };
}

function sightOf(actor: Actor, schools: readonly OrganisationCode[] | null, asOf: PlainDate | undefined): store.Sight {
  return { schools, seesRestricted: may(actor, 'restricted.read'), today: asOf ?? todayOf(new Date()) };
}

/** Family name, given name, number, id. */
const ClassListKey = z
  .tuple([z.string(), z.string(), z.string(), z.guid()])
  .transform(([family, given, studentNumber, enrolmentId]) => ({ family, given, studentNumber, enrolmentId }));

type OpenFindings = ClassListEntry['openFindings'];

async function findingsOf(reader: Reader, actor: Actor, rows: readonly store.ClassListRow[]) {
  if (!may(actor, 'finding.read')) return new Map<string, OpenFindings>();
  return countOpenFindings(reader, actor, [...new Set(rows.map((row) => row.student_number))]);
}

function presentEntry(
  row: store.ClassListRow,
  openFindings: OpenFindings = { warnings: 0, advice: 0 },
): ClassListEntry {
  return {
    studentNumber: row.student_number,
    enrolmentId: row.enrolment_id,
    familyName: row.family_name,
    givenName: row.given_name,
    birthDate: row.birth_date,
    grade: row.grade,
    programmingType: row.programming_type,
    startOn: row.start_on,
    exitOn: row.exit_on,
    status: row.status,
    localStudentId: row.local_student_id,
    openFindings,
  };
}

/** Students of a school year within reach, in all, by grade and by school; of one organisation and its schools when it is named. */
export async function countEnrolments(
  reader: Reader,
  actor: Actor,
  {
    schoolYear,
    organisation,
    belief: { knownAt, asOf },
  }: { schoolYear: SchoolYear; organisation: OrganisationCode | undefined; belief: Belief },
): Promise<EnrolmentCounts> {
  const schools = await schoolsInReach(reader, actor, organisation);
  if (knownAt !== null && schools === null) throw errors.too_wide_for_then();
  const rows = await store.countStudents(reader, sightOf(actor, schools, asOf), { schoolYear, knownAt });
  const codes = rows.flatMap((row) => (row.school_code === null ? [] : [row.school_code]));
  const names = codes.length > 0 ? await findOrganisations(reader, codes) : new Map();
  const toFigures = (row: store.CountRow | undefined) => ({
    students: row?.students ?? 0,
    activeStudents: row?.active ?? 0,
  });
  return {
    schoolYear,
    ...toFigures(rows.find((row) => row.level === levels.all)),
    byGrade: rows.flatMap((row) => (row.grade === null ? [] : [{ grade: row.grade, ...toFigures(row) }])),
    bySchool: rows.flatMap((row) => {
      if (row.school_code === null) return [];
      const { name = null, nameFr = null } = names.get(row.school_code) ?? {};
      return [{ schoolCode: row.school_code, schoolName: name, schoolNameFr: nameFr, ...toFigures(row) }];
    }),
  };
}

// grouping() sets a bit for each column that a row sums over: school 2, grade 1.
const levels = { all: 3 };

async function schoolsInReach(
  reader: Reader,
  actor: Actor,
  organisation: OrganisationCode | undefined,
): Promise<readonly OrganisationCode[] | null> {
  if (organisation !== undefined) {
    await requireOrganisation(actor, organisation, reader);
    return [organisation, ...(await listSchoolsOf(reader, [organisation]))];
  }
  const scope = await scopeOf(actor, reader);
  return scope.everything ? null : scope.organisations;
}
