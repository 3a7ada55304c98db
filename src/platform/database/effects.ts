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
  /** The act that puts back has changed the row already. */
  isDone: boolean;
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

/** What some acts did, and the newest thing that anybody else did to the same students since they began, by number. */
export type Effects = { effects: Effect[]; others: Map<string, ActMark> };

type ChangeRow = {
  changeId: number;
  actId: number;
  table: string;
  key: RowImage;
  studentNumber: string | null;
  before: RowImage | null;
  after: RowImage | null;
};

/** The effects of some acts on some students' rows, in the order in which they began. Two queries, whatever their number. */
export async function listEffects(reader: Reader, asked: EffectsAsked): Promise<Effects> {
  const nothing = { effects: [], others: new Map() };
  if (asked.numbers?.length === 0 || asked.acts.length === 0) return nothing;
  const changes = await listChanges(reader, asked);
  if (changes.length === 0) return nothing;
  const marks = await listMarks(reader, [...new Set(changes.map((it) => it.actId))]);
  return joinChanges(changes, asked, (actId) => {
    const mark = marks.get(actId);
    if (!mark) throw new Error(`a change without its act ${actId}`);
    return mark;
  });
}

/** Everything that happened to the students since the first of the acts, in order. */
async function listChanges(reader: Reader, { acts, numbers, except }: EffectsAsked): Promise<ChangeRow[]> {
  const columns = sql`c.change_id as "changeId", c.act_id as "actId", c.table_name as "table", c.row_key as key,
    c.student_number as "studentNumber", c.before, c.after`;
  const { rows } =
    numbers === null
      ? await sql<ChangeRow>`
          select ${columns} from audit.change c
           where c.student_number is null and c.act_id = any(${except === null ? acts : [...acts, except]}::bigint[])
           order by c.change_id`.execute(reader)
      : await sql<ChangeRow>`
          select ${columns}
            from (select student_number, min(change_id) as first from audit.change
                   where student_number = any(${numbers}::bpchar[]) and act_id = any(${acts}::bigint[]) group by student_number) f
            join audit.change c on c.student_number = f.student_number and c.change_id >= f.first
           order by c.change_id`.execute(reader);
  return rows;
}

async function listMarks(reader: Reader, acts: readonly number[]): Promise<Map<number, ActMark>> {
  const { rows } = await sql<ActMark>`
    select act_id as "actId", kind, at, organisation_code as organisation from audit.act where act_id = any(${acts}::bigint[])`.execute(
    reader,
  );
  return new Map(rows.map((row) => [row.actId, row]));
}

type Joined = Omit<Effect, 'namedBy'> & { isDone: boolean };

function joinChanges(
  changes: readonly ChangeRow[],
  { acts, followers, except, derived }: EffectsAsked,
  markOf: (actId: number) => ActMark,
): Effects {
  const own = new Set(acts);
  const following = new Set(followers.map(({ kind, table }) => `${kind} ${table}`));
  const byKey = new Map<string, Joined>();
  const others = new Map<string, ActMark>();
  const naming = new Map<string, { table: string; mark: ActMark }>();
  for (const change of changes) {
    const key = keyOfRow(change);
    const mark = markOf(change.actId);
    const isFollowing = following.has(`${mark.kind} ${change.table}`);
    const known = byKey.get(key);
    if (own.has(change.actId) || isFollowing) byKey.set(key, joinOwn(known, change, { mark, isFollowing }));
    else if (change.actId === except) {
      if (known) known.isDone = true;
    } else {
      if (known) known.newer = mark;
      if (change.studentNumber !== null) others.set(change.studentNumber, mark);
      if (!derived.includes(change.table))
        for (const id of guidsIn(change.after)) naming.set(id, { table: change.table, mark });
    }
  }
  const effects = [...byKey.values()].map((it): Effect => ({ ...it, namedBy: findNaming(it, naming) }));
  return { effects, others };
}

/** A row of the record by table and key. */
function keyOfRow({ table, key }: Pick<Effect, 'table' | 'key'>): string {
  return `${table} ${JSON.stringify(Object.entries(key).sort())}`;
}

function joinOwn(
  known: Joined | undefined,
  { changeId, table, key, studentNumber, before, after }: ChangeRow,
  { mark, isFollowing }: { mark: ActMark; isFollowing: boolean },
): Joined {
  if (known) return { ...known, studentNumber, after, act: mark, isFollowing: known.isFollowing && isFollowing };
  const base = { table, key, studentNumber, firstChange: changeId, act: mark, before, after, isFollowing };
  return { ...base, newer: null, isDone: false };
}

const guidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function guidsIn(image: RowImage | null): string[] {
  return Object.values(image ?? {}).filter((it): it is string => typeof it === 'string' && guidForm.test(it));
}

function findNaming(
  { table, key, before }: Joined,
  naming: ReadonlyMap<string, { table: string; mark: ActMark }>,
): ActMark | null {
  if (before !== null) return null;
  const found = guidsIn(key)
    .map((id) => naming.get(id))
    .find((it) => it !== undefined && it.table !== table);
  return found?.mark ?? null;
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
