import type { Guid, StudentNumber } from '#kernel/ids.ts';
import { type Fired, judgeAll } from '#kernel/rule.ts';
import { lockAssociations, replaceEnrolmentAssociations } from '#modules/access/index.ts';
import { claimGuids } from '#modules/identity/index.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import type { Tx } from '#platform/database/database.ts';
import { errors } from '../errors.ts';
import { enrolmentRejections } from '../rules/catalogue.ts';
import type { EnrolmentFacts, SchoolEnrolment } from '../rules/facts.ts';
import { nobody } from '../rules/facts.ts';
import { yearEnd } from '../rules/periods.ts';
import { changedFields, type EnrolmentItem, mergeStatement } from '../rules/statement.ts';
import { guidOfAnother } from '../rules/validation/submission.ts';
import { insertEnrolments, lockEnrolments, updateEnrolments } from '../store/enrolments.ts';
import { keyOf, loadEnrolments, loadSurroundings, type Surroundings, unique } from './load.ts';
import type { EnrolmentContext, EnrolmentFate, KeptEnrolment } from './types.ts';

/** An item on its way: what stands before, what would stand after, and what is against it. */
type Step = {
  item: EnrolmentItem;
  previous: KeptEnrolment | null;
  after: SchoolEnrolment;
  fired: Fired[];
};

/**
 * Applies a batch of items, each judged alone: refuses what a rejection speaks against, leaves alone what says nothing new,
 * writes the rest in two statements and refreshes who may see the students. One fate per item, in order. The number of queries
 * does not depend on the number of items. Findings are the caller's next step (`requestScan` or `rescan`).
 */
export async function applyEnrolments(
  tx: Tx,
  items: readonly EnrolmentItem[],
  context: EnrolmentContext,
): Promise<EnrolmentFate[]> {
  if (items.length === 0) return [];
  const isMinistry = await isOfMinistry(tx, context);
  const steps = await judgeItems(tx, items, { ...context, isMinistry });
  await claimNew(tx, steps, context);
  const fates = steps.map(toFate);
  await write(tx, steps, fates, context);
  await refreshAssociations(tx, steps, fates, { ...context, isMinistry });
  return fates;
}

async function isOfMinistry(tx: Tx, { organisation }: EnrolmentContext): Promise<boolean> {
  return (await findOrganisations(tx, [organisation])).get(organisation)?.kind === 'ministry';
}

type Submitting = EnrolmentContext & { isMinistry: boolean };

async function judgeItems(tx: Tx, items: readonly EnrolmentItem[], context: Submitting): Promise<Step[]> {
  const stored = new Map((await lockEnrolments(tx, items)).map((it) => [keyOf(it), it]));
  const steps = items.map((item): Step => {
    const previous = stored.get(keyOf(item)) ?? null;
    return { item, previous, after: mergeStatement(previous, item), fired: [] };
  });
  const surroundings = await loadSurroundings(
    tx,
    steps.map((step) => step.after),
    context.students,
  );
  const { isMinistry } = context;
  const owners = new Map<Guid, StudentNumber>(); // of the GUIDs named so far in this batch
  for (const step of steps) {
    const { studentNumber, enrolmentId } = step.item;
    const owner = owners.get(enrolmentId) ?? null;
    const isGuidOfAnother = owner !== null && owner !== studentNumber;
    const manner = { context, isMinistry, isGuidOfAnother, isRepeated: owner === studentNumber };
    const facts = toFacts(step, surroundings, manner);
    step.fired = judgeAll(enrolmentRejections, facts, context.rules, step.after.schoolYear).fired;
    owners.set(enrolmentId, owner ?? studentNumber);
  }
  return steps;
}

type Manner = { context: EnrolmentContext; isMinistry?: boolean; isRepeated?: boolean; isGuidOfAnother?: boolean };

function toFacts(step: Step, { schools, students, boards }: Surroundings, manner: Manner): EnrolmentFacts {
  const { item, previous, after } = step;
  const { context, isMinistry = false, isRepeated = false, isGuidOfAnother = false } = manner;
  const { organisation } = context;
  return {
    enrolment: after,
    student: students.get(after.studentNumber) ?? nobody,
    school: schools.get(after.schoolCode) ?? null,
    residentBoard: (after.residentBoard && boards.get(after.residentBoard)) || null,
    siblings: [],
    previous,
    submission: {
      organisation,
      isMinistry,
      expectedVersion: item.expectedVersion ?? null,
      isStudentKnown: students.has(after.studentNumber),
      isGuidOfAnother,
      isRepeated,
    },
  };
}

const nowhere: Surroundings = { schools: new Map(), students: new Map(), boards: new Map() };

/** Registers the GUIDs of new enrolments; one that belongs to another student's is refused. */
async function claimNew(tx: Tx, steps: readonly Step[], context: EnrolmentContext): Promise<void> {
  const added = steps.filter(isNew);
  if (added.length === 0) return;
  const claims = added.map(({ item }) => ({ guid: item.enrolmentId, studentNumber: item.studentNumber }));
  const foreign: Set<Guid> = await claimGuids(tx, 'enrolment', claims);
  for (const step of added) {
    if (!foreign.has(step.item.enrolmentId)) continue;
    const facts = toFacts(step, nowhere, { context, isGuidOfAnother: true });
    step.fired = judgeAll([guidOfAnother], facts, context.rules, step.after.schoolYear).fired;
  }
}

/** Not refused, not known yet, and not stated as deleted: of what never was, a deletion leaves nothing to write. */
function isNew(step: Step): boolean {
  return step.fired.length === 0 && step.previous === null && !step.after.isDeleted;
}

function toFate(step: Step): EnrolmentFate {
  const { previous, after, fired } = step;
  if (fired.length > 0) return { fate: 'refused', fired, version: previous?.version ?? null };
  if (isNew(step)) return { fate: 'added', fired, version: 1 };
  if (previous === null || changedFields(previous, after).length === 0)
    return { fate: 'unchanged', fired, version: previous?.version ?? null };
  return { fate: 'changed', fired, version: previous.version + 1 };
}

async function write(
  tx: Tx,
  steps: readonly Step[],
  fates: readonly EnrolmentFate[],
  context: EnrolmentContext,
): Promise<void> {
  const { act, organisation } = context;
  const added = steps.filter((_, place) => fates[place]?.fate === 'added').map((step) => step.after);
  const changed = steps.flatMap((step, place) => {
    const { fate, version } = fates[place] ?? {};
    return fate === 'changed' && version ? [{ enrolment: step.after, version }] : [];
  });
  const inserted = await insertEnrolments(tx, added, { act, organisation });
  if (inserted < added.length) throw errors.added_meanwhile();
  await updateEnrolments(tx, changed, { act, organisation });
}

/** Puts the live enrolments of the students touched in place of the associations known before. */
async function refreshAssociations(
  tx: Tx,
  steps: readonly Step[],
  fates: readonly EnrolmentFate[],
  context: Submitting,
): Promise<void> {
  const touched = steps.filter((_, place) => ['added', 'changed'].includes(fates[place]?.fate ?? ''));
  const studentNumbers = unique(touched.map(({ item }) => item.studentNumber));
  if (studentNumbers.length === 0) return;
  const known = await lockAssociations(tx, studentNumbers);
  const enrolments = await loadEnrolments(tx, studentNumbers);
  const rows = [...enrolments.values()].flat().flatMap((it) => (it.isDeleted ? [] : [toGround(it)]));
  const { at, today } = context.act;
  const act = { at, today, isMinistry: context.isMinistry };
  await replaceEnrolmentAssociations(tx, { known, rows, context: context.rules, act });
}

/** The school's sight of the student (an authority sees what its schools see). An exit that was never stated is that of the school year. */
export function toGround({ studentNumber, schoolCode, schoolYear, startOn, exitOn }: KeptEnrolment) {
  const end = yearEnd(schoolYear);
  return { studentNumber, organisation: schoolCode, from: startOn, to: exitOn ?? (end < startOn ? startOn : end) };
}
