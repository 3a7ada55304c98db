import { stages } from '#modules/exchange/contract.ts';
import type { Bench, BenchInput } from './bench.ts';
import { measureLimit } from './limit.ts';
import { watchMemory } from './memory.ts';
import { readServerVersion, settleProvince } from './province.ts';
import { type Figure, figure, type Measured } from './report.ts';
import { openScratch, type Scratch } from './scratch.ts';
import { listSubmissions, type Sent, submitAs, withHands } from './submit.ts';

/** As many submissions at once as the job runner would take on two cores. */
const hands = 2;

export const submissionBench: Bench = {
  name: 'submission',
  about:
    'September of a whole province through the pipeline: rows a second by stage, peak memory, what became of the rows',
  usage: '[--students N] [--register M] [--seed S]',
  measure,
};

async function measure(input: BenchInput): Promise<Measured> {
  const students = input.students ?? 5_000;
  const register = Math.max(students, input.register ?? students);
  const seed = input.seed ?? 'september';
  const scratch = await openScratch(input);
  try {
    const settling = { students, former: register - students, seed, print: input.print };
    const { folder, counts, loadSeconds } = await settleProvince(scratch, settling);
    const loaded = figure('register loaded', counts.numbers / loadSeconds, 'students/s');
    const figures = await submitAll(scratch, folder, input);
    const sizes = {
      'students submitted': counts.submitted,
      'rows submitted': counts.submittedRows,
      'people on the register': counts.students,
    };
    return { figures: [...figures, loaded], sizes, seed, postgresql: await readServerVersion(scratch) };
  } finally {
    await scratch.close();
  }
}

async function submitAll(scratch: Scratch, folder: string, { print, signal }: BenchInput): Promise<Figure[]> {
  const { services } = scratch;
  const files = await listSubmissions(folder);
  const sent: Sent[] = [];
  const memory = watchMemory();
  const began = performance.now();
  try {
    await withHands(files, hands, async (file) => {
      sent.push(await submitAs(services, file, signal));
      print.progress('submitting', sent.length, files.length);
    });
  } finally {
    memory.stop();
  }
  const seconds = (performance.now() - began) / 1000;
  const limit = await measureLimit(scratch);
  const rows = sum(sent, (it) => it.rows.total);
  const students = sum(sent, ({ students: it }) => it.new + it.matched + it.held + it.refused);
  return [
    figure('the whole, from the file to the last finding', seconds, 's'),
    figure('rows through the whole pipeline', rows / seconds, 'rows/s'),
    figure('students through the whole pipeline', students / seconds, 'students/s'),
    ...stages.map((stage) => paceOf(sent, stage)),
    figure('the limit: COPY of the same rows into a bare table', limit, 's'),
    figure('the whole against the limit', seconds / limit, 'times'),
    figure('peak memory of the program', memory.peak(), 'MB'),
    ...(['added', 'changed', 'unchanged', 'held', 'refused'] as const).map((fate) =>
      figure(
        `rows ${fate}`,
        sum(sent, (it) => it.rows[fate]),
        'rows',
      ),
    ),
  ];
}

/** Rows a second of a stage, over the time that all hands together spent in it. */
function paceOf(sent: readonly Sent[], stage: (typeof stages)[number]): Figure {
  const times = sent.flatMap(({ submission }) => submission.stages.filter((it) => it.stage === stage));
  const rows = sum(sent, (it) => it.rows.total);
  const milliseconds = times.reduce((all, it) => all + it.milliseconds, 0);
  return figure(`stage ${stage}`, milliseconds === 0 ? 0 : (rows * 1000) / milliseconds, 'rows/s of one hand');
}

function sum(sent: readonly Sent[], count: (submission: Sent['submission']) => number): number {
  return sent.reduce((all, { submission }) => all + count(submission), 0);
}
