import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { PlainDate } from '#kernel/dates.ts';
import type { ActorReach } from '../actor.ts';
import type { Db, Pool } from './database.ts';
import type { DB } from './types.ts';

/** In whose name a connection reads. */
export type Sight = ActorReach & { account: string | null; today: PlainDate };

/** Nobody's sight: sees no row of any student. */
export const noSight = { organisations: [], seesProtected: false } as const satisfies ActorReach;

const settings = `select set_config('matricula.organisations', $1, false), set_config('matricula.protected', $2, false),
       set_config('matricula.account', $3, false), set_config('matricula.today', $4, false)`;

/**
 * The same pool, every connection of which reads with a sight: row-level security shows the rows in it and no others. The sight is
 * said anew whenever a connection is taken, and a connection on which it could not be said is thrown away, so that
 * none ever reads with another caller's.
 */
export function bindSight(pool: Pool, sight: Sight): Db {
  const { organisations } = sight;
  const values = [
    organisations === null ? '*' : organisations.join(','),
    sight.seesProtected ? 'yes' : '',
    sight.account ?? '',
    sight.today,
  ];
  const connect = async (): Promise<pg.PoolClient> => {
    const client = await pool.connect();
    try {
      await client.query({ name: 'matricula-sight', text: settings, values });
      return client;
    } catch (error) {
      client.release(true);
      throw error;
    }
  };
  return new Kysely<DB>({ dialect: new PostgresDialect({ pool: { connect, end: async () => undefined } as never }) }); // the dialect uses these two of a pool
}
