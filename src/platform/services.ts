import type { Config } from './config.ts';
import type { Db, Pool } from './database/database.ts';
import type { FileStore } from './files/files.ts';
import type { Jurisdiction } from './jurisdiction.ts';
import type { Logger } from './log.ts';

/** What the running program offers to routes, jobs and commands alike. */
export type Services = {
  /** The whole register, with the worker's role. */
  db: Db;
  /** For reads of requests; a pool, since no query may run on it before a sight is bound (database/sight.ts). */
  readingPool: Pool;
  jurisdiction: Jurisdiction;
  files: FileStore;
  config: Config;
  logger: Logger;
  /** True when demonstration sign-ins exist in this run (design: loopback and embedded database only, unless forced). */
  demonstration: boolean;
};
