import { ageOn, dateParts, type PlainDate } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import { seeStudent } from '#modules/identity/index.ts';
import type { Act } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { KeyStore } from '#platform/keys/keys.ts';
import type { Services } from '#platform/services.ts';
import { keyFor, keysOf, openSealedFile, openValue, sealValue, storeSealed } from '../../keys/service/seal.ts';
import { addYears } from '../../retention/rules/schedule.ts';
import { consentKinds } from '../../settings.ts';
import type { Consent, Consents, GiveConsent, WithdrawConsent } from '../contract.ts';
import { errors, refusalOf } from '../errors.ts';
import { type ConsentKind, holds, judgeGiver } from '../rules/consent.ts';
import * as store from '../store/consents.ts';

type Needed = Pick<Services, 'config' | 'jurisdiction'>;

function placeOf(consentId: string, keyId: string, column: 'giver' | 'withdrawal' | 'evidence') {
  return { keyId, place: `privacy.consent ${consentId} ${column}` };
}

function kindOf({ jurisdiction }: Needed, kind: string, on: PlainDate): ConsentKind {
  const found = consentKinds(jurisdiction, on).find((it) => it.kind === kind);
  if (!found) throw errors.kind_unknown({ kind });
  return found;
}

/** Records that a consent was given, by whom and in which words. */
export async function giveConsent(
  tx: Tx,
  act: Act,
  { services, number, input }: { services: Needed; number: StudentNumber; input: GiveConsent },
): Promise<string> {
  const { student } = await seeStudent(tx, act.actor, number);
  if (input.givenOn > act.today) throw errors.future_day();
  const kind = kindOf(services, input.kind, input.givenOn);
  const verdict = judgeGiver(kind, input.givenBy, { birthDate: student.birthDate, on: input.givenOn });
  if (!verdict.may) throw refusalOf[verdict.because]();
  const keys = keysOf(services);
  const consentId = newId();
  const keyId = await keyFor(tx, act, { keys, recordKind: 'consent', period: dateParts(act.today).year });
  const giver = sealValue(keys, { name: input.giverName, words: input.words }, placeOf(consentId, keyId, 'giver'));
  const isNew = await store.insertConsent(tx, {
    studentNumber: number,
    consentId,
    kind: input.kind,
    givenBy: input.givenBy,
    giver,
    keyId,
    evidenceFileId: null,
    evidenceType: null,
    givenOn: input.givenOn,
    withdrawnOn: null,
    withdrawal: null,
    organisation: act.actor.organisation,
    recordedBy: act.actor.name,
    recordedAt: act.at,
    guardianUntil: input.givenBy === 'guardian' ? addYears(student.birthDate, kind.guardianUntilAge) : null,
  });
  if (!isNew) throw errors.given_already();
  return consentId;
}

/** Records that a consent was withdrawn; it holds no longer from that day on. */
export async function takeBackConsent(
  tx: Tx,
  act: Act,
  {
    services,
    number,
    consentId,
    input,
  }: { services: Needed; number: StudentNumber; consentId: string; input: WithdrawConsent },
): Promise<void> {
  const consent = await lockSeen(tx, act, { number, consentId });
  if (consent.withdrawnOn !== null) throw errors.not_given();
  if (input.withdrawnOn > act.today || input.withdrawnOn < consent.givenOn) throw errors.future_day();
  const withdrawal = sealValue(keysOf(services), input.words, placeOf(consentId, consent.keyId, 'withdrawal'));
  await store.withdrawConsent(tx, { ...consent, withdrawnOn: input.withdrawnOn, withdrawal });
}

async function lockSeen(tx: Tx, act: Act, { number, consentId }: { number: StudentNumber; consentId: string }) {
  const { resolution } = await seeStudent(tx, act.actor, number);
  const consent = await store.lockConsent(tx, { numbers: resolution.numbers, consentId });
  if (!consent) throw errors.consent_not_found();
  return consent;
}

/** Keeps the signed form of a consent, sealed. */
export async function addEvidence(
  tx: Tx,
  act: Act,
  {
    services,
    number,
    consentId,
    file,
  }: {
    services: Needed & Pick<Services, 'files'>;
    number: StudentNumber;
    consentId: string;
    file: { bytes: Buffer; mediaType: string };
  },
): Promise<void> {
  const consent = await lockSeen(tx, act, { number, consentId });
  const place = placeOf(consentId, consent.keyId, 'evidence');
  const evidenceFileId = await storeSealed({ files: services.files, keys: keysOf(services) }, file.bytes, place);
  await store.setEvidence(tx, { ...consent, evidenceFileId, evidenceType: file.mediaType });
}

export async function openEvidence(
  reader: Reader,
  actor: Actor,
  {
    services,
    number,
    consentId,
  }: { services: Needed & Pick<Services, 'files'>; number: StudentNumber; consentId: string },
): Promise<Buffer> {
  const { resolution } = await seeStudent(reader, actor, number);
  const consent = (await store.listConsents(reader, resolution.numbers)).find((it) => it.consentId === consentId);
  if (!consent?.evidenceFileId) throw errors.consent_not_found();
  const place = placeOf(consentId, consent.keyId, 'evidence');
  const bytes = await openSealedFile({ files: services.files, keys: keysOf(services) }, consent.evidenceFileId, place);
  if (!bytes) throw errors.consent_not_found();
  return bytes;
}

/** The purposes for which consent is asked, whether it holds, and every consent ever given, for the student's page. */
export async function getConsents(
  reader: Reader,
  actor: Actor,
  { services, number, today }: { services: Needed; number: StudentNumber; today: PlainDate },
): Promise<Consents> {
  const { student, resolution } = await seeStudent(reader, actor, number);
  const records = await store.listConsents(reader, resolution.numbers);
  const keys = keysOf(services);
  const { birthDate } = student;
  const age = ageOn(birthDate, today);
  const kinds = consentKinds(services.jurisdiction, today);
  return {
    studentNumber: number,
    kinds: kinds.map((kind) => ({
      kind: kind.kind,
      purpose: kind.purpose,
      legalBasis: kind.legalBasis,
      studentFromAge: kind.studentFromAge,
      guardianUntilAge: kind.guardianUntilAge,
      holds: records.some((it) => it.kind === kind.kind && holds(it, kind, { birthDate, on: today })),
      mayStudent: age >= kind.studentFromAge,
      mayGuardian: age < kind.guardianUntilAge,
    })),
    items: records.map((it) =>
      present(keys, it, { kind: kinds.find((one) => one.kind === it.kind), birthDate, today }),
    ),
  };
}

function present(
  keys: KeyStore,
  record: store.ConsentRecord,
  { kind, birthDate, today }: { kind: ConsentKind | undefined; birthDate: PlainDate; today: PlainDate },
): Consent {
  const { consentId, keyId, studentNumber, givenBy, givenOn, withdrawnOn, organisation, recordedBy } = record;
  const giver = openValue<{ name: string; words: string | null }>(
    keys,
    record.giver,
    placeOf(consentId, keyId, 'giver'),
  );
  const withdrawal = openValue<string>(keys, record.withdrawal, placeOf(consentId, keyId, 'withdrawal'));
  return {
    consentId,
    studentNumber,
    kind: record.kind,
    givenBy,
    giverName: giver && 'value' in giver ? giver.value.name : null,
    words: giver && 'value' in giver ? giver.value.words : null,
    givenOn,
    withdrawnOn,
    withdrawal: withdrawal && 'value' in withdrawal ? withdrawal.value : null,
    holdsToday: kind !== undefined && holds(record, kind, { birthDate, on: today }),
    endsOn: record.guardianUntil,
    hasEvidence: record.evidenceFileId !== null,
    organisation,
    recordedBy,
    recordedAt: record.recordedAt.toISOString(),
  };
}

/**
 * Which of some students consent to a purpose on a day, under any number of theirs. Whoever acts on consent asks here first; modules
 * before this one read published.consent.
 */
export function hasConsent(
  reader: Reader,
  question: { numbers: readonly StudentNumber[]; kind: string; on: PlainDate },
): Promise<Set<StudentNumber>> {
  return store.findConsenting(reader, question);
}
