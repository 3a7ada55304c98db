import { rm } from 'node:fs/promises';
import { createServer as createProbe } from 'node:net';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { createAuthoriser, readSignOnProviders, startSealing } from '#modules/access/index.ts';
import { requeueUnfinished } from '#modules/exchange/index.ts';
import { adoptRules } from '#modules/validation/index.ts';
import { type Command, type CommandInput, defineCommand, type ExitCode } from '#platform/command.ts';
import { resetEmbedded } from '#platform/database/embedded.ts';
import { startJobs } from '#platform/jobs/jobs.ts';
import { ensureDemonstration, listSignIns } from './demonstration.ts';
import { jobs, rules } from './modules.ts';
import { openProgram, type Program } from './program.ts';
import { buildServer } from './server.ts';

const start = defineCommand({
  name: 'start',
  summary: {
    en: 'Start the register: database, web app, API and jobs',
    fr: 'Démarrer le registre : base de données, application web, API et tâches',
  },
  usage: '',
  positionals: { min: 0, max: 0 },
  run: runServer,
});

const reset = defineCommand({
  name: 'reset',
  summary: {
    en: 'Delete the embedded database and all its data',
    fr: 'Supprimer la base de données intégrée et toutes ses données',
  },
  usage: '',
  positionals: { min: 0, max: 0 },
  run: async ({ checkout, print }) => {
    await resetEmbedded(checkout);
    for (const folder of ['files', 'province'])
      await rm(join(checkout, '.matricula', folder), { recursive: true, force: true });
    print.line('The embedded database and its files are gone; the next start makes new ones.');
    print.json({ reset: true });
    return 0;
  },
});

export const startCommands: readonly Command[] = [start, reset];

/** Serves until it is told to stop, then ends everything in order: no new requests, running jobs, connections, the database. */
async function runServer({ checkout, print, signal }: CommandInput): Promise<ExitCode> {
  const began = performance.now();
  const program = await openProgram(checkout, (line) => print.note(line));
  let app: FastifyInstance | null = null;
  let runner: { stop(): Promise<void> } | null = null;
  let sealing: { stop(): Promise<void> } | null = null;
  try {
    const toJudge = await adoptRules(program.services.db, rules);
    if (toJudge > 0) print.note(`Rules have changed: ${toJudge} students are judged again in the background.`);
    if (program.services.demonstration) await ensureDemonstration(program.services, (line) => print.note(line));
    await readSignOnProviders(program.services.config); // a wrong file is told now, not to the first who signs in
    const authoriser = createAuthoriser(program.services.db, program.services.jurisdiction);
    app = await buildServer({
      services: program.services,
      authoriser,
      checkout,
    });
    if (program.services.config.runsJobs) {
      runner = await startJobs(program.pool, jobs, program.services);
      sealing = await startSealing(program.services);
      await requeueUnfinished(program.services.db);
    }
    const port = await listen(app, program);
    await announce({ port, program, print, seconds: (performance.now() - began) / 1000 });
    await untilStopped(signal);
    print.note('Stopping …');
  } finally {
    await app?.close();
    await runner?.stop();
    await sealing?.stop();
    await program.close();
  }
  return 0;
}

/** The port asked for, or 3000, or the next one that is free. A port that was asked for and is taken is an error, not a surprise. */
async function listen(app: FastifyInstance, { services }: Program): Promise<number> {
  const { port, host } = services.config;
  const chosen = port ?? (await findFreePort(3000, host));
  await app.listen({ port: chosen, host });
  return chosen;
}

async function findFreePort(first: number, host: string): Promise<number> {
  for (let port = first; port < first + 100; port += 1) {
    if (await isFree(port, host)) return port;
  }
  throw new Error(`no free port from ${first} to ${first + 99}; set PORT`);
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createProbe();
    probe.once('error', () => resolve(false));
    probe.listen(port, host, () => probe.close(() => resolve(true)));
  });
}

type Announcement = { port: number; program: Program; print: CommandInput['print']; seconds: number };

async function announce({ port, program, print, seconds }: Announcement): Promise<void> {
  const { services } = program;
  const address = `http://localhost:${port}`;
  if (port !== 3000 && services.config.port === null) print.note(`Port 3000 is taken; using ${port}.`);
  print.line(`\nMatricula is ready at ${address}  (${seconds.toFixed(1)} s)`);
  print.line(`API reference: ${address}/reference`);
  const signIns = services.demonstration ? await listSignIns(services) : [];
  if (signIns.length > 0) {
    print.line('\nDemonstration sign-ins (invented people, no password; choose one on the page):');
    for (const it of signIns) print.line(`  ${it.name.padEnd(24)} ${it.role.padEnd(22)} ${it.organisation}`);
  }
  print.line('\nCtrl-C stops everything. `npm run reset` starts afresh.');
  print.json({ address, port, signIns });
}

function untilStopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
