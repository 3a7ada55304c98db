import type pg from 'pg';

export type ColumnFact = {
  schema: string;
  table: string;
  column: string;
  type: string;
  isNullable: boolean;
  hasDefault: boolean;
  isGenerated: boolean;
  comment: string | null;
};
export type TableFact = {
  schema: string;
  table: string;
  kind: 'table' | 'view';
  comment: string | null;
  columns: ColumnFact[];
};

/** The schemas that are ours to describe; the queue's and PostgreSQL's own are not. */
const ours = `n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'public', 'graphile_worker') and n.nspname not like 'pg_%'`;

/** Tables and views with their columns, in name order. */
export async function describeTables(pool: pg.Pool): Promise<TableFact[]> {
  const { rows } = await pool.query<ColumnFact & { kind: string; tableComment: string | null }>(`
    select n.nspname as schema, c.relname as "table", c.relkind as kind, obj_description(c.oid, 'pg_class') as "tableComment",
           a.attname as column, format_type(a.atttypid, a.atttypmod) as type, not a.attnotnull as "isNullable",
           a.atthasdef or a.attidentity <> '' as "hasDefault", a.attidentity = 'a' or a.attgenerated <> '' as "isGenerated",
           col_description(c.oid, a.attnum) as comment
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind in ('r', 'p', 'v') and not c.relispartition and ${ours}
     order by n.nspname, c.relname, a.attnum`);
  const tables = new Map<string, TableFact>();
  for (const { kind, tableComment, ...column } of rows) {
    const key = `${column.schema}.${column.table}`;
    const table = tables.get(key) ?? {
      schema: column.schema,
      table: column.table,
      kind: kind === 'v' ? 'view' : 'table',
      comment: tableComment,
      columns: [],
    };
    table.columns.push(column);
    tables.set(key, table);
  }
  return [...tables.values()];
}

const typeNames: Record<string, string> = {
  bigint: 'number',
  integer: 'number',
  smallint: 'number',
  'double precision': 'number',
  real: 'number',
  boolean: 'boolean',
  date: 'string',
  uuid: 'string',
  text: 'string',
  numeric: 'string',
  bytea: 'Buffer',
  'timestamp with time zone': 'Date',
};

function toTypeName(type: string): string {
  if (type.endsWith('[]')) return `${toTypeName(type.slice(0, -2))}[]`;
  if (type === 'jsonb' || type === 'json') return 'Json';
  if (type.startsWith('character') || type.startsWith('name')) return 'string';
  if (type.startsWith('numeric')) return 'string';
  return typeNames[type] ?? 'string';
}

function columnType({ type, isNullable, hasDefault, isGenerated }: ColumnFact): string {
  const base = `${toTypeName(type)}${isNullable ? ' | null' : ''}`;
  if (isGenerated) return `GeneratedAlways<${base}>`;
  return hasDefault ? `Generated<${base}>` : base;
}

/** The row types, for the stores: seen there only. */
export function writeTypes(tables: TableFact[]): string {
  const entries = tables.map((table) => {
    const columns = table.columns.map((column) => `    ${column.column}: ${columnType(column)};`).join('\n');
    return `  '${table.schema}.${table.table}': {\n${columns}\n  };`;
  });
  const body = entries.join('\n');
  const names = ['Generated', 'GeneratedAlways'].filter((name) => body.includes(`${name}<`));
  const json = body.includes('Json')
    ? '\n// biome-ignore lint/suspicious/noExplicitAny: a jsonb column holds what its store put there; the store gives it its type\nexport type Json = any;\n'
    : '';
  return `// Generated from the migrated database by \`npm run generate\`. Do not edit.\nimport type { ${names.join(', ')} } from 'kysely';\n${json}\nexport type DB = {\n${body}\n};\n`;
}

/** The data dictionary, from the comments of tables and columns. */
export function writeDictionary(tables: TableFact[]): string {
  const lines = [
    '# Data dictionary',
    '',
    'Generated from the database’s own comments by `npm run generate`. Do not edit.',
    '',
  ];
  for (const schema of [...new Set(tables.map((table) => table.schema))]) {
    lines.push(`## ${schema}`, '');
    for (const table of tables.filter((it) => it.schema === schema)) {
      lines.push(
        `### ${schema}.${table.table}`,
        '',
        `${table.comment ?? ''}${table.kind === 'view' ? ' (view)' : ''}`,
        '',
        '| column | type | may be empty | meaning |',
        '| --- | --- | --- | --- |',
      );
      for (const it of table.columns)
        lines.push(
          `| ${it.column} | ${it.type} | ${it.isNullable ? 'yes' : 'no'} | ${(it.comment ?? '').replaceAll('|', '\\|')} |`,
        );
      lines.push('');
    }
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

/** The migrated database as text, without partitions (which months have one is no part of the schema): tables, constraints, indexes, triggers, functions, views. The same on every version of PostgreSQL we run on. */
export async function writeSchema(pool: pg.Pool, tables: TableFact[]): Promise<string> {
  const parts = ['-- Generated from the migrated database by `npm run generate`. Do not edit: write a migration.'];
  for (const table of tables.filter((it) => it.kind === 'table')) {
    const columns = table.columns.map(
      (it) =>
        `  ${it.column} ${it.type}${it.isNullable ? '' : ' not null'}${it.isGenerated ? ' generated' : ''}${it.hasDefault && !it.isGenerated ? ' default …' : ''}`,
    );
    parts.push(`table ${table.schema}.${table.table} (\n${columns.join(',\n')}\n)`);
  }
  const list = async (query: string) =>
    parts.push(...(await pool.query<{ line: string }>(query)).rows.map((row) => row.line));
  await list(`select 'constraint ' || n.nspname || '.' || c.relname || ' ' || k.conname || ' ' || pg_get_constraintdef(k.oid) as line
    from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and not c.relispartition and k.contype <> 'n' order by 1`);
  await list(`select pg_get_indexdef(i.indexrelid) as line from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and not c.relispartition and not exists (select from pg_constraint k where k.conindid = i.indexrelid) order by 1`);
  await list(`select pg_get_triggerdef(t.oid) as line from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and not c.relispartition and not t.tgisinternal order by 1`);
  await list(`select pg_get_functiondef(p.oid) as line from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${ours} and p.prokind = 'f' order by n.nspname, p.proname`);
  await list(`select 'view ' || n.nspname || '.' || c.relname || ' as' || e'\\n' || pg_get_viewdef(c.oid) as line from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where ${ours} and c.relkind = 'v' order by 1`);
  await list(`select 'policy ' || p.polname || ' on ' || n.nspname || '.' || c.relname || ' to '
           || (select string_agg(r.rolname, ', ' order by r.rolname) from pg_roles r where r.oid = any (p.polroles))
           || coalesce(' using (' || pg_get_expr(p.polqual, p.polrelid) || ')', '') as line
      from pg_policy p join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace
     where ${ours} order by 1`);
  await list(`select 'grant ' || string_agg(distinct lower(g.privilege_type), ', ' order by lower(g.privilege_type)) || ' on '
           || g.table_schema || '.' || g.table_name || ' to ' || g.grantee as line
      from information_schema.role_table_grants g join pg_namespace n on n.nspname = g.table_schema
     where ${ours} and g.grantee in ('matricula_application', 'matricula_worker', 'matricula_reader')
     group by g.table_schema, g.table_name, g.grantee order by g.table_schema, g.table_name, g.grantee`);
  return `${parts.map((part) => part.trimEnd()).join(';\n\n')};\n`;
}
