import { z } from 'zod';
import type { StudentNumber } from '#kernel/ids.ts';
import { type Page, readCursor, toCursor } from '#kernel/page.ts';
import { visibleNumbers } from '#modules/access/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import type { ActMark, RowImage } from '#platform/database/effects.ts';
import type { PersonRead } from '#platform/http/route.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import type { EffectListQuery, Reversal, SubmissionEffect } from '../../contract.ts';
import type { SubmissionRecord } from '../../records.ts';
import { type Because, changeOf, differingColumns } from '../../rules/reversal.ts';
import { findReversal } from '../../store/reversals.ts';
import { type JudgedEffect, judgeAct, loadReversalBasis, type ReversalBasis } from './judge.ts';
import { reversibleUntil } from './reverse.ts';

export type Asking = {
  submission: SubmissionRecord;
  actor: Actor;
  jurisdiction: Jurisdiction;
  now: Date;
};

/** Acts that are looked through for one answer: ten thousand students. */
const actsMax = 20;

/** Where a page ended: the act, and the place in the record of changes. */
const EffectKey = z.tuple([z.int(), z.int()]);

/** What a submission did, record by record in the order in which it was done, each with whether it is, or would be, put back. */
export async function pageEffects(
  reader: Reader,
  { submission, actor, jurisdiction }: Omit<Asking, 'now'>,
  { limit, cursor, stays }: EffectListQuery,
): Promise<Page<SubmissionEffect>> {
  const basis = await basisOf(reader, { submission, actor, jurisdiction });
  const [afterAct, afterChange] = readCursor(cursor, EffectKey) ?? [0, 0];
  const found: { effect: JudgedEffect; key: [number, number] }[] = [];
  const acts = basis.acts.filter((act) => act >= afterAct);
  let looked = 0;
  for (const actId of acts.slice(0, actsMax)) {
    if (found.length > limit) break;
    const { effects } = await judgeAct(reader, basis, { actId, isLocked: false });
    const fresh = effects.filter((it) => it.isTold && (actId > afterAct || it.firstChange > afterChange));
    const asked = fresh.filter((it) => stays === undefined || (stays === 'true') === (it.because !== null));
    found.push(...asked.map((effect) => ({ effect, key: [actId, effect.firstChange] as [number, number] })));
    looked += 1;
  }
  const shown = found.slice(0, limit);
  const last = acts[looked - 1];
  const rest = looked < acts.length && last !== undefined ? toCursor([last, Number.MAX_SAFE_INTEGER]) : null;
  const next = found.length > limit ? toCursor(shown.at(-1)?.key ?? [0, 0]) : rest;
  return {
    items: await present(
      reader,
      actor,
      shown.map((it) => it.effect),
    ),
    next,
  };
}

/** Whether a submission can be reversed and what would come of it; once it was asked for, what became of it. */
export async function describeReversal(reader: Reader, asking: Asking): Promise<Reversal> {
  const { submission, jurisdiction, now } = asking;
  const until = reversibleUntil(submission, jurisdiction);
  const asked = await findReversal(reader, submission.submissionId);
  const base = { until: until?.toISOString() ?? null, isCounted: true };
  if (asked) {
    const { state, putBack, stayed, numbers, reason } = asked;
    const times = { askedAt: asked.askedAt.toISOString(), finishedAt: asked.finishedAt?.toISOString() ?? null };
    return { ...base, ...times, state, askedBy: asked.actor.name, reason, putBack, stays: stayed, numbers };
  }
  const nothing = { askedAt: null, askedBy: null, reason: null, finishedAt: null };
  if (until === null || now > until)
    return { ...base, ...nothing, state: 'impossible', putBack: 0, stays: 0, numbers: 0 };
  return { ...base, ...nothing, state: 'possible', ...(await countEffects(reader, await basisOf(reader, asking))) };
}

async function countEffects(
  reader: Reader,
  basis: ReversalBasis,
): Promise<Pick<Reversal, 'putBack' | 'stays' | 'numbers' | 'isCounted'>> {
  const counts = { putBack: 0, stays: 0, numbers: 0, isCounted: basis.acts.length <= actsMax };
  for (const actId of basis.acts.slice(0, actsMax)) {
    const { effects } = await judgeAct(reader, basis, { actId, isLocked: false });
    const told = effects.filter((it) => it.isTold);
    const going = told.filter((it) => it.because === null);
    counts.putBack += going.length;
    counts.stays += told.length - going.length;
    counts.numbers += going.filter((it) => it.kind === 'student' && it.before === null).length;
  }
  return counts;
}

async function basisOf(
  reader: Reader,
  { submission, actor, jurisdiction }: Omit<Asking, 'now'>,
): Promise<ReversalBasis> {
  const asked = await findReversal(reader, submission.submissionId);
  return loadReversalBasis(reader, {
    submission,
    actor,
    ministry: jurisdiction.ministry,
    reversalAct: asked?.actId ?? null,
  });
}

export function readsOfEffects(items: readonly SubmissionEffect[]): PersonRead[] {
  return [{ subjects: items.flatMap((it) => it.studentNumber ?? []), groups: ['submitted', 'history'] }];
}

/** Of a student who is out of sight: that something was done, and no more. */
async function present(reader: Reader, actor: Actor, effects: readonly JudgedEffect[]): Promise<SubmissionEffect[]> {
  const numbers = [...new Set(effects.flatMap((it) => it.studentNumber ?? []))] as StudentNumber[]; // the register's own column
  const seen: ReadonlySet<string> = await visibleNumbers(reader, actor, numbers);
  return effects.map((effect) => {
    const { kind, before, after, act, because, isDone, studentNumber } = effect;
    const isShown = studentNumber !== null && seen.has(studentNumber);
    const columns = differingColumns(before, after).filter((it) => !(it in effect.key));
    return {
      kind,
      change: changeOf(before, after),
      studentNumber: isShown ? studentNumber : null,
      recordId: isShown ? idOf(effect) : null,
      before: isShown ? pick(before, columns) : null,
      after: isShown ? pick(after, columns) : null,
      act: { actId: act.actId, kind: act.kind, at: act.at.toISOString() },
      stays: because && presentReason(because),
      isPutBack: isDone,
    };
  });
}

function idOf({ key }: JudgedEffect): string | null {
  const { student_number: number, local_student_id: own, ...ids } = key;
  const [id = own ?? number] = Object.values(ids).filter((it) => typeof it === 'string' && it.includes('-'));
  return typeof id === 'string' ? id : null;
}

function pick(image: RowImage | null, columns: readonly string[]): Record<string, unknown> | null {
  return image && Object.fromEntries(columns.map((column) => [column, image[column] ?? null]));
}

function presentReason({ reason, act, submissionId }: Because<ActMark>): SubmissionEffect['stays'] {
  return {
    reason,
    actKind: act?.kind ?? null,
    at: act?.at.toISOString() ?? null,
    organisation: act?.organisation ?? null,
    submissionId,
  };
}
