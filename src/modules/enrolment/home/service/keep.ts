import { type PlainDate, type SchoolYear, toPlainDate } from '#kernel/dates.ts';
import type { Guid, StudentNumber } from '#kernel/ids.ts';
import { judgeAll, type RuleContext } from '#kernel/rule.ts';
import { claimGuids, loadStudentFacts, seeInFull } from '#modules/identity/index.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import { requestScan } from '#modules/validation/index.ts';
import type { Act } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { requireVersion } from '#platform/http/version.ts';
import { nobody } from '../../rules/facts.ts';
import { unique } from '../../service/load.ts';
import type { HomeStatement, HomeRegistration as Shown } from '../contract.ts';
import { errors, RegistrationRefused } from '../errors.ts';
import type { HomeFacts, HomeRegistration } from '../rules/facts.ts';
import { guidOfAnother, homeRejections } from '../rules/rules.ts';
import * as store from '../store.ts';

/** The registration meant, and the version that the caller saw (null = none was said). */
export type Aim = { studentNumber: StudentNumber; registrationId: Guid; version: string | null };
type Saying = { aim: Aim; rules: RuleContext };

/** All registrations under a number, for whoever sees the student in full. */
export async function listRegistrationsOf(
  reader: Reader,
  actor: Actor,
  number: StudentNumber,
  knownAt: Date | null = null,
): Promise<Shown[]> {
  await seeInFull(reader, actor, number);
  return present(reader, await store.listRegistrations(reader, [number], knownAt));
}

/** Adds a registration, or changes it as the caller saw it; days that are not said are those that the jurisdiction sets. */
export async function sayRegistration(
  tx: Tx,
  act: Act,
  { aim, statement, rules }: Saying & { statement: HomeStatement },
): Promise<boolean> {
  const { all, stored } = await lockSeen(tx, act, aim);
  if (stored?.isDeleted) throw errors.deleted();
  requireVersion(stored, aim);
  const { schoolYear, authorityCode, exitType } = statement;
  const after: HomeRegistration = {
    studentNumber: aim.studentNumber,
    registrationId: aim.registrationId,
    schoolYear,
    authorityCode,
    exitType,
    startOn: statement.startOn ?? dayOf(rules, 'home_education.start', schoolYear),
    exitOn: statement.exitOn ?? dayOf(rules, 'home_education.exit', schoolYear),
    isDeleted: false,
  };
  await write(tx, act, { after, stored, all, rules });
  return stored === null;
}

/** A month from September on lies in the first calendar year of the school year. */
function dayOf(rules: RuleContext, name: string, schoolYear: SchoolYear): PlainDate {
  const [month = 9, day = 1] = rules.parameter<number[]>(name);
  return toPlainDate({ year: month >= 9 ? schoolYear - 1 : schoolYear, month, day });
}

/** Deletes or restores a registration as the caller saw it. */
export async function markRegistration(
  tx: Tx,
  act: Act,
  { aim, isDeleted, rules }: Saying & { isDeleted: boolean },
): Promise<void> {
  const { all, stored } = await lockSeen(tx, act, aim);
  if (!stored) throw errors.registration_not_found();
  if (stored.isDeleted === isDeleted) throw isDeleted ? errors.deleted() : errors.not_deleted();
  requireVersion(stored, aim);
  await write(tx, act, { after: { ...stored, isDeleted }, stored, all, rules });
}

async function lockSeen(tx: Tx, act: Act, { studentNumber, registrationId }: Aim) {
  await seeInFull(tx, act.actor, studentNumber);
  await store.takeTurn(tx, studentNumber);
  const all = await store.listRegistrations(tx, [studentNumber]);
  return { all, stored: all.find((it) => it.registrationId === registrationId) ?? null };
}

type Change = {
  after: HomeRegistration;
  stored: store.KeptRegistration | null;
  all: readonly store.KeptRegistration[];
  rules: RuleContext;
};

async function write(tx: Tx, act: Act, { after, stored, all, rules }: Change): Promise<void> {
  const facts = await loadFacts(tx, after, all);
  refuse(judgeAll(homeRejections, facts, rules, after.schoolYear).fired);
  const claims = [{ guid: after.registrationId, studentNumber: after.studentNumber }];
  const foreign = stored === null ? await claimGuids(tx, 'home_education_registration', claims) : new Set();
  const isGuidOfAnother = foreign.has(after.registrationId);
  refuse(judgeAll([guidOfAnother], { ...facts, isGuidOfAnother }, rules, after.schoolYear).fired);
  if (stored !== null && saidOf(stored) === saidOf(after)) return;
  await store.putRegistration(tx, after, { act, version: (stored?.version ?? 0) + 1 });
  await requestScan(tx, [after.studentNumber]);
}

function refuse(fired: ConstructorParameters<typeof RegistrationRefused>[0]): void {
  if (fired.length > 0) throw new RegistrationRefused(fired);
}

function saidOf({ schoolYear, authorityCode, startOn, exitOn, exitType, isDeleted }: HomeRegistration): string {
  return JSON.stringify([schoolYear, authorityCode, startOn, exitOn, exitType, isDeleted]);
}

async function loadFacts(tx: Tx, after: HomeRegistration, all: readonly HomeRegistration[]): Promise<HomeFacts> {
  const { studentNumber, registrationId, authorityCode } = after;
  const named = authorityCode === null ? null : (await findOrganisations(tx, [authorityCode])).get(authorityCode);
  return {
    registration: after,
    student: (await loadStudentFacts(tx, [studentNumber])).get(studentNumber) ?? nobody,
    isAuthorityKnown: named?.kind === 'authority',
    others: all.filter((it) => !it.isDeleted && it.registrationId !== registrationId),
    enrolments: [],
    enrolment: null,
    isGuidOfAnother: false,
  };
}

async function present(reader: Reader, kept: readonly store.KeptRegistration[]): Promise<Shown[]> {
  const authorities = await findOrganisations(reader, unique(kept.flatMap((it) => it.authorityCode ?? [])));
  return kept.map((it) => ({
    ...it,
    authorityName: (it.authorityCode && authorities.get(it.authorityCode)?.name) || null,
    submittedAt: it.submittedAt.toISOString(),
  }));
}
