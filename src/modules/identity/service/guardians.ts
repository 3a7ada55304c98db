import type { PlainDate } from '#kernel/dates.ts';
import { may } from '#modules/access/index.ts';
import type { Reader } from '#platform/database/database.ts';
import type { Guardian } from '../contact-contract.ts';
import { rightsOn } from '../rules/guardianship.ts';
import type { KeptGuardianLimit, KeptStudent } from '../rules/kept.ts';
import { listRestrictionsOnGuardians } from '../store/guardian-restrictions.ts';
import * as tables from '../store/objects.ts';
import { type Codes, wordsOfCode } from './present.ts';
import type { Asking } from './read.ts';

type AskingGuardians = Asking & { day: PlainDate; asOf?: PlainDate | undefined };

/** The guardians of a student with their rights on a day and what they may not do; of a day, those who have rights on it. */
export async function presentGuardians(
  reader: Reader,
  student: KeptStudent,
  { actor, number, codes, knownAt = null, day, asOf }: AskingGuardians,
): Promise<Guardian[]> {
  const kept = await tables.listObjects(reader, tables.guardians, [number], knownAt);
  const limits = await tables.listObjects(reader, tables.guardianLimits, [number], knownAt);
  const restrictions = await listRestrictionsOnGuardians(reader, number, knownAt);
  const seesOrders = may(actor, 'guardian_order.read');
  const guardians = kept.map(({ studentNumber: _number, ...it }) => ({
    ...it,
    relationshipWords: wordsOfCode(codes, 'guardian_relationship', it.relationship),
    rights: rightsOn(day, { ...student, restrictions, expiresOn: it.expiresOn }, codes),
    limits: limits
      .filter((limit) => limit.guardianId === it.guardianId && (seesOrders || !limit.isDeleted))
      .map((limit) => presentLimit(limit, { day, codes, seesOrders })),
  }));
  return guardians.filter((it) => asOf === undefined || it.rights.isInForce);
}

type Showing = { day: PlainDate; codes: Codes; seesOrders: boolean };

function presentLimit(limit: KeptGuardianLimit, { day, codes, seesOrders }: Showing): Guardian['limits'][number] {
  const { limitId, kind, effectiveOn, expiresOn, isDeleted, submittedBy, recordedAt, ...order } = limit;
  return {
    limitId,
    kind,
    kindWords: wordsOfCode(codes, 'guardian_limit', kind),
    effectiveOn,
    expiresOn,
    isInForce: !isDeleted && effectiveOn <= day && day <= (expiresOn ?? day),
    isDeleted,
    order: seesOrders
      ? {
          type: order.orderType,
          typeWords: wordsOfCode(codes, 'guardian_order', order.orderType),
          reference: order.orderReference,
          issuedOn: order.orderIssuedOn,
          details: order.details,
        }
      : null,
    submittedBy,
    recordedAt,
  };
}
