import { z } from 'zod';
import { type StudentNumber, showStudentNumber } from '#kernel/ids.ts';
import { readCursor, toCursor } from '#kernel/page.ts';
import { fill, type Language, languages, type Words } from '#kernel/words.ts';
import type { Act } from '#platform/act.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { raiseAlarm } from '../../service/alarms.ts';
import type { LedgerReader, Look, Looks } from '../contract.ts';
import { ledgerErrors as errors } from '../errors.ts';
import { unpackGroups } from '../rules/groups.ts';
import { type JoinedLook, joinLooks } from '../rules/looks.ts';
import { letterWords, sayLook } from '../rules/plain.ts';
import { findReadersById, findReadOf, type KeptRead, listReadsOf } from '../store/looks.ts';
import { nameIn, organisationsOf, presentPurpose, presentReader, purposeForYou, sayMoment, toDate } from './present.ts';

/** A person whom the asker may see, under every number. Whether they may is judged before. */
type Asking = {
  number: StudentNumber;
  numbers: readonly StudentNumber[];
  cursor?: string | undefined;
  limit: number;
  codes: Pick<Jurisdiction, 'code' | 'parameter'>;
};

const Key = z.tuple([z.int(), z.int()]);

/** Who looked at a person's record, under whichever number, the latest first. */
export async function listLooks(reader: Reader, { number, numbers, cursor, limit, codes }: Asking): Promise<Looks> {
  const key = readCursor(cursor, Key);
  const before = key === null ? null : { at: key[0], readId: key[1] };
  const rows = await listReadsOf(reader, { numbers, before, limit: limit + 1 });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    studentNumber: number,
    items: await presentLooks(reader, page, codes),
    next: rows.length > limit && last ? toCursor([last.at, last.readId]) : null,
  };
}

async function presentLooks(reader: Reader, rows: readonly KeptRead[], codes: Asking['codes']): Promise<Look[]> {
  const readers = await findReadersById(reader, [...new Set(rows.map((row) => row.readerId))]);
  const organisations = await organisationsOf(reader, readers.values());
  const joinable = rows.map((row) => ({ ...row, at: toDate(row.at).getTime() }));
  const looks = joinLooks(joinable, codes.parameter<number>('access.look_pause_minutes'));
  return looks.flatMap((look) => {
    const kept = readers.get(look.latest.readerId);
    return kept ? [presentLook(look, presentReader(kept, organisations), codes)] : [];
  });
}

function presentLook(look: JoinedLook<KeptRead>, reader: LedgerReader, codes: Asking['codes']): Look {
  const { purpose } = look.latest;
  const groups = unpackGroups(look.groups);
  const at = new Date(look.from);
  const say = (language: Language) =>
    sayLook(
      {
        ...sayMoment(at, { language, codes }),
        kind: reader.kind,
        name: reader.name,
        role: reader.roleWords[language],
        organisation: nameIn(reader.organisation, language),
        groups,
        purpose: purposeForYou(purpose, codes)[language],
      },
      language,
    );
  return {
    readId: look.latest.readId,
    at: at.toISOString(),
    until: new Date(look.until).toISOString(),
    reader,
    purpose: presentPurpose(purpose, codes),
    groups,
    doors: look.doors,
    reads: look.reads,
    words: Object.fromEntries(languages.map((language) => [language, say(language)])) as Words, // for each language
  };
}

/** The looks as a page of text for the student: sentences, nothing to look up. */
export function writeLetter(
  looks: Looks,
  { language, now, codes }: { language: Language; now: Date; codes: Asking['codes'] },
): string {
  const say = (name: keyof typeof letterWords, params: Record<string, string> = {}) =>
    fill(letterWords[name][language], params);
  const lines = looks.items.map((look) => `- ${look.words[language]}`);
  return [
    say('title'),
    say('number', { number: showStudentNumber(looks.studentNumber) }),
    '',
    say('printed', sayMoment(now, { language, codes })),
    '',
    ...(lines.length > 0 ? lines : [say('nobody')]),
    ...(looks.next === null ? [] : ['', say('more')]),
    '',
    say('wrong'),
    '',
  ].join('\n');
}

type Reporting = { number: StudentNumber; numbers: readonly StudentNumber[]; readId: number; note: string };

/** Says that a look was wrong: the organisation for which was read must find out. */
export async function reportLook(
  tx: Tx,
  act: Act,
  { number, numbers, readId, note }: Reporting,
): Promise<{ readId: number; studentNumber: string; organisation: LedgerReader['organisation'] }> {
  const read = await findReadOf(tx, { numbers, readId });
  const kept = read ? (await findReadersById(tx, [read.readerId])).get(read.readerId) : undefined;
  if (!read || !kept) throw errors.look_not_found();
  const reader = presentReader(kept, await organisationsOf(tx, [kept]));
  await raiseAlarm(tx, act, {
    kind: 'read_reported',
    organisation: kept.organisation,
    accountId: kept.accountId,
    clientId: kept.clientId,
    studentNumber: number,
    details: { name: kept.name, at: toDate(read.at).toISOString(), note, readId },
  });
  return { readId, studentNumber: number, organisation: reader.organisation };
}
