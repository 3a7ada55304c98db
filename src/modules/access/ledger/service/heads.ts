import type { Reader } from '#platform/database/database.ts';
import type { Services } from '#platform/services.ts';
import type { Break } from '../rules/breaks.ts';
import { type Head, listHeads, type MonthSum, sumMonths, type ToldSum } from '../store/seals.ts';
import { digestOf } from './chain.ts';
import { countHeadFiles, isSigned, readHeadFile, readPublicKeys } from './keys.ts';

/** What a head says, in this order of fields: the text is what is signed. */
export type HeadPayload = {
  head: number | null;
  signedAt: string;
  /** SHA-256 of the payload of the head before; null for the first. */
  previous: string | null;
  months: ToldSum[];
};

/**
 * What every month's chain amounts to: what the last head says, where its signature is in order and the chain still has its hashes, and
 * what was sealed since. There is a head a day, so the sum takes as long for a ledger of ten years as for one of a day.
 */
export async function sumLedger(reader: Reader, config: Services['config'], last: Head | null): Promise<MonthSum[]> {
  const key = last ? (await readPublicKeys(config)).get(last.keyId) : undefined;
  const head = last && isSigned(last.payload, last.signature, key) ? readPayload(last.payload) : null;
  return sumMonths(reader, head?.months ?? []);
}

type Known = { ordinal: number; digest: string; rows: number };

export type JudgedHeads = {
  count: number;
  breaks: Break[];
  /** Every month that a head speaks of. */
  months: string[];
  /** Compares what sound heads say of a month with its chain. */
  judgeMonth(month: string, known: readonly Known[]): Break[];
};

/** A head as it is believed: from the database or from its file, its signature in order. */
type Sound = { ordinal: number; payload: HeadPayload };

/**
 * Judges the heads by themselves: each is there, signed, in its own place and after the one before; and the files outside
 * the database say the same. What sound ones say of the chains is kept for the months.
 */
export async function judgeHeads({ db, config }: Pick<Services, 'db' | 'config'>): Promise<JudgedHeads> {
  const keys = await readPublicKeys(config);
  const kept = new Map((await listHeads(db)).map((it) => [it.head, it]));
  const count = Math.max(0, ...kept.keys(), await countHeadFiles(config));
  const breaks: Break[] = [];
  const sound: Sound[] = [];
  const note = (kind: Break['kind'], ordinal: number) =>
    breaks.push({ kind, month: null, ordinal, place: null, row: null });
  let previous: string | null = null;
  for (let head = 1; head <= count; head += 1) {
    const row = kept.get(head);
    const file = await readHeadFile(config, head);
    if (!row) note('head_missing', head);
    const isSame = !row || !file || file.payload === row.payload;
    const { payload, signature, keyId } = fromEither(row, file);
    const key = keys.get(keyId);
    const said = readPayload(payload);
    const isInPlace = said?.head === head && (said.previous === previous || !kept.has(head - 1));
    if (key === undefined) note('head_unknown_key', head);
    else if (!isSame || !isSigned(payload, signature, key) || !isInPlace) note('head_changed', head);
    else if (said) sound.push({ ordinal: head, payload: said });
    previous = digestOf(payload).toString('hex');
  }
  const live = await readHeadFile(config, null);
  if (live) {
    const said = readPayload(live.payload);
    if (said && isSigned(live.payload, Buffer.from(live.signature, 'base64'), keys.get(live.keyId)))
      sound.push({ ordinal: 0, payload: said });
    else note('head_changed', 0);
  }
  return {
    count,
    breaks,
    months: sound.flatMap((it) => it.payload.months.map((month) => month.month)),
    judgeMonth: (month, known) => judgeMonth(sound, month, known),
  };
}

function fromEither(
  row: { payload: string; signature: Buffer; keyId: string } | undefined,
  file: { payload: string; signature: string; keyId: string } | null,
): { payload: string; signature: Buffer; keyId: string } {
  if (row) return row;
  return {
    payload: file?.payload ?? '',
    signature: Buffer.from(file?.signature ?? '', 'base64'),
    keyId: file?.keyId ?? '',
  };
}

function readPayload(text: string): HeadPayload | null {
  try {
    return JSON.parse(text) as HeadPayload; // its signature says that it is one of ours
  } catch {
    return null;
  }
}

function judgeMonth(sound: readonly Sound[], month: string, known: readonly Known[]): Break[] {
  const byOrdinal = new Map(known.map((it) => [it.ordinal, it]));
  for (const { payload } of sound) {
    const said = payload.months.find((it) => it.month === month);
    if (!said) continue;
    const found = byOrdinal.get(said.seals);
    if (!found) return [{ kind: 'tail_cut', month, ordinal: said.seals, place: null, row: null }];
    if (found.digest !== said.digest || found.rows !== said.rows)
      return [{ kind: 'chain_rewritten', month, ordinal: said.seals, place: null, row: null }];
  }
  return [];
}
