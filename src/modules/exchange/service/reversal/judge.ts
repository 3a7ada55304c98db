import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { may } from '#modules/access/index.ts';
import { loadStudentFacts, tiesOf } from '#modules/identity/index.ts';
import { findOrganisations, listSchoolsOf } from '#modules/organisations/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import {
  type ActMark,
  type Effect,
  type Effects,
  type EffectsAsked,
  listActsOf,
  listEffects,
  listStudentsOf,
  readStanding,
} from '#platform/database/effects.ts';
import type { SubmissionRecord } from '../../records.ts';
import {
  type Because,
  type EffectFacts,
  isPutBack,
  isTold,
  judgeEffects,
  kindOfTable,
  type NumberFacts,
} from '../../rules/reversal.ts';
import { listRestated, type Restated } from '../../store/reversals.ts';

/** Acts by which a submission reaches the register. */
const kinds = ['exchange.apply', 'exchange.resubmit', 'exchange.release'];

/** What draws conclusions from enrolments by itself. */
const followers = [{ kind: 'enrolment.process-responsible', table: 'enrolment.responsible_school' }];

/** What a reversal goes by, the same for each of its batches. */
export type ReversalBasis = {
  submission: SubmissionRecord;
  actor: Actor;
  acts: readonly number[];
  /** Who else sends for the same schools: the organisation, its authority and that one's schools, the ministry. */
  organisations: readonly OrganisationCode[];
  /** The act of the reversal, once there is one. */
  reversalAct: number | null;
};

export async function loadReversalBasis(
  reader: Reader,
  {
    submission,
    actor,
    ministry,
    reversalAct,
  }: Pick<ReversalBasis, 'submission' | 'actor' | 'reversalAct'> & { ministry: string },
): Promise<ReversalBasis> {
  const { submissionId, organisation, isRehearsal } = submission;
  const acts = isRehearsal ? [] : await listActsOf(reader, { requestId: submissionId, kinds });
  const own = (await findOrganisations(reader, [organisation])).get(organisation);
  const head = own?.authorityCode ?? organisation;
  const organisations = [
    ...new Set([organisation, head, ministry as OrganisationCode, ...(await listSchoolsOf(reader, [head]))]),
  ];
  return { submission, actor, acts, organisations, reversalAct };
}

export type JudgedEffect = Effect &
  EffectFacts<ActMark> & {
    /** Why it stays; null = it is put back. */
    because: Because<ActMark> | null;
    isTold: boolean;
  };

/** What an act began to do, and the GUIDs by which later submissions know the same students' rows (null: by some that cannot be told). */
export type JudgedAct = {
  effects: JudgedEffect[];
  restated: readonly { studentNumber: StudentNumber; guid: string | null }[];
};

/**
 * What one act of a submission began to do, with whether each record can be put back: everything that the submission did to it since, and
 * what stands on it. Nothing of students whom the actor may not know of.
 */
export async function judgeAct(
  reader: Reader,
  basis: ReversalBasis,
  { actId, isLocked }: { actId: number; isLocked: boolean },
): Promise<JudgedAct> {
  const numbers = await openNumbers(reader, basis.actor, await numbersOf(reader, basis, actId));
  const asked = { acts: basis.acts, followers, except: basis.reversalAct, derived: ['identity.student'] };
  // A batch looks at what is nobody's once: it need not walk all that the reversal did before.
  const nobodys = { ...asked, acts: [actId], numbers: null, except: isLocked ? null : basis.reversalAct };
  if (isLocked) await lockEffects(reader, [{ ...asked, numbers }, nobodys]);
  const { effects, others } = await listEffects(reader, { ...asked, numbers });
  const all = [...effects, ...(await listEffects(reader, nobodys)).effects];
  return judge(reader, basis, { effects: all, numbers, others });
}

/** The students whom an act of the submission was the first to touch: each is put back once, with everything. */
export async function numbersOf(reader: Reader, { acts }: ReversalBasis, actId: number): Promise<StudentNumber[]> {
  return (await listStudentsOf(reader, { actId, acts })) as StudentNumber[]; // the register's own column
}

async function openNumbers(reader: Reader, actor: Actor, numbers: readonly StudentNumber[]): Promise<StudentNumber[]> {
  if (may(actor, 'restricted.read')) return [...numbers];
  const facts = await loadStudentFacts(reader, numbers);
  return numbers.filter((number) => facts.get(number)?.isRestricted !== true);
}

/** Locked before the record of changes is read for good: what somebody else committed meanwhile stands in it then. */
async function lockEffects(reader: Reader, asked: readonly EffectsAsked[]): Promise<void> {
  for (const each of asked) await readStanding(reader, (await listEffects(reader, each)).effects, { isLocked: true });
}

type Judging = { effects: readonly Effect[]; numbers: readonly StudentNumber[]; others: Effects['others'] };

async function judge(
  reader: Reader,
  { submission, organisations }: ReversalBasis,
  { effects, numbers, others }: Judging,
): Promise<JudgedAct> {
  const { submissionId, startedAt, receivedAt } = submission;
  const restated = await listRestated(reader, { submissionId, organisations, numbers, since: startedAt ?? receivedAt });
  const standing = await readStanding(reader, effects, { isLocked: false });
  const stated = statedBy(restated);
  const facts = effects.map((effect, place): Omit<JudgedEffect, 'because' | 'isTold'> => {
    const { now = null, isSame = false } = standing[place] ?? {};
    const known = { ...effect, kind: kindOfTable(effect.table), now, isSame, statedBy: stated(effect) };
    return { ...known, isDone: effect.isDone && isPutBack(known) };
  });
  const open = facts.filter((it) => !it.isDone);
  const verdicts = judgeEffects(open, await loadNumberFacts(reader, { submissionId, numbers, restated, others }));
  const because = new Map(open.map((it, place) => [it, verdicts[place] ?? null]));
  return {
    effects: facts.map((it) => ({ ...it, because: because.get(it) ?? null, isTold: isTold(it) })),
    restated: restated.map(({ studentNumber, guid, isOneRoster }) => ({
      studentNumber,
      guid: isOneRoster ? null : guid,
    })),
  };
}

/** The later submission that states a record too; null for none. */
function statedBy(restated: readonly Restated[]): (effect: Effect) => string | null {
  const byKey = new Map<string, string>();
  for (const it of restated) {
    const say = (what: string) => byKey.set(`${it.studentNumber} ${what}`, it.submissionId);
    if (it.isOneRoster) say(`by ${it.organisation}`);
    if (it.guid !== null) say(it.guid);
    if (!it.isStudentRow) continue;
    say('student');
    say(`${it.organisation}|${it.subject}`);
  }
  return ({ table, key, studentNumber, after }) => {
    const find = (what: string) => byKey.get(`${studentNumber} ${what}`) ?? null;
    if (table === 'identity.student') return find('student');
    if (table === 'identity.local_student')
      return find(`${String(key['organisation_code'])}|${String(key['local_student_id'])}`);
    const { student_number: _number, ...ids } = key;
    const named = Object.values(ids)
      .map((id) => find(String(id)))
      .find((it) => it !== null);
    return named ?? (after === null ? null : find(`by ${String(after['submitted_by'])}`));
  };
}

async function loadNumberFacts(
  reader: Reader,
  {
    submissionId,
    numbers,
    restated,
    others,
  }: {
    submissionId: string;
    numbers: readonly StudentNumber[];
    restated: readonly Restated[];
    others: Effects['others'];
  },
): Promise<Map<string, NumberFacts<ActMark>>> {
  const ties = await tiesOf(reader, { numbers, exceptSubmission: submissionId });
  const stated = new Map(restated.map((it) => [it.studentNumber, it.submissionId]));
  return new Map(
    numbers.map((number) => [
      number,
      { tie: ties.get(number) ?? null, other: others.get(number) ?? null, statedBy: stated.get(number) ?? null },
    ]),
  );
}
