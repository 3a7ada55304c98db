import { sql } from 'kysely';
import type { Db } from '#platform/database/database.ts';

/** Tables that remember what was, or who asked; everything else is the present state. */
const memories =
  /^(audit|exchange|platform|migration|graphile_worker|jurisdiction|privacy)\.|^access\.(person_read|ledger_|session|read_budget|question_count)/;
const ledgers = ['identity.number_issued', 'identity.match_decision', 'validation.scan_request', 'validation.scan_due'];
/** What grows with every write and says nothing of the student. */
const silent = ['version', 'recorded_at', 'act_id'];

/**
 * The present state of the register, table by table over the catalogue: the rows as text, in order. History and ledgers are left out, and
 * so is a number that is used no longer; of findings those that are live, by what they are about.
 */
export async function presentState(db: Db): Promise<Record<string, string[]>> {
  const { rows } = await sql<{ name: string }>`
    select schemaname || '.' || tablename as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1`.execute(
    db,
  );
  const state: Record<string, string[]> = {};
  for (const { name } of rows) {
    if (memories.test(name) || ledgers.includes(name)) continue;
    const { rows: found } = await sql<{ row: string }>`
      select (${shown(name)})::text as row from ${sql.table(name)} t where ${isPresent(name)} order by 1`.execute(db);
    state[name] = found.map((it) => it.row);
  }
  return state;
}

function shown(name: string) {
  if (name === 'validation.finding')
    return sql`jsonb_build_object('n', t.student_number, 'rule', t.rule_code, 'object', t.object, 'id', t.object_id, 'params', t.params, 'state', t.state)`;
  return sql`to_jsonb(t) - ${name === 'identity.student' || name === 'enrolment.school_enrolment' ? silent : ['act_id', 'version']}::text[]`;
}

function isPresent(name: string) {
  if (name === 'validation.finding') return sql`t.state <> 'cleared'`;
  return name === 'identity.student' ? sql`t.status = 'active'` : sql`true`;
}
