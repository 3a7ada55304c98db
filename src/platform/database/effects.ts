import { type RawBuilder, sql } from 'kysely';
import type { Reader, Tx } from './database.ts';

// What some acts did to the rows of the register, out of the record of changes, and putting rows back. Knows no table by name: every
// watched table, also one that comes later, is read and put back in the same way.

export type RowImage = Readonly<Record<string, unknown>>;

/** An act that is named as the reason for something. */
export type ActMark = { actId: number; kind: string; at: Date; organisation: string | null };

/** What some acts did to one row in all: from the image before the first of their changes to the one after the last. */
export type Effect = {
  table: string;
  key: RowImage;
  studentNumber: string | null;
  /** Its place in the record of changes. */
  firstChange: number;
  /** The last of the acts that changed the row. */
  act: ActMark;
  before: RowImage | null;
  after: RowImage | null;
  /** True for what a follower wrote: an act that only drew a conclusion from the others. */
  isFollowing: boolean;
  /** The latest change of the row by somebody else since. */
  newer: ActMark | null;
  /** For a row that was added: a newer row of the same student that names it. */
  namedBy: ActMark | null;
};

export type EffectsAsked = {
  acts: readonly number[];
  /** The students whose rows are asked for; null for rows that are no student's. */
  numbers: readonly string[] | null;
  /** Changes of these kinds of act in these tables draw conclusions: they belong to what they followed, and do not stand against it. */
  followers: readonly { kind: string; table: string }[];
  /** The act that puts back: what it did stands against nothing. */
  except: number | null;
  /** Tables whose rows name others only because they are derived from them. */
  derived: readonly string[];
};

type EffectRow = Omit<Effect, 'act' | 'newer' | 'namedBy'> & {
  act: Omit<ActMark, 'at'> & { at: string };
  newer: (Omit<ActMark, 'at'> & { at: string }) | null;
  namedBy: (Omit<ActMark, 'at'> & { at: string }) | null;
};

/** The effects of some acts on some students' rows, in the order in which they began. */
export async function listEffects(reader: Reader, asked: EffectsAsked): Promise<Effect[]> {
  const { numbers } = asked;
  if (numbers?.length === 0 || asked.acts.length === 0) return [];
  const { rows } = await sql<EffectRow>`
    with ${ownChanges(asked)},
    effect as (
      select own.table_name, own.row_key, min(own.change_id) as first, max(own.change_id) as last, bool_and(own.is_following) as is_following
        from own group by own.table_name, own.row_key)
    select f.table_name as "table", f.row_key as key, l.student_number as "studentNumber", e.first as "firstChange",
           f.before, l.after, e.is_following as "isFollowing", ${mark('l.act_id')} as act, newer.mark as newer, named.mark as "namedBy"
      from effect e
      join audit.change f on f.change_id = e.first
      join audit.change l on l.change_id = e.last
      left join lateral (
        select ${mark('n.act_id')} as mark from audit.change n
         where n.student_number = f.student_number and n.change_id > e.first and n.table_name = f.table_name and n.row_key = f.row_key
           and ${isOthers(asked)} order by n.change_id desc limit 1) newer on true
      left join lateral (
        select ${mark('n.act_id')} as mark from audit.change n
         where f.before is null and n.student_number = f.student_number and n.change_id > e.first
           and n.table_name <> f.table_name and n.table_name <> all(${asked.derived}::text[]) and n.after is not null and ${isOthers(asked)}
           and exists (select from jsonb_each_text(n.after) v join jsonb_each_text(f.row_key) k on k.value = v.value
                        where k.value ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$')
         order by n.change_id desc limit 1) named on true
     order by e.first`.execute(reader);
  return rows.map(({ act, newer, namedBy, ...row }) => ({
    ...row,
    act: toMark(act),
    newer: newer && toMark(newer),
    namedBy: namedBy && toMark(namedBy),
  }));
}

function toMark(it: Omit<ActMark, 'at'> & { at: string }): ActMark {
  return { ...it, at: new Date(it.at) };
}

function mark(act: string): RawBuilder<unknown> {
  return sql`(select jsonb_build_object('actId', a.act_id, 'kind', a.kind, 'at', a.at, 'organisation', a.organisation_code)
    from audit.act a where a.act_id = ${sql.ref(act)})`;
}

function isOthers({ except }: EffectsAsked): RawBuilder<unknown> {
  return sql`n.act_id is distinct from ${except}::bigint and not exists (select from own o where o.change_id = n.change_id)`;
}

/** The changes that the acts made, and those that followed them. */
function ownChanges({ acts, numbers, followers }: EffectsAsked): RawBuilder<unknown> {
  const kinds = followers.map((it) => `${it.kind} ${it.table}`);
  const whose = numbers === null ? sql`c.student_number is null` : sql`c.student_number = any(${numbers}::bpchar[])`;
  return sql`
    stated as (select c.* from audit.change c where c.act_id = any(${acts}::bigint[]) and ${whose}),
    own as materialized (
      select stated.*, false as is_following from stated
      union all
      select c.*, true from (select student_number, min(change_id) as first from stated group by student_number) s
        join audit.change c on c.student_number = s.student_number and c.change_id > s.first
        join audit.act a on a.act_id = c.act_id
       where a.kind || ' ' || c.table_name = any(${kinds}::text[]))`;
}

/** The newest thing that anybody else did to the rows of each of some students since the acts began. */
export async function latestOthers(reader: Reader, asked: EffectsAsked): Promise<Map<string, ActMark>> {
  const { numbers } = asked;
  if (!numbers || numbers.length === 0) return new Map();
  const { rows } = await sql<{ number: string; mark: Omit<ActMark, 'at'> & { at: string } }>`
    with ${ownChanges(asked)},
    began as (select student_number, min(change_id) as first from own group by student_number)
    select distinct on (n.student_number) n.student_number as number, ${mark('n.act_id')} as mark
      from began b join audit.change n on n.student_number = b.student_number and n.change_id > b.first
     where ${isOthers(asked)}
     order by n.student_number, n.change_id desc`.execute(reader);
  return new Map(rows.map((row) => [row.number, toMark(row.mark)]));
}

/** The acts of some kinds that were done for a request, from one on, in their order. */
export async function listActsOf(
  reader: Reader,
  { requestId, kinds }: { requestId: string; kinds: readonly string[] },
): Promise<number[]> {
  const { rows } = await sql<{ act_id: number }>`
    select act_id from audit.act where request_id = ${requestId} and kind = any(${kinds}::text[]) order by act_id`.execute(
    reader,
  );
  return rows.map((row) => row.act_id);
}

/** The students whose rows an act changed as the first of some acts. */
export async function listStudentsOf(
  reader: Reader,
  { actId, acts }: { actId: number; acts: readonly number[] },
): Promise<string[]> {
  const { rows } = await sql<{ number: string }>`
    select distinct c.student_number as number from audit.change c
     where c.act_id = ${actId} and c.student_number is not null
       and not exists (select from audit.change o where o.student_number = c.student_number and o.act_id < ${actId}
                          and o.act_id = any(${acts}::bigint[]))
     order by 1`.execute(reader);
  return rows.map((row) => row.number);
}

/** How the row of an effect stands now: without an image it stands no longer; `isSame` = exactly as the acts left it. */
export type Standing = { now: RowImage | null; isSame: boolean };

/** How the rows of some effects stand now, in their order, locked until the transaction ends when it is asked for. One query a table. */
export async function readStanding(
  reader: Reader,
  effects: readonly Pick<Effect, 'table' | 'key' | 'after'>[],
  { isLocked }: { isLocked: boolean },
): Promise<Standing[]> {
  const standing: Standing[] = effects.map(({ after }) => ({ now: null, isSame: after === null }));
  const placed = effects.map((effect, place) => ({ ...effect, place }));
  for (const [table, same] of groupBy(placed, (it) => it.table)) {
    const columns = Object.keys(same[0]?.key ?? {});
    const rows = JSON.stringify(same.map(({ key, after, place }) => ({ key, after, place })));
    // Compared as rows of the table: an instant of the record is written in the zone of the session that wrote it.
    const { rows: found } = await sql<Standing & { place: number }>`
      select (e.row ->> 'place')::integer as place, to_jsonb(t) as now,
             e.row -> 'after' <> 'null' and to_jsonb(t) = to_jsonb(jsonb_populate_record(null::${sql.table(table)}, nullif(e.row -> 'after', 'null'))) as "isSame"
        from jsonb_array_elements(${rows}::jsonb) as e (row)
       cross join lateral jsonb_populate_record(null::${sql.table(table)}, e.row -> 'key') r
        join ${sql.table(table)} t on ${sameKey(columns)}
       order by ${sql.join(columns.map((column) => sql`t.${sql.ref(column)}`))} ${isLocked ? sql`for update of t` : sql``}`.execute(
      reader,
    );
    for (const { place, now, isSame } of found) standing[place] = { now, isSame };
  }
  return standing;
}

/** A row and the image that it is to have; null = it is to be there no longer. */
export type PutBack = { table: string; key: RowImage; to: RowImage | null };

/**
 * Puts rows back: what has no image goes, the others get theirs, column by column as the image names them. A `version` never goes
 * back: whoever read the row before must not take it for unchanged.
 */
export async function putBackRows(tx: Tx, rows: readonly PutBack[]): Promise<void> {
  for (const [table, keys] of keysByTable(rows.filter((it) => it.to === null))) {
    await sql`delete from ${sql.table(table)} t using ${given(table, keys)} where ${sameKey(Object.keys(keys[0] ?? {}))}`.execute(
      tx,
    );
  }
  const kept = rows.filter((it): it is PutBack & { to: RowImage } => it.to !== null);
  for (const [shape, same] of groupBy(kept, (it) => `${it.table} ${Object.keys(it.to).sort().join(' ')}`)) {
    const [first] = same;
    if (!first) throw new Error(`no rows of ${shape}`);
    await putImages(tx, first.table, same);
  }
}

async function putImages(tx: Tx, table: string, rows: readonly (PutBack & { to: RowImage })[]): Promise<void> {
  const [first] = rows;
  const keyColumns = Object.keys(first?.key ?? {});
  const columns = Object.keys(first?.to ?? {}).filter((column) => !keyColumns.includes(column));
  const images = rows.map((it) => ({ ...it.to, ...it.key }));
  const set = columns.map((column) =>
    column === 'version' ? sql`version = t.version + 1` : sql`${sql.ref(column)} = r.${sql.ref(column)}`,
  );
  await sql`update ${sql.table(table)} t set ${sql.join(set)} from ${given(table, images)} where ${sameKey(keyColumns)}`.execute(
    tx,
  );
  const all = [...keyColumns, ...columns].map((column) => sql.ref(column));
  await sql`insert into ${sql.table(table)} (${sql.join(all)})
    select ${sql.join(all)} from ${given(table, images)}
     where not exists (select from ${sql.table(table)} t where ${sameKey(keyColumns)})`.execute(tx);
}

/** The name of a table comes from the record of changes, into which the database itself wrote it. */
function given(table: string, rows: readonly RowImage[]): RawBuilder<unknown> {
  return sql`jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb) as r`;
}

function sameKey(columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(
    columns.map((column) => sql`t.${sql.ref(column)} = r.${sql.ref(column)}`),
    sql` and `,
  );
}

function keysByTable(rows: readonly Pick<Effect, 'table' | 'key'>[]): [table: string, keys: RowImage[]][] {
  return [...groupBy(rows, (it) => it.table)].map(([table, same]) => [table, same.map((it) => it.key)]);
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
