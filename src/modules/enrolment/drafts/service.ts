import type { SchoolYear } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { RuleContext } from '#kernel/rule.ts';
import { may } from '#modules/access/index.ts';
import { loadStudentFacts } from '#modules/identity/index.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import { listRegistrations } from '../home/store.ts';
import { currentTransition } from '../responsible/rules/current.ts';
import { loadSchools, loadTransitions } from '../responsible/service/load.ts';
import type { EnrolmentSchool, EnrolmentStudent, OrganisationFacts, Sibling } from '../rules/facts.ts';
import { nobody } from '../rules/facts.ts';
import { group } from '../rules/groups.ts';
import { enrolmentsForEditing } from '../service/keep.ts';
import { loadSurroundings, toSiblings } from '../service/load.ts';
import type { DraftGrounds } from './contract.ts';

/** The draft asked about. */
export type Asked = {
  studentNumber: StudentNumber;
  school: OrganisationCode | null;
  schoolYear: SchoolYear;
  residentBoard: OrganisationCode | null;
};

/**
 * What rules know besides a draft, loaded as for judging an item. Whoever sees the minimum gets what it holds: the own enrolments and the places.
 * Reads the whole register, since rules ask for more than one kind of sight; what leaves is cut here.
 */
export async function draftGrounds(
  register: Reader,
  actor: Actor,
  { asked, rules }: { asked: Asked; rules: RuleContext },
): Promise<DraftGrounds> {
  const { studentNumber, school, schoolYear, residentBoard } = asked;
  const { enrolments, isPartial } = await enrolmentsForEditing(register, actor, studentNumber);
  const known = enrolments.filter((it) => !it.isDeleted);
  const named = school === null ? [] : [{ studentNumber, schoolCode: school, schoolYear, residentBoard }];
  const surroundings = await loadSurroundings(register, [...named, ...known]);
  const caller = (await findOrganisations(register, [actor.organisation])).get(actor.organisation);
  const found = school === null ? undefined : surroundings.schools.get(school);
  const board = residentBoard === null ? undefined : surroundings.boards.get(residentBoard);
  const places = { school: found ? toSchool(found) : null, residentBoard: board ? toPlace(board) : null };
  const seesDeclaration = may(actor, 'restricted.read');
  return {
    isPartial,
    organisation: actor.organisation,
    isMinistry: caller?.kind === 'ministry',
    ...places,
    enrolments: toSiblings(known, surroundings).map((it) => toKnown(it, seesDeclaration)),
    ...(isPartial ? beyondSight : await beyondMinimum(register, studentNumber, rules)),
  };
}

type Beyond = Pick<DraftGrounds, 'student' | 'registrations' | 'transitions' | 'responsibleSchool'>;

const beyondSight: Beyond = {
  student: toStudent(nobody, []),
  registrations: [],
  transitions: [],
  responsibleSchool: null,
};

async function beyondMinimum(register: Reader, number: StudentNumber, rules: RuleContext): Promise<Beyond> {
  const student = (await loadStudentFacts(register, [number])).get(number) ?? nobody;
  const registrations = await listRegistrations(register, [number]);
  const transitions = await loadTransitions(register, [number]);
  const current = currentTransition(transitions, rules.today);
  const schools = await loadSchools(register, current ? [current] : []);
  const responsible = current?.schoolCode ? schools.get(current.schoolCode) : undefined;
  return {
    student: toStudent(student, group(rules, 'independence_restriction')),
    registrations: registrations.flatMap(({ version: _v, submittedBy: _b, submittedAt: _a, ...it }) =>
      it.isDeleted ? [] : [{ ...it, isDeleted: false as const }],
    ),
    transitions: transitions.map(({ version: _v, submittedBy: _b, submittedAt: _a, ...it }) => ({
      ...it,
      isDeleted: false as const,
    })),
    responsibleSchool: responsible ? toSchool(responsible) : null,
  };
}

/** A student as rules about enrolments know one, with the restrictions that they ask for and no others. */
function toStudent(student: EnrolmentStudent, kinds: readonly string[]): Beyond['student'] {
  const { birthDate, isDeceased, deceasedOn, mailingAddresses, restrictions, citizenships } = student;
  return {
    birthDate,
    isDeceased,
    deceasedOn,
    mailingAddresses: [...mailingAddresses],
    restrictions: restrictions.filter((it) => kinds.includes(it.kind)),
    citizenships: citizenships.map(({ status, documentType, documentExpiresOn, from, to }) => ({
      status,
      documentType,
      documentExpiresOn,
      from,
      to,
    })),
  };
}

function toPlace({ code, type, classification, openedOn, closedOn }: OrganisationFacts) {
  return { code, type, classification, openedOn, closedOn };
}

function toSchool({ school, authority, ...offers }: EnrolmentSchool): NonNullable<DraftGrounds['school']> {
  return {
    school: toPlace(school),
    authority: authority ? toPlace(authority) : null,
    calendars: [...offers.calendars],
    gradeOfferings: [...offers.gradeOfferings],
    programmeOfferings: [...offers.programmeOfferings],
  };
}

function toKnown(it: Sibling, seesDeclaration: boolean): DraftGrounds['enrolments'][number] {
  const { studentNumber, enrolmentId, schoolCode, authorityCode, schoolYear, grade, startOn, exitOn, exitType } = it;
  const { programmingType, programmingTimeframe, residentBoard, francophoneBoard } = it;
  const { frenchHours, hours, programmePercentage, localStudentId } = it;
  return {
    studentNumber,
    enrolmentId,
    schoolCode,
    authorityCode,
    schoolYear,
    grade,
    startOn,
    exitOn,
    exitType,
    programmingType,
    programmingTimeframe,
    enrolmentTypes: [...it.enrolmentTypes],
    exceptionCodes: [...it.exceptionCodes],
    grantsProgrammes: [...it.grantsProgrammes],
    residentBoard,
    francophoneBoard,
    selfDeclaration: seesDeclaration ? it.selfDeclaration : null,
    frenchHours,
    hours,
    programmePercentage,
    localStudentId,
    isDeleted: false,
  };
}
