import { z } from 'zod';
import { fieldGroups } from '#kernel/field-groups.ts';
import { type Page, readCursor, toPage } from '#kernel/page.ts';
import type { Actor } from '#platform/actor.ts';
import type { Db, Reader } from '#platform/database/database.ts';
import type { PersonRead } from '#platform/http/route.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { may } from '../../service/scope.ts';
import type { Drill, DrillPerson, DrillQuery } from '../contract.ts';
import { ledgerErrors as errors } from '../errors.ts';
import { unpackGroups } from '../rules/groups.ts';
import * as store from '../store/drill.ts';
import { findReaders, type KeptReader } from '../store/looks.ts';
import { organisationsOf, presentPurpose, presentReader } from './present.ts';
import { organisationsWithin } from './reads.ts';

export type Asked = Pick<DrillQuery, 'account' | 'client' | 'from' | 'to'>;

/**
 * The account or client under every name it had, as far as the actor reaches; throws for one that never read anything there. Whoever lacks
 * the right is answered as if nobody protected had ever been read.
 */
async function open(
  reader: Reader,
  actor: Actor,
  asked: Asked,
): Promise<{ span: store.DrillSpan; kept: KeptReader[] }> {
  const all = await findReaders(reader, {
    organisations: await organisationsWithin(reader, actor, undefined),
    accountId: asked.account ?? null,
    clientId: asked.client ?? null,
  });
  const seesProtected = may(actor, 'restricted.read');
  const kept = seesProtected ? all : await onlyOpen(reader, all);
  if (kept.length === 0) throw errors.reader_unknown();
  const [from, to] = [new Date(asked.from), new Date(asked.to)];
  return { span: { readers: kept.map((it) => it.readerId), from, to, seesProtected }, kept };
}

async function onlyOpen(reader: Reader, kept: KeptReader[]): Promise<KeptReader[]> {
  const open = await store.listOpenReaders(
    reader,
    kept.map((it) => it.readerId),
  );
  return kept.filter((it) => open.has(it.readerId));
}

/** Which people's which fields an account or a key read between two instants: the figures. */
export async function drill(
  reader: Reader,
  actor: Actor,
  { asked, codes }: { asked: Asked; codes: Pick<Jurisdiction, 'code'> },
): Promise<Drill> {
  const began = performance.now();
  const { span, kept } = await open(reader, actor, asked);
  const sums = await store.sumDrill(reader, span, fieldGroups.length);
  const doors = await store.sumByManner(reader, span);
  const days = await store.sumByDay(reader, span);
  const organisations = await organisationsOf(reader, kept);
  const groups = fieldGroups.map((group, bit) => ({ group, people: sums.byBit[bit] ?? 0 }));
  return {
    readers: kept.map((it) => presentReader(it, organisations)),
    from: span.from.toISOString(),
    to: span.to.toISOString(),
    people: sums.people,
    reads: sums.reads,
    answers: days.reduce((sum, it) => sum + it.answers, 0),
    firstAt: sums.firstAt?.toISOString() ?? null,
    lastAt: sums.lastAt?.toISOString() ?? null,
    groups: groups.filter((it) => it.people > 0),
    doors: doors.map(({ purpose, ...rest }) => ({ ...rest, purpose: presentPurpose(purpose, codes) })),
    days: days.map(({ day, reads, people }) => ({ day, reads, people })),
    milliseconds: Math.round(performance.now() - began),
  };
}

function presentPerson(it: store.DrilledPerson): DrillPerson {
  return {
    studentNumber: it.studentNumber,
    groups: unpackGroups(it.groups),
    reads: it.reads,
    firstAt: it.firstAt.toISOString(),
    lastAt: it.lastAt.toISOString(),
  };
}

/** The people, by number. */
export async function pageDrilled(
  reader: Reader,
  actor: Actor,
  { asked, cursor, limit }: { asked: Asked; cursor?: string | undefined; limit: number },
): Promise<Page<DrillPerson>> {
  const { span } = await open(reader, actor, asked);
  const after = readCursor(cursor, z.tuple([z.string().regex(/^\d{9}$/)]))?.[0] ?? null;
  const rows = await store.listDrilled(reader, { span, after, limit: limit + 1 });
  return toPage(rows.map(presentPerson), limit, (it) => [it.studentNumber]);
}

/** The people as lines of CSV, as they are found; whom a piece shows stands in the ledger before it leaves. */
export async function streamDrilled(
  db: Db,
  actor: Actor,
  { asked, note }: { asked: Asked; note: (reads: readonly PersonRead[]) => Promise<void> },
): Promise<AsyncGenerator<string>> {
  const { span } = await open(db, actor, asked);
  return writeLines(db, span, note);
}

async function* writeLines(
  db: Db,
  span: store.DrillSpan,
  note: (reads: readonly PersonRead[]) => Promise<void>,
): AsyncGenerator<string> {
  yield 'student_number,field_groups,reads,first_at,last_at\n';
  for await (const people of store.streamDrilled(db, span)) {
    await note([{ subjects: people.map((it) => it.studentNumber), groups: ['ledger'] }]);
    const lines = people
      .map(presentPerson)
      .map((it) => [it.studentNumber, it.groups.join(' '), it.reads, it.firstAt, it.lastAt].join(','));
    yield `${lines.join('\n')}\n`;
  }
}
