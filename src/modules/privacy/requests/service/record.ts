import { dateParts } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { seeStudent } from '#modules/identity/index.ts';
import { findOrganisations, listSchoolsOf } from '#modules/organisations/index.ts';
import type { Act } from '#platform/act.ts';
import type { Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { keyFor, keysOf } from '../../keys/service/seal.ts';
import { type Choice, type Choices, choices } from '../../settings.ts';
import type { RecordRequest } from '../contract.ts';
import { errors } from '../errors.ts';
import { insertEvent } from '../store/events.ts';
import { findSchool, insertRequest, isAssociated, type RequestRecord } from '../store/requests.ts';
import { clockOf } from './clock.ts';
import { sealText } from './texts.ts';

type Needed = Pick<Services, 'config' | 'jurisdiction'>;

/**
 * Records a request as it arrived. Access is answered by the ministry, which keeps the register; a correction by the organisation whose
 * statement stands: the student's school, or who is named, or the ministry when no school sees the student any more.
 */
export async function recordRequest(
  tx: Tx,
  act: Act,
  { services, input }: { services: Needed; input: RecordRequest },
): Promise<string> {
  const { jurisdiction } = services;
  const { resolution } = await seeStudent(tx, act.actor, input.studentNumber);
  checkInput(input, choices(jurisdiction, act.today), act.today);
  const keys = keysOf(services);
  const period = dateParts(input.receivedOn).year;
  const requestId = newId();
  const keyId = await keyFor(tx, act, { keys, recordKind: 'privacy_request', period });
  const owner = { requestId, keyId };
  const state = input.identityProof === null ? ('received' as const) : ('in_work' as const);
  const facts = { kind: input.kind, receivedOn: input.receivedOn, closedOn: null };
  const asker = { name: input.askerName, contact: input.askerContact, words: input.words };
  const correction = { currentValue: input.currentValue, wantedValue: input.wantedValue ?? '' };
  await insertRequest(tx, {
    ...blank,
    ...facts,
    ...owner,
    studentNumber: input.studentNumber,
    state,
    askedBy: input.askedBy,
    language: input.language,
    legalBasis: input.legalBasis,
    identityProof: input.identityProof,
    field: input.field,
    receivedBy: act.actor.organisation,
    organisation: await custodianOf(tx, act, { services, input, numbers: resolution.numbers }),
    dueOn: clockOf(jurisdiction, facts, { steps: [], today: act.today }).dueOn,
    asker: sealText(keys, owner, { column: 'asker', value: asker }),
    correction: input.kind === 'correction' ? sealText(keys, owner, { column: 'correction', value: correction }) : null,
    createdAt: act.at,
  });
  await insertEvent(tx, {
    studentNumber: input.studentNumber,
    requestId,
    ordinal: 1,
    move: 'record',
    fromState: state,
    toState: state,
    on: input.receivedOn,
    reasonCode: input.identityProof,
    days: null,
    note: null,
    actId: act.id,
    actor: act.actor.name,
    organisation: act.actor.organisation,
    at: act.at,
  });
  return requestId;
}

const blank = {
  dueOn: null,
  asker: null,
  correction: null,
  decision: null,
  disagreement: null,
  disagreementKeyId: null,
  appliedActId: null,
  packageFileId: null,
  packageSha256: null,
  packageUntil: null,
  deliveredAt: null,
  deliveredHow: null,
  remindedDays: null,
  version: 1,
} satisfies Partial<RequestRecord>;

export function requireCode(list: readonly Choice[], code: string, name: string): void {
  if (!list.some((it) => it.code === code)) throw errors.code_unknown({ code, list: name });
}

function checkInput(input: RecordRequest, lists: Choices, today: string): void {
  if (input.receivedOn > today) throw errors.received_later({ today });
  requireCode(lists.legalBases[input.kind], input.legalBasis, 'legal_bases');
  if (input.identityProof !== null) requireCode(lists.identityProofs, input.identityProof, 'identity_proofs');
  if (input.kind === 'access') {
    if (input.field !== null) throw errors.field_needed();
    return;
  }
  if (input.field === null || input.wantedValue === null) throw errors.field_needed();
  requireCode(lists.correctionFields, input.field, 'correction_fields');
}

async function custodianOf(
  tx: Tx,
  act: Act,
  { services, input, numbers }: { services: Needed; input: RecordRequest; numbers: readonly StudentNumber[] },
): Promise<OrganisationCode> {
  const ministry = services.jurisdiction.ministry as OrganisationCode; // the jurisdiction's own code
  if (input.kind === 'access') return ministry;
  const wanted = input.custodian ?? (await findSchool(tx, numbers));
  if (wanted === null || wanted === ministry) return ministry;
  const isKnown = (await findOrganisations(tx, [wanted])).has(wanted);
  const organisations = [wanted, ...(await listSchoolsOf(tx, [wanted]))];
  if (isKnown && (await isAssociated(tx, { numbers, organisations, on: act.today }))) return wanted;
  if (input.custodian !== null) throw errors.custodian_cannot_see({ organisation: wanted });
  return ministry;
}
