import { z } from 'zod';
import { addDays, addMonths, dateParts, type PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { KeyMoment, type Page, readCursor, toPage } from '#kernel/page.ts';
import { may, requireOrganisation, scopeOf } from '#modules/access/index.ts';
import { listSchoolsOf } from '#modules/organisations/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import { errors } from '../errors.ts';
import { type DueKind, foundWhenDue, type Targets } from '../rules/due.ts';
import type { FindingSeverity } from '../rules/states.ts';
import * as counts from '../store/counts.ts';
import * as store from '../store/findings.ts';
import { type EventRecord, listEvents } from '../store/moves.ts';

/** What a caller filters by; `assignee` may be `me`, `none` or `team`. */
export type FindingWish = Omit<
  store.FindingFilter,
  'states' | 'assignee' | 'team' | 'found' | 'changedSince' | 'student'
> & {
  /** Unfinished ones when left out. */
  states: store.FindingFilter['states'] | undefined;
  assignee?: string | undefined;
  organisation?: OrganisationCode | undefined;
  due?: DueKind | undefined;
  changed?: 'today' | undefined;
  ageFrom?: number | undefined;
  ageTo?: number | undefined;
};

/** What the lists need besides the wish: the jurisdiction's targets, and how a module of students says who was born when. */
export type FindingBasis = { targets: Targets; bornWithin: BornWithin };
export type BornWithin = (span: { from: PlainDate; to: PlainDate }) => store.StudentCondition;

/** What an actor may see of findings today, or of those of one organisation in reach. */
export async function sightOf(reader: Reader, actor: Actor, organisation?: OrganisationCode): Promise<store.Sight> {
  const sight = { seesRestricted: may(actor, 'restricted.read'), today: todayOf(new Date()) };
  if (organisation !== undefined) {
    await requireOrganisation(actor, organisation, reader);
    return { ...sight, organisations: [organisation, ...(await listSchoolsOf(reader, [organisation]))] };
  }
  const scope = await scopeOf(actor, reader);
  return { ...sight, organisations: scope.everything ? null : scope.organisations };
}

function toFilter(wish: FindingWish, actor: Actor, { targets, bornWithin }: FindingBasis): store.FindingFilter {
  const { organisation: _organisation, assignee, states, due, changed, ageFrom, ageTo, ...rest } = wish;
  const known: Record<string, string | null | undefined> = { me: actor.accountId, none: null, team: undefined };
  const today = todayOf(new Date());
  return {
    ...rest,
    states: states && states.length > 0 ? states : ['open', 'in_progress'],
    assignee: assignee !== undefined && assignee in known ? known[assignee] : assignee,
    team: assignee === 'team' ? actor.organisation : undefined,
    found: due && spansWhenDue(due, { targets, today }),
    changedSince: changed && startOf(today),
    student: bornWhenAged({ ageFrom, ageTo }, today, bornWithin),
  };
}

/** When findings that are due so were found, in moments. */
function spansWhenDue(
  kind: DueKind,
  at: { targets: Targets; today: PlainDate },
): NonNullable<store.FindingFilter['found']> {
  const spanOf = (severity: FindingSeverity): store.FoundSpan => {
    const { from, before } = foundWhenDue(kind, severity, at);
    return { from: from === null ? null : startOf(from), before: before === null ? null : startOf(before) };
  };
  return { warning: spanOf('warning'), advice: spanOf('advice') };
}

/** Midnight at the beginning of a day, where the program runs. */
function startOf(day: PlainDate): Date {
  const { year, month, day: ofMonth } = dateParts(day);
  return new Date(year, month - 1, ofMonth);
}

function bornWhenAged(
  { ageFrom, ageTo }: Pick<FindingWish, 'ageFrom' | 'ageTo'>,
  today: PlainDate,
  bornWithin: BornWithin,
): store.Condition | undefined {
  if (ageFrom === undefined && ageTo === undefined) return undefined;
  const to = addMonths(today, -12 * (ageFrom ?? 0));
  const from = addDays(addMonths(today, -12 * ((ageTo ?? 150) + 1)), 1);
  return store.ofStudent(bornWithin({ from, to }));
}

type Listing = { wish: FindingWish; cursor: string | undefined; limit: number; basis: FindingBasis };

/** A page of findings in sight in the order in which they are due. A cursor that is not ours starts at the beginning. */
export async function listFindings(
  reader: Reader,
  actor: Actor,
  { wish, cursor, limit, basis }: Listing,
): Promise<Page<store.FindingRecord>> {
  const sight = await sightOf(reader, actor, wish.organisation);
  const after = readCursor(cursor, FindingKey);
  const { targets } = basis;
  const filter = toFilter(wish, actor, basis);
  const rows = await store.listFindings(reader, sight, { filter, targets, after, limit: limit + 1 });
  return toPage(rows, limit, (row) => [dueAt(row, targets).toISOString(), row.urgency, row.findingId]);
}

/** As the store orders: so many times 24 hours after the moment it was found. */
function dueAt({ foundAt, severity }: store.FindingRecord, targets: Targets): Date {
  return new Date(foundAt.getTime() + targets[severity] * 86_400_000);
}

/** Moment due, urgency, id. */
const FindingKey = z
  .tuple([KeyMoment, z.int().min(0).max(9), z.guid()])
  .transform(([dueAt, urgency, findingId]) => ({ dueAt, urgency, findingId }));

export type FindingLife = { finding: store.FindingRecord; events: EventRecord[] };

/** A finding with what people did with it; one out of sight does not exist. */
export async function getFinding(reader: Reader, actor: Actor, findingId: string): Promise<FindingLife> {
  const sight = await sightOf(reader, actor);
  const [finding] = await store.findFindings(reader, sight, [findingId]);
  if (!finding) throw errors.finding_not_found();
  return { finding, events: await listEvents(reader, finding) };
}

/** Every figure that a screen of findings shows, in two queries. */
export async function countFindings(
  reader: Reader,
  actor: Actor,
  { wish, basis }: { wish: FindingWish; basis: FindingBasis },
): Promise<counts.Counts & { settledToday: number }> {
  const sight = await sightOf(reader, actor, wish.organisation);
  const filter = toFilter(wish, actor, basis);
  const overdue = spansWhenDue('overdue', { targets: basis.targets, today: sight.today });
  const whose = { accountId: actor.accountId, team: actor.organisation, overdue };
  const [figures, settledToday] = await Promise.all([
    counts.countFindings(reader, sight, { filter, ...whose }),
    counts.countSettled(reader, sight, { filter, since: startOf(sight.today) }),
  ]);
  return { ...figures, settledToday };
}

/** Unfinished findings in the actor's sight by rule. */
export async function countByRule(reader: Reader, actor: Actor): Promise<Map<string, number>> {
  return counts.countByRule(reader, await sightOf(reader, actor));
}

/** Unfinished findings in the actor's sight by student; students without any are left out. */
export async function countOpenFindings(
  reader: Reader,
  actor: Actor,
  numbers: readonly StudentNumber[],
): Promise<Map<StudentNumber, { warnings: number; advice: number }>> {
  if (numbers.length === 0) return new Map();
  return counts.countByStudent(reader, await sightOf(reader, actor), numbers);
}
