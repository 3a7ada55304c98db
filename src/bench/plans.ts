import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Pool, PoolClient } from '#platform/database/database.ts';

/** A statement as a request sent it, and for whom. */
export type Heard = { what: string; text: string; values: readonly unknown[] };
export type Plan = Heard & { lines: string[] };

/** The same pool, telling every statement that reads through it while `ear.what` names what is being done. */
export function overheard(pool: Pool, ear: { what: string | null; heard: Map<string, Heard> }): Pool {
  const listen = (client: PoolClient): PoolClient =>
    new Proxy(client, {
      get: (target, name) => {
        const value = Reflect.get(target, name) as unknown;
        if (typeof value !== 'function') return value;
        if (name !== 'query') return value.bind(target);
        return (...args: [string, unknown[]?]) => {
          note(ear, args);
          return Reflect.apply(value, target, args);
        };
      },
    });
  return new Proxy(pool, {
    get: (target, name) => {
      if (name === 'connect') return async () => listen(await target.connect());
      const value = Reflect.get(target, name) as unknown;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

function note(
  ear: { what: string | null; heard: Map<string, Heard> },
  [text, values = []]: [unknown, unknown[]?],
): void {
  if (ear.what === null || typeof text !== 'string' || !/^\s*(select|with)\b/i.test(text)) return;
  const key = `${ear.what} ${text}`;
  if (!ear.heard.has(key)) ear.heard.set(key, { what: ear.what, text, values });
}

/** How PostgreSQL goes about each statement, as the program's reading role sees the tables. */
export async function explain(pool: Pool, heard: Iterable<Heard>, organisation: string): Promise<Plan[]> {
  const client = await pool.connect();
  const plans: Plan[] = [];
  try {
    await client.query(`select set_config('matricula.organisations', $1, false)`, [organisation]);
    for (const it of heard) {
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain (costs off) ${it.text}`, [...it.values]);
      plans.push({ ...it, lines: rows.map((row) => row['QUERY PLAN']) });
    }
  } finally {
    client.release();
  }
  return plans;
}

export type Scan = { table: string; rows: number; scans: number };

/** Forgets which tables were read how. */
export async function forgetScans(owner: Pool): Promise<void> {
  await owner.query('select pg_stat_reset()');
}

/** Tables of at least so many rows that were read from end to end since. */
export async function listScans(owner: Pool, rowsMin: number): Promise<Scan[]> {
  // Each connection tells its counts once it has been idle for a second.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const { rows } = await owner.query<Scan>(
    `select s.schemaname || '.' || s.relname as table, c.reltuples::bigint as rows, s.seq_scan::int as scans
       from pg_stat_user_tables s join pg_class c on c.oid = s.relid
      where s.seq_scan > 0 and c.reltuples >= $1 order by 1`,
    [rowsMin],
  );
  return rows;
}

/** Writes the plans down, a section for each thing done. Answers the path. */
export async function writePlans(checkout: string, plans: readonly Plan[], size: string): Promise<string> {
  const path = join(checkout, 'docs/query-plans.md');
  const whats = [...new Set(plans.map((it) => it.what))];
  const sections = whats.map((what) => {
    const own = plans.filter((it) => it.what === what);
    const texts = own.map(
      ({ text, lines }) => `\`\`\`sql\n${squeeze(text)}\n\`\`\`\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\``,
    );
    return `## ${what}\n\n${texts.join('\n\n')}`;
  });
  const head = `# Query plans\n\nWritten by \`npx matricula bench reading --write\`: how PostgreSQL goes about what the pages ask, ${size}.`;
  await writeFile(path, `${[head, ...sections].join('\n\n')}\n`);
  return path;
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
