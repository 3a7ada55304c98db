import { addDays, type PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { RuleContext } from '#kernel/rule.ts';
import {
  acknowledgeExternal,
  associationWords,
  countQuestion,
  externalUntil,
  listExternal,
  may,
  requireUnlimited,
  visibleNumbers,
  whySeen,
} from '#modules/access/index.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import { perform, todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Db, Reader } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { errors } from '../errors.ts';
import type { StudentSight } from '../sight-contract.ts';
import { findStudents } from '../store/students.ts';
import { resolveNumber } from './resolve.ts';
import { seeStudent } from './see.ts';

/** Why the actor sees a student, how much and until when; with full sight also who looked from outside. */
export async function getSight(reader: Reader, actor: Actor, number: StudentNumber): Promise<StudentSight> {
  const { resolution, level } = await seeStudent(reader, actor, number);
  const why = await whySeen(reader, actor, number);
  if (!why) throw errors.student_not_found();
  const looks = level === 'full' ? await listExternal(reader, resolution.numbers) : [];
  const codes = [...looks.map((it) => it.organisation), ...(why.organisation ? [why.organisation] : [])];
  const organisations = await findOrganisations(reader, [...new Set(codes)]);
  const nameOf = (code: OrganisationCode | null) => (code ? (organisations.get(code)?.name ?? null) : null);
  const isEndless = why.minimumUntil !== null && why.minimumUntil >= addDays(todayOf(new Date()), 20_000);
  return {
    studentNumber: number,
    association: why.name,
    words: associationWords[why.name],
    organisation: why.organisation,
    organisationName: nameOf(why.organisation),
    level: why.level,
    endsOn: why.endsOn,
    minimumUntil: isEndless ? null : why.minimumUntil,
    looks: looks.map(({ organisation, actorName, reason, acknowledgedAt, endsOn }) => ({
      organisation,
      organisationName: nameOf(organisation),
      actorName,
      reason,
      acknowledgedAt: acknowledgedAt.toISOString(),
      endsOn,
    })),
  };
}

/** Until when a look from outside, acknowledged now, lasts. Throws access.limited_organisation where the actor's organisation may not look. */
export async function offerLook(
  reader: Reader,
  actor: Actor,
  context: Pick<RuleContext, 'parameter'>,
): Promise<{ untilOn: PlainDate }> {
  await requireUnlimited(reader, actor);
  return { untilOn: externalUntil(todayOf(new Date()), context) };
}

type Acknowledgement = {
  actor: Actor;
  number: StudentNumber;
  birthDate: string;
  reason: string;
  jurisdiction: Jurisdiction;
  requestId: string;
};

/**
 * Lets the actor's organisation look at a student without association: the minimum, for a short time, for a reason that the student sees.
 * A wrong birth date and a protected student are answered as a number that nobody has; every question is counted.
 */
export async function acknowledgeLook(db: Db, input: Acknowledgement): Promise<void> {
  const { actor, number, birthDate, reason, jurisdiction, requestId } = input;
  await requireUnlimited(db, actor);
  await countQuestion(db, actor, { kind: 'external', context: jurisdiction, now: new Date() });
  const { numbers } = await resolveNumber(db, number);
  const students = await findStudents(db, numbers);
  const student = students.get(number);
  const isHidden = [...students.values()].some((it) => it.isRestricted) && !may(actor, 'restricted.read');
  if (!student || isHidden || student.birthDate !== birthDate || student.status !== 'active')
    throw errors.student_not_found();
  if ((await visibleNumbers(db, actor, numbers)).size > 0) return;
  await perform(db, { kind: 'access.acknowledge-external', actor, reason, requestId }, (tx, act) =>
    acknowledgeExternal(tx, act, { studentNumber: number, reason, context: jurisdiction }),
  );
}
