import { Kysely, type Kysely as KyselyType, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import type { DB } from './types.ts';

export type Db = KyselyType<DB>;
export type Tx = Transaction<DB>;
/** Whatever can be read from: the pool, or a transaction that already runs. */
export type Reader = Db | Tx;

export type Pool = pg.Pool;
export type PoolClient = pg.PoolClient;

const { Pool: PoolClass, types } = pg;

/** Days stay text (a birthday has no time or zone); 64-bit counts become numbers when they are exact, and are refused otherwise. */
const parsers = new Map<number, (text: string) => unknown>([
  [types.builtins.DATE, (text) => text],
  [1182, (text) => parseArray(text)], // date[]
  [types.builtins.INT8, toExactNumber],
]);

function toExactNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new Error(`bigint ${text} does not fit a number; select it as text`);
  return number;
}

function parseArray(text: string): string[] {
  return text === '{}' ? [] : text.slice(1, -1).split(',');
}

/** The roles in which the program speaks to the database; each may do less than the owner of the tables, who migrates. */
export const databaseRoles = {
  /** Reads of a request: only rows in the caller's sight. */
  application: 'matricula_application',
  /** Acts, jobs, the command line: all rows; what a person's act touched is judged again at its end. */
  worker: 'matricula_worker',
  /** For replicas and analysts: reads like the application, writes nothing. */
  reader: 'matricula_reader',
} as const;
export type DatabaseRole = keyof typeof databaseRoles;

export type DatabaseOptions = {
  connectionsMax?: number;
  applicationName?: string;
  /** Takes this role from the first statement on; absent = whatever the address signs in as. */
  role?: DatabaseRole;
};

/** Opens a pool. The caller closes it with `closeDatabase`. */
export function openDatabase(url: string, options: DatabaseOptions = {}): { db: Db; pool: pg.Pool } {
  const pool = new PoolClass({
    connectionString: url,
    max: options.connectionsMax ?? 20,
    // Whoever waits longer is told that nothing can be done now, instead of waiting for ever.
    connectionTimeoutMillis: 60_000,
    application_name: options.applicationName ?? 'matricula',
    // As an option of the connection, so that `reset role` comes back to it.
    ...(options.role ? { options: `-c role=${databaseRoles[options.role]}` } : {}),
    types: {
      getTypeParser: (id: number, format?: 'text' | 'binary') =>
        parsers.get(id) ?? types.getTypeParser(id, format as 'text'),
    } as pg.CustomTypesConfig,
  });
  // A connection that breaks while idle is replaced at the next use; without a listener it would end the process.
  pool.on('error', ignoreIdleConnectionLoss);
  pool.on('connect', (client) => client.on('error', ignoreIdleConnectionLoss));
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  pools.set(db, pool);
  return { db, pool };
}

const pools = new WeakMap<Db, pg.Pool>();

/** The pool under a database, for what the query builder cannot do (COPY). */
export function poolOf(db: Db): pg.Pool {
  const pool = pools.get(db);
  if (!pool) throw new Error('this database was not opened by openDatabase');
  return pool;
}

function ignoreIdleConnectionLoss(): undefined {
  return undefined;
}
