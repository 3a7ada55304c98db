import type { PlainDate } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import { errors as accessErrors, scopeOf } from '#modules/access/index.ts';
import { nameStudents, seeStudent } from '#modules/identity/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import type { Holding } from '#platform/holdings/holding.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { numberOf, retentionSchedule, schoolingTerm } from '../../settings.ts';
import type { DisposalBrief, DisposalDetail, Hold, StudentRetention } from '../contract.ts';
import { errors } from '../errors.ts';
import { disposalRefusals, isReviewDue, judgeApproval, mayWithdraw } from '../rules/disposal.ts';
import { disposalDate, schoolingEnd } from '../rules/schedule.ts';
import * as store from '../store/disposals.ts';
import { listClosings } from '../store/facts.ts';
import { listHolds } from '../store/holds.ts';
import { countKind, holdsOn, loadHolds, loadPeople } from './people.ts';

/** Disposal and holds are the ministry's; for everybody else there are none. */
export async function requireMinistry(reader: Reader, actor: Actor): Promise<void> {
  if (!(await scopeOf(actor, reader)).everything) throw accessErrors.not_allowed({ permission: 'retention' });
}

/** When which records of a student are due, why, and whether a hold stops the clock. */
export async function getRetention(
  reader: Reader,
  actor: Actor,
  {
    register,
    jurisdiction,
    holdings,
    number,
    today,
  }: {
    register: Reader;
    jurisdiction: Jurisdiction;
    holdings: readonly Holding[];
    number: StudentNumber;
    today: PlainDate;
  },
): Promise<StudentRetention> {
  const { resolution } = await seeStudent(reader, actor, number);
  const numbers = resolution.numbers;
  const person = (await loadPeople(register, numbers, { jurisdiction, today })).get(number);
  if (!person) throw errors.disposal_not_found();
  const holds = await loadHolds(register);
  const term = schoolingTerm(jurisdiction, today);
  const closings = await listClosings(register, numbers);
  const closed = [...closings.values()].sort().at(-1) ?? null; // `open` sorts after every day
  const kinds: StudentRetention['kinds'] = [];
  for (const retention of retentionSchedule(jurisdiction, today)) {
    const counts = [...(await countKind(register, holdings, { recordKind: retention.recordKind, numbers })).values()];
    const latest =
      counts
        .flatMap((it) => it.latest ?? [])
        .sort()
        .at(-1) ?? null;
    const date = disposalDate(retention, { person: person.facts, lastRecordOn: latest, closedOn: closed }, term);
    kinds.push({
      recordKind: retention.recordKind,
      words: retention.words,
      rows: counts.reduce((sum, it) => sum + it.rows, 0),
      disposalOn: date.on,
      because: date.because,
      isHeld: holdsOn(holds, person, retention.recordKind).length > 0,
      source: retention.source,
    });
  }
  return {
    studentNumber: number,
    numbers: [...numbers],
    schoolingEndsOn: schoolingEnd(person.facts, term).from,
    kinds,
  };
}

export async function presentHolds(reader: Reader, today: PlainDate): Promise<Hold[]> {
  const holds = await listHolds(reader);
  const numbers = holds.flatMap((it) => it.studentNumber ?? []);
  const names = await nameStudents(reader, numbers);
  return holds.map(({ placedAt, liftedAt, ...it }) => ({
    ...it,
    studentName: it.studentNumber === null ? null : (names.get(it.studentNumber) ?? null),
    placedAt: placedAt.toISOString(),
    liftedAt: liftedAt?.toISOString() ?? null,
    isReviewDue: isReviewDue({ reviewOn: it.reviewOn, isLifted: liftedAt !== null }, today),
  }));
}

type Presenting = { jurisdiction: Jurisdiction; today: PlainDate };

export async function presentDisposals(reader: Reader, setting: Presenting): Promise<DisposalBrief[]> {
  const disposals = await store.listDisposals(reader);
  const facts = await factsOf(reader, disposals);
  return disposals.map((it) => present(it, facts, setting));
}

type Facts = Awaited<ReturnType<typeof factsOf>>;

/** Who approved some disposals, and what became of their people. */
async function factsOf(reader: Reader, disposals: readonly store.DisposalRecord[]) {
  const ids = disposals.map((it) => it.disposalId);
  return { approvals: await store.listApprovals(reader, ids), counts: await store.countItems(reader, ids) };
}

function present(
  it: store.DisposalRecord,
  { approvals, counts }: Facts,
  { jurisdiction, today }: Presenting,
): DisposalBrief {
  const count = counts.get(it.disposalId);
  return {
    disposalId: it.disposalId,
    target: it.target,
    recordKind: it.recordKind,
    words: it.retention.words,
    keyId: it.keyId,
    dueBy: it.dueBy,
    state: it.state,
    reason: it.reason,
    proposedBy: it.proposedByName,
    proposedAt: it.proposedAt.toISOString(),
    approvals: (approvals.get(it.disposalId) ?? []).map(({ name, at }) => ({ name, at: at.toISOString() })),
    approvalsNeeded: numberOf(jurisdiction, 'disposal_approvals', today),
    people: { waiting: count?.waiting ?? 0, done: count?.done ?? 0, kept: count?.kept ?? 0 },
    rows: count?.rows ?? 0,
    executedAt: it.executedAt?.toISOString() ?? null,
    backupsUntil: it.backupsUntil,
  };
}

const examplesMax = 20;

export async function getDisposal(
  reader: Reader,
  actor: Actor,
  { disposalId, ...setting }: Presenting & { disposalId: string },
): Promise<DisposalDetail> {
  const disposal = await store.findDisposal(reader, disposalId);
  if (!disposal) throw errors.disposal_not_found();
  const facts = await factsOf(reader, [disposal]);
  const brief = present(disposal, facts, setting);
  const approvals = facts.approvals.get(disposalId) ?? [];
  const counts = facts.counts.get(disposalId);
  const { accountId, permissions } = actor;
  const verdict = judgeApproval(
    { ...disposal, approvedBy: approvals.map((it) => it.accountId) },
    { accountId, permissions, approvalsNeeded: brief.approvalsNeeded },
  );
  return {
    ...brief,
    retention: disposal.retention,
    examples: await store.listItems(reader, disposalId, examplesMax),
    imagesRedacted: counts?.images ?? 0,
    keptBecause: counts?.keptBecause ?? {},
    hasCertificate: disposal.certificateFileId !== null,
    mayApprove: verdict.may,
    approveBecause: verdict.may ? null : disposalRefusals[verdict.because],
    mayWithdraw: mayWithdraw(disposal.state) && permissions.has('disposal.propose'),
  };
}
