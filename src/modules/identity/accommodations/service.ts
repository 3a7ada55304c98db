import type { PlainDate } from '#kernel/dates.ts';
import type { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Fired, RuleContext } from '#kernel/rule.ts';
import { requireOrganisation, type Scope, scopeOf } from '#modules/access/index.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import type { Act } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { requireVersion } from '#platform/http/version.ts';
import { RefusedByRule } from '../errors.ts';
import { asKept } from '../rules/free-text.ts';
import type { KeptStudent } from '../rules/kept.ts';
import { accommodationRules } from '../rules/validation/accommodation.ts';
import { freeTextRules } from '../rules/validation/free-text.ts';
import { claimGuids } from '../service/guids.ts';
import { reject, rejectForeignGuid } from '../service/judge.ts';
import { type Codes, wordsOfCode } from '../service/present.ts';
import { seeInFull, seeThen } from '../service/see.ts';
import type { AccommodationStatement, Accommodation as Shown } from './contract.ts';
import { errors } from './errors.ts';
import * as store from './store.ts';

type Listing = {
  actor: Actor;
  number: StudentNumber;
  codes: Codes;
  knownAt?: Date | null;
  asOf?: PlainDate | undefined;
};

/** The accommodations under a number, in all or those of a day, for whoever sees the student in full. */
export async function listAccommodationsOf(
  reader: Reader,
  { actor, number, codes, knownAt = null, asOf }: Listing,
): Promise<Shown[]> {
  await seeThen(reader, { actor, number, knownAt });
  const kept = await store.listAccommodations(reader, number, knownAt);
  const shown = asOf === undefined ? kept : kept.filter((it) => it.voidReason === null && holdsOn(it, asOf));
  const schools = await findOrganisations(reader, [...new Set(shown.map((it) => it.schoolCode))]);
  const scope = await scopeOf(actor, reader);
  return shown.map((it) => ({
    ...it,
    kindWords: wordsOfCode(codes, 'accommodation_kind', it.kind),
    schoolName: schools.get(it.schoolCode)?.name ?? null,
    isVoided: it.voidReason !== null,
    mayChange: actor.permissions.has('accommodation.write') && isWithin(scope, it.schoolCode),
    recordedAt: it.recordedAt.toISOString(),
  }));
}

function holdsOn({ effectiveOn, expiresOn }: store.StatedAccommodation, day: PlainDate): boolean {
  return effectiveOn <= day && day <= (expiresOn ?? day);
}

function isWithin(scope: Scope, organisation: OrganisationCode): boolean {
  return scope.everything || scope.organisations.includes(organisation);
}

/** The accommodation meant, and the version that the caller saw (null = none was said). */
export type Aim = { studentNumber: StudentNumber; accommodationId: Guid; version: string | null };
type Saying = { aim: Aim; rules: RuleContext };

/** Adds an accommodation of a school in reach, or changes it as the caller saw it. True when it is new. */
export async function sayAccommodation(
  tx: Tx,
  act: Act,
  { aim, statement, rules }: Saying & { statement: AccommodationStatement },
): Promise<boolean> {
  const seen = await lockSeen(tx, act, aim);
  const { stored } = seen;
  const { studentNumber, accommodationId } = aim;
  const details = statement.details === null ? null : asKept(statement.details);
  const schoolCode = statement.schoolCode ?? stored?.schoolCode ?? act.actor.organisation;
  await requireOrganisation(act.actor, schoolCode, tx);
  if (stored?.voidReason != null) throw errors.voided();
  requireVersion(stored, aim);
  const after = { ...statement, studentNumber, accommodationId, schoolCode, details, voidReason: null };
  await write(tx, act, { ...seen, after, rules });
  return stored === null;
}

/** Voids an accommodation with the reason, or restores it (null), as the caller saw it. */
export async function markAccommodation(
  tx: Tx,
  act: Act,
  { aim, reason, rules }: Saying & { reason: string | null },
): Promise<void> {
  const seen = await lockSeen(tx, act, aim);
  const { stored } = seen;
  if (!stored) throw errors.not_found();
  if (reason === null && stored.voidReason === null) throw errors.not_voided();
  if (reason !== null && stored.voidReason !== null) throw errors.voided();
  requireVersion(stored, aim);
  await write(tx, act, { ...seen, after: { ...stored, voidReason: reason }, rules });
}

type Ground = {
  student: KeptStudent;
  all: readonly store.KeptAccommodation[];
  stored: store.KeptAccommodation | null;
};

/** What stands of the student, held until the act ends; a school's own are changed by whoever reaches the school. */
async function lockSeen(tx: Tx, act: Act, { studentNumber, accommodationId }: Aim): Promise<Ground> {
  const { student } = await seeInFull(tx, act.actor, studentNumber);
  await store.takeTurn(tx, studentNumber);
  const all = await store.listAccommodations(tx, studentNumber);
  const stored = all.find((it) => it.accommodationId === accommodationId) ?? null;
  if (stored) await requireOrganisation(act.actor, stored.schoolCode, tx);
  return { student, all, stored };
}

type Change = Ground & { after: store.StatedAccommodation; rules: RuleContext };

async function write(tx: Tx, act: Act, change: Change): Promise<void> {
  const { after, stored, rules } = change;
  refuse(await judge(tx, change));
  if (stored === null) {
    const claims = [{ guid: after.accommodationId, studentNumber: after.studentNumber }];
    const foreign = await claimGuids(tx, 'accommodation', claims);
    if (foreign.size > 0) refuse(rejectForeignGuid(after.accommodationId, rules));
  } else if (saidOf(stored) === saidOf(after)) return;
  await store.putAccommodation(tx, after, { act, version: (stored?.version ?? 0) + 1 });
}

/** What a rule has against an accommodation that is to stand; one that is voided may be as it is, but for the reason. */
async function judge(tx: Tx, { after, stored, student, all, rules }: Change): Promise<Fired[]> {
  const { details, approvedBy, voidReason, schoolCode, kind, accommodationId } = after;
  if (voidReason !== null) return reject(freeTextRules, { texts: { reason: voidReason }, required: ['reason'] }, rules);
  const school = (await findOrganisations(tx, [schoolCode])).get(schoolCode);
  const others = all.filter(
    (it) =>
      it.voidReason === null &&
      it.kind === kind &&
      it.schoolCode === schoolCode &&
      it.accommodationId !== accommodationId,
  );
  const facts = {
    ...after,
    schoolBefore: stored?.schoolCode ?? null,
    isSchoolKnown: school?.kind === 'school',
    birthDate: student.birthDate,
    others,
  };
  return [
    ...reject(accommodationRules, facts, rules),
    ...reject(freeTextRules, { texts: { details, approvedBy }, required: [] }, rules),
  ];
}

function refuse(fired: readonly Fired[]): void {
  if (fired.length > 0) throw new RefusedByRule(fired);
}

function saidOf(it: store.StatedAccommodation): string {
  const { kind, effectiveOn, expiresOn, details, approvedBy, approvedOn, voidReason } = it;
  return JSON.stringify([kind, effectiveOn, expiresOn, details, approvedBy, approvedOn, voidReason]);
}
