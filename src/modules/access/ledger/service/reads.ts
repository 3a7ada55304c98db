import { z } from 'zod';
import { readCursor, toCursor } from '#kernel/page.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { may, requireOrganisation, scopeOf } from '../../service/scope.ts';
import type { LedgerReads, LedgerReadsQuery } from '../contract.ts';
import { unpackGroups } from '../rules/groups.ts';
import { findReaders, listReadsBy } from '../store/looks.ts';
import { organisationsOf, presentPurpose, presentReader, toDate } from './present.ts';

const Key = z.tuple([z.int(), z.int()]);
const daysShown = 31;

/** The ledger of the organisations within reach: who read whom. Without times the last 31 days. */
export async function listReads(
  reader: Reader,
  actor: Actor,
  { query, codes, now }: { query: LedgerReadsQuery; codes: Pick<Jurisdiction, 'code'>; now: Date },
): Promise<LedgerReads> {
  const to = query.to ? new Date(query.to) : now;
  const from = query.from ? new Date(query.from) : new Date(to.getTime() - daysShown * 86_400_000);
  const readers = await findReaders(reader, {
    organisations: await organisationsWithin(reader, actor, query.organisation),
    accountId: query.account ?? null,
    clientId: query.client ?? null,
  });
  const byId = new Map(readers.map((it) => [it.readerId, it]));
  const key = readCursor(query.cursor, Key);
  const rows = await listReadsBy(reader, {
    filter: {
      readers: [...byId.keys()],
      from,
      to,
      student: query.student ?? null,
      door: query.door ?? null,
      purpose: query.purpose ?? null,
      seesProtected: may(actor, 'restricted.read'),
    },
    before: key === null ? null : { at: key[0], readId: key[1] },
    limit: query.limit + 1,
  });
  const page = rows.slice(0, query.limit);
  const shown = new Set(page.map((row) => row.readerId));
  const organisations = await organisationsOf(
    reader,
    readers.filter((it) => shown.has(it.readerId)),
  );
  const last = page.at(-1);
  return {
    items: page.flatMap((row) => {
      const kept = byId.get(row.readerId);
      if (!kept) return [];
      return [
        {
          readId: row.readId,
          at: toDate(row.at).toISOString(),
          requestId: row.requestId,
          reader: presentReader(kept, organisations),
          door: row.door,
          purpose: presentPurpose(row.purpose, codes),
          groups: unpackGroups(row.groups),
          studentNumber: row.studentNumber,
        },
      ];
    }),
    next: rows.length > query.limit && last ? toCursor([last.at, last.readId]) : null,
    from: from.toISOString(),
    to: to.toISOString(),
  };
}

/** The organisations whose reads the actor may look into; null = every one's. */
export async function organisationsWithin(
  reader: Reader,
  actor: Actor,
  asked: LedgerReadsQuery['organisation'],
): Promise<readonly string[] | null> {
  if (asked !== undefined) {
    await requireOrganisation(actor, asked, reader);
    return [asked];
  }
  const scope = await scopeOf(actor, reader);
  return scope.everything ? null : scope.organisations;
}
