import { type CronItem, parseCronItems, type Runner, run, Logger as WorkerLogger } from 'graphile-worker';
import { sql } from 'kysely';
import type pg from 'pg';
import type { z } from 'zod';
import type { Tx } from '../database/database.ts';
import type { Services } from '../services.ts';

export type JobContext = Services & { signal: AbortSignal };

/** A kind of background work. It may run twice and be stopped anywhere: it must be idempotent and resume from what it stored. */
export type Job<Payload = unknown> = {
  /** `module.act`. */
  name: string;
  payload: z.ZodType<Payload>;
  triesMax: number;
  /** Five fields of cron (UTC) for work that comes round by itself; its payload is {}. */
  schedule?: string;
  run(payload: Payload, context: JobContext): Promise<void>;
};

// biome-ignore lint/suspicious/noExplicitAny: a list of jobs forgets each one's payload type; the runner parses it with the job's own schema
export type AnyJob = Job<any>;

export function defineJob<Payload>(job: Job<Payload>): Job<Payload> {
  return job;
}

/** Queues a job in the caller's transaction: it exists exactly if the change does. A key makes repeats one job. Services queue by the job's name and payload, since they may not know what runs it. */
export async function enqueue<Payload>(
  tx: Tx,
  job: Pick<Job<Payload>, 'name' | 'payload' | 'triesMax'>,
  payload: Payload,
  options: { key?: string; runAt?: Date } = {},
): Promise<void> {
  await sql`select platform.add_job(${job.name}, ${JSON.stringify(payload)}::json, ${options.runAt ?? new Date()},
    ${job.triesMax}, ${options.key ?? null})`.execute(tx);
}

/** How many jobs a process runs at once. */
export const jobsAtOnce = 4;

/** Runs jobs until stopped. Installs the queue's tables when they are missing. */
export async function startJobs(
  pool: pg.Pool,
  jobs: readonly AnyJob[],
  services: Services,
): Promise<{ stop(): Promise<void> }> {
  const abort = new AbortController();
  const runner: Runner = await run({
    pgPool: pool,
    concurrency: jobsAtOnce,
    pollInterval: 1000,
    noHandleSignals: true,
    logger: quietLogger(services),
    // As items, since a crontab's text allows no full stop in a name.
    parsedCronItems: parseCronItems(jobs.flatMap((job) => scheduleOf(job))),
    taskList: Object.fromEntries(
      jobs.map((job) => [
        job.name,
        async (raw: unknown) => {
          const { _cron, ...payload } = (raw ?? {}) as Record<string, unknown>;
          void _cron;
          await job.run(job.payload.parse(payload), { ...services, signal: abort.signal });
        },
      ]),
    ),
  });
  return {
    stop: async () => {
      abort.abort();
      await runner.stop();
    },
  };
}

/** Work that came round while nothing ran is made up for within a day. */
function scheduleOf({ name, schedule }: AnyJob): CronItem[] {
  return schedule ? [{ task: name, match: schedule, options: { backfillPeriod: 86_400_000 } }] : [];
}

/** The queue's own log, in ours: its chatter is debug, its errors are errors. Of a failed job it would print payload and message: ours keeps which, and the error. */
function quietLogger({ logger }: Services) {
  return new WorkerLogger(() => (level, message, meta) => {
    if (level !== 'error') return logger.debug(message);
    const {
      job,
      fatalError,
      error = fatalError,
    } = (meta ?? {}) as {
      job?: { id: string; task_identifier: string; attempts: number };
      error?: unknown;
      fatalError?: unknown;
    };
    if (!job) return logger.error({ error }, message);
    return logger.error({ err: error, job: job.id, task: job.task_identifier, attempt: job.attempts }, 'a job failed');
  });
}
