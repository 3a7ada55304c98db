import { z } from 'zod';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { type Page, readCursor, toPage } from '#kernel/page.ts';
import { may, requireOrganisation, scopeOf } from '#modules/access/index.ts';
import { listSchoolsOf } from '#modules/organisations/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import { errors } from '../errors.ts';
import * as counts from '../store/counts.ts';
import * as store from '../store/findings.ts';
import { type EventRecord, listEvents } from '../store/moves.ts';

/** What a caller filters by; `assignee` may be `me` or `none`. */
export type FindingWish = Omit<store.FindingFilter, 'states' | 'assignee'> & {
  /** Unfinished ones when left out. */
  states: store.FindingFilter['states'] | undefined;
  assignee?: string | undefined;
  organisation?: OrganisationCode | undefined;
};

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

function toFilter(
  { organisation: _organisation, assignee, states, ...wish }: FindingWish,
  actor: Actor,
): store.FindingFilter {
  const known: Record<string, string | null> = { me: actor.accountId, none: null };
  const wanted = assignee !== undefined && assignee in known ? known[assignee] : assignee;
  return { ...wish, states: states && states.length > 0 ? states : ['open', 'in_progress'], assignee: wanted };
}

/** A page of findings in sight, most urgent and oldest first. A cursor that is not ours starts at the beginning. */
export async function listFindings(
  reader: Reader,
  actor: Actor,
  { wish, cursor, limit }: { wish: FindingWish; cursor: string | undefined; limit: number },
): Promise<Page<store.FindingRecord>> {
  const sight = await sightOf(reader, actor, wish.organisation);
  const after = readCursor(cursor, FindingKey);
  const rows = await store.listFindings(reader, sight, { filter: toFilter(wish, actor), after, limit: limit + 1 });
  return toPage(rows, limit, (row) => [row.urgency, row.foundAt.toISOString(), row.findingId]);
}

/** Urgency, moment found, id. */
const FindingKey = z
  .tuple([z.int().min(0).max(9), z.iso.datetime(), z.guid()])
  .transform(([urgency, foundAt, findingId]) => ({ urgency, foundAt, findingId }));

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
  wish: FindingWish,
): Promise<counts.Counts & { settledToday: number }> {
  const sight = await sightOf(reader, actor, wish.organisation);
  const filter = toFilter(wish, actor);
  const now = new Date();
  const since = new Date(now.getFullYear(), now.getMonth(), now.getDate());
  const [figures, settledToday] = await Promise.all([
    counts.countFindings(reader, sight, { filter, accountId: actor.accountId }),
    counts.countSettled(reader, sight, { filter, since }),
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
