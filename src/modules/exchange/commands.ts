import { constants, createReadStream } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { OrganisationCode } from '#kernel/ids.ts';
import { commandActor, noteAtCommandLine } from '#modules/access/index.ts';
import { systemActor } from '#platform/actor.ts';
import { type CommandInput, defineCommand, type ExitCode, Misuse } from '#platform/command.ts';
import type { Services } from '#platform/services.ts';
import type { Printer } from '#platform/terminal.ts';
import { AskReversal, Fate, ReportQuery, type Submission } from './contract.ts';
import { getSubmission, pageItems, pageSubmissions } from './service/ask.ts';
import { presentSubmission, readsOfItems } from './service/present.ts';
import { receiveFile } from './service/receive.ts';
import { makeReport } from './service/report.ts';
import { describeReversal } from './service/reversal/list.ts';
import { askReversal, runReversal } from './service/reversal/reverse.ts';
import { runSubmission } from './service/run.ts';

const submitCommand = defineCommand({
  name: 'submit',
  summary: {
    en: 'Submits an extract: writes what can be taken, says what cannot',
    fr: 'Envoie un extrait : écrit ce qui peut l’être, dit ce qui ne le peut pas',
  },
  usage: 'FILE --as S.K001 [--rehearse] [--json]',
  options: { as: { type: 'string' }, rehearse: { type: 'boolean' } },
  positionals: { min: 1, max: 1 },
  run: async ({ values, positionals, print, open, signal }) => {
    const organisation = readOrganisation(values['as']);
    const [path = ''] = positionals;
    await requireFile(path);
    const services = await open();
    const actor = await commandActor(services.db, organisation);
    const isRehearsal = values['rehearse'] === true;
    const stream = createReadStream(path);
    const submissionId = await receiveFile(services, {
      actor,
      organisation,
      fileName: path,
      isRehearsal,
      stream,
      isQueued: false,
    });
    await runWatched(services, submissionId, { print, signal });
    return report(services, submissionId, { print, command: 'submit' });
  },
});

/** A folder, a pipe or a device is no extract: reading one would end in the middle, or never. */
async function requireFile(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (!found) throw new Misuse(`there is no file ${path}`);
  if (!found.isFile()) throw new Misuse(`${path} is no file`);
  await access(path, constants.R_OK).catch(() => {
    throw new Misuse(`the file ${path} may not be read`);
  });
}

/** Runs the pipeline here and shows how it proceeds. Interrupted by Ctrl-C it says how it goes on. */
async function runWatched(
  services: Services,
  submissionId: string,
  { print, signal }: { print: Printer; signal: AbortSignal },
): Promise<void> {
  const done = new AbortController();
  const watching = watch(services, submissionId, print, done.signal);
  try {
    const end = await runSubmission(services, submissionId, { signal });
    if (end === 'interrupted')
      print.note(`Interrupted. Submission ${submissionId} goes on where it stands when the server runs.`);
  } finally {
    done.abort();
    await watching;
  }
}

async function watch({ db }: Services, submissionId: string, print: Printer, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const submission = await presentSubmission(db, await getSubmission(db, systemActor('command line'), submissionId));
    showProgress(submission, print);
    await wait(300, undefined, { signal }).catch(() => undefined);
  }
}

function showProgress({ stage, rows, stages }: Submission, print: Printer): void {
  if (stage === 'received') {
    print.progress('reading', rows.total, null, 'rows');
    return;
  }
  const milliseconds = stages
    .filter((it) => ['identified', 'applied', 'rescanned'].includes(it.stage))
    .reduce((sum, it) => sum + it.milliseconds, 0);
  const done = rows.total - rows.waiting;
  const pace = milliseconds > 0 ? `${Math.round((done * 1000) / milliseconds).toLocaleString('en-CA')} rows/s` : '';
  print.progress('applying', done, rows.total, pace);
}

const refusalsShown = 10;

/** Exit 0 when the file was taken, whatever became of single rows (it says so); 1 when it was refused as a whole, or we failed. */
async function report(
  services: Services,
  submissionId: string,
  { print, command }: { print: Printer; command: string },
): Promise<ExitCode> {
  const actor = systemActor('command line');
  const record = await getSubmission(services.db, actor, submissionId);
  const submission = await presentSubmission(services.db, record);
  const refused = await pageItems(services.db, actor, {
    submission: record,
    query: { fate: 'refused', limit: refusalsShown },
  });
  await noteAtCommandLine(services, { actor, command })(readsOfItems(refused.items));
  print.json({ ...submission, firstRefused: refused.items });
  describe(submission, print);
  for (const item of refused.items) {
    const [remark] = item.remarks;
    print.line(
      `  ${item.file} line ${item.row}${remark?.field ? `, ${remark.field}` : ''}: ${remark?.message.en ?? 'refused'}. ${remark?.mend?.en ?? ''}`,
    );
  }
  if (submission.rows.refused > refused.items.length)
    print.line(`  … all of them: npx matricula submissions report ${submissionId} --fate refused`);
  return submission.state === 'finished' ? 0 : 1;
}

function describe(submission: Submission, print: Printer): void {
  const { rows, students, refusal, state, isRehearsal } = submission;
  print.line(`Submission ${submission.submissionId}: ${isRehearsal ? 'rehearsed, nothing written' : state}`);
  if (refusal)
    print.line(
      `Refused: ${refusal.file ? `${refusal.file}${refusal.row ? ` line ${refusal.row}` : ''}: ` : ''}${refusal.message.en}. ${refusal.mend?.en ?? ''}`,
    );
  if (submission.failureReference) print.line(`It failed on our side; quote ${submission.failureReference}`);
  for (const remark of submission.remarks) print.line(`${remark.file ? `${remark.file}: ` : ''}${remark.message.en}`);
  if (state !== 'finished') return;
  print.table(
    ['students', 'new', 'matched', 'doubtful', 'refused'],
    [['', students.new, students.matched, students.held, students.refused]],
  );
  const { added, changed, unchanged, held, refused } = rows;
  print.table(
    ['rows', 'added', 'changed', 'unchanged', 'held', 'refused'],
    [[rows.total, added, changed, unchanged, held, refused]],
  );
  if (refused > 0)
    print.line(
      `${refused.toLocaleString('en-CA')} rows ${isRehearsal ? 'would be' : 'were'} refused; the rest ${isRehearsal ? 'would be' : 'was'} taken. The first of them:`,
    );
}

const listCommand = defineCommand({
  name: 'submissions list',
  summary: { en: 'Lists submissions, newest first', fr: 'Énumère les envois, du plus récent au plus ancien' },
  usage: '[--as S.K001] [--limit N] [--json]',
  options: { as: { type: 'string' }, limit: { type: 'string', default: '20' } },
  positionals: { min: 0, max: 0 },
  run: async ({ values, print, open }) => {
    const { db } = await open();
    const actor =
      values['as'] === undefined ? systemActor('command line') : await commandActor(db, readOrganisation(values['as']));
    const limit = read(z.coerce.number().int().min(1).max(1000), values['limit'], '--limit is a number from 1 to 1000');
    const { items } = await pageSubmissions(db, actor, { limit });
    print.json(items);
    print.table(
      ['id', 'received', 'organisation', 'file', 'state', 'rows', 'refused', 'held'],
      items.map((it) => [
        it.submissionId,
        it.receivedAt.slice(0, 16),
        it.organisation,
        it.fileName,
        it.isRehearsal ? `${it.state} (rehearsal)` : it.state,
        it.rows.total,
        it.rows.refused,
        it.rows.held,
      ]),
    );
    return 0;
  },
});

const showCommand = defineCommand({
  name: 'submissions show',
  summary: { en: 'Shows a submission and its first refusals', fr: 'Montre un envoi et ses premiers refus' },
  usage: 'ID [--json]',
  positionals: { min: 1, max: 1 },
  run: async ({ positionals, print, open }) => {
    const services = await open();
    await report(services, readId(positionals), { print, command: 'submissions show' });
    return 0;
  },
});

const reportCommand = defineCommand({
  name: 'submissions report',
  summary: {
    en: 'Writes the fate of every row to a file or to standard output',
    fr: 'Écrit le sort de chaque ligne dans un fichier ou sur la sortie standard',
  },
  usage: 'ID [--format csv|xlsx|ndjson] [--fate refused] [--lang en|fr] [--out FILE]',
  options: {
    format: { type: 'string', default: 'csv' },
    fate: { type: 'string' },
    lang: { type: 'string', default: 'en' },
    out: { type: 'string' },
  },
  positionals: { min: 1, max: 1 },
  run: async ({ values, positionals, print, open }) => {
    const services = await open();
    const { db } = services;
    const submissionId = readId(positionals);
    const format = read(ReportQuery.shape.format, values['format'], '--format is csv, xlsx or ndjson');
    const fate =
      values['fate'] === undefined ? null : read(Fate, values['fate'], `--fate is one of ${Fate.options.join(', ')}`);
    const language = read(z.enum(['en', 'fr']), values['lang'], '--lang is en or fr');
    const actor = systemActor('command line');
    await getSubmission(db, actor, submissionId);
    const out = values['out'];
    const target = typeof out === 'string' ? await openTarget(out) : process.stdout;
    const note = noteAtCommandLine(services, { actor, command: 'submissions report' });
    await pipeline(makeReport(db, { submissionId, format, fate, language, actor, note }), target, {
      end: target !== process.stdout,
    });
    if (typeof out === 'string') print.note(`written: ${out}`);
    return 0;
  },
});

async function openTarget(path: string): Promise<Writable> {
  const handle = await open(path, 'w').catch((error: unknown) => {
    throw new Misuse(`${path} cannot be written: ${error instanceof Error ? error.message : error}`);
  });
  return handle.createWriteStream();
}

function readOrganisation(value: CommandInput['values'][string]): OrganisationCode {
  return read(OrganisationCode, value, '--as names the organisation, such as S.K001');
}

const reverseCommand = defineCommand({
  name: 'submissions reverse',
  summary: {
    en: 'Tells what reversing a submission would put back; with a reason it reverses it',
    fr: 'Dit ce que l’annulation d’un envoi remettrait comme avant; avec une raison, l’annule',
  },
  usage: 'ID [--reason TEXT] [--json]',
  options: { reason: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  run: async ({ values, positionals, print, open, signal }) => {
    const submissionId = readId(positionals);
    const shape = AskReversal.shape.reason.optional();
    const reason = read(shape, values['reason'], '--reason says why, in 10 letters or more');
    const services = await open();
    const actor = systemActor('command line');
    const submission = await getSubmission(services.db, actor, submissionId);
    const asking = { submission, actor, jurisdiction: services.jurisdiction, now: new Date() };
    if (reason !== undefined) {
      await askReversal(services, { ...asking, reason });
      await runReversal(services, submissionId, { signal });
    }
    const reversal = await describeReversal(services.db, asking);
    print.json(reversal);
    print.line(`Reversal of ${submissionId}: ${reversal.state}`);
    print.table(
      ['records', 'put back', 'stay', 'numbers used no longer'],
      [['', reversal.putBack, reversal.stays, reversal.numbers]],
    );
    return 0;
  },
});

function readId(positionals: string[]): string {
  return read(z.guid(), positionals[0], 'the id of a submission is a GUID');
}

function read<Output>(schema: z.ZodType<Output>, value: unknown, advice: string): Output {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new Misuse(advice);
  return parsed.data;
}

export const exchangeCommands = [submitCommand, listCommand, showCommand, reportCommand, reverseCommand];
