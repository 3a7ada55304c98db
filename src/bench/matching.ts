import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { ItemPage } from '#modules/exchange/contract.ts';
import { systemActor } from '#platform/actor.ts';
import type { Services } from '#platform/services.ts';
import { TruthLine } from '#province/truth.ts';
import type { Bench, BenchInput } from './bench.ts';
import { callRoute } from './call.ts';
import { readServerVersion, settleProvince } from './province.ts';
import { type Figure, figure, type Measured, promised } from './report.ts';
import { openScratch } from './scratch.ts';
import { listSubmissions, submitAs } from './submit.ts';

export const matchingBench: Bench = {
  name: 'matching',
  about:
    'Who is who in September, against the truth of the demonstration province: rightly, wrongly, by a person, twice',
  usage: '[--students N] [--seed S]',
  measure,
};

async function measure(input: BenchInput): Promise<Measured> {
  const students = input.students ?? 20_000;
  const seed = input.seed ?? 'demonstration';
  const scratch = await openScratch(input);
  try {
    const { folder, counts } = await settleProvince(scratch, { students, former: 0, seed, print: input.print });
    const answers: Answers = new Map();
    const files = await listSubmissions(folder);
    for (const [place, file] of files.entries()) {
      const { organisation, submission } = await submitAs(scratch.services, file, input.signal);
      await collectAnswers(scratch.services, { organisation, submissionId: submission.submissionId, answers });
      input.print.progress('submitting', place + 1, files.length);
    }
    const judged = await judgeAnswers(folder, answers);
    for (const it of judged.filter(isRemarkable).slice(0, remarksMax)) input.print.note(describeAnswer(it));
    const sizes = { 'people on the register': counts.students, 'students submitted': judged.length };
    return { figures: toFigures(judged), sizes, seed, postgresql: await readServerVersion(scratch) };
  } finally {
    await scratch.close();
  }
}

type Answer = { kind: 'assigned' | 'new' | 'review' | 'refused'; number: string | null };
/** What was decided of each submitted student, by school and its own id. */
type Answers = Map<string, Answer>;

async function collectAnswers(
  services: Services,
  { organisation, submissionId, answers }: { organisation: string; submissionId: string; answers: Answers },
): Promise<void> {
  const actor = systemActor('bench');
  let cursor: string | null = null;
  do {
    const query: Record<string, unknown> = { file: 'students', limit: 1000, ...(cursor === null ? {} : { cursor }) };
    const page = ItemPage.parse(
      await callRoute(services, 'listSubmissionItems', { actor, params: { submissionId }, query }),
    );
    for (const { localStudentId, fate, studentNumber, isNewNumber } of page.items) {
      const decided = isNewNumber ? 'new' : 'assigned';
      const kind = { held: 'review' as const, refused: 'refused' as const }[String(fate)] ?? decided;
      answers.set(`${organisation} ${localStudentId}`, { kind, number: studentNumber });
    }
    cursor = page.next;
  } while (cursor !== null);
}

/** A submitted student: the truth, and what was decided. */
type Judged = {
  person: string;
  school: string;
  tags: ReadonlySet<string>;
  isOnRegister: boolean;
  answer: Answer;
  isRight: boolean;
  /** The number was known or the school's own id was: somebody vouched for who it is. */
  isVouched: boolean;
};

async function judgeAnswers(folder: string, answers: Answers): Promise<Judged[]> {
  const judged: Judged[] = [];
  for await (const text of createInterface({ input: createReadStream(join(folder, 'truth.ndjson')) })) {
    const { person, numbers, records, tags } = TruthLine.parse(JSON.parse(text));
    for (const record of records) {
      const answer = answers.get(`${record.school} ${record.local_student_id}`);
      if (!answer || record.expected === 'refused' || answer.kind === 'refused') continue;
      const isOwn = answer.number !== null && numbers.includes(answer.number);
      judged.push({
        person,
        school: record.school,
        tags: new Set([...tags, ...record.tags]),
        isOnRegister: numbers.length > 0,
        answer,
        isRight: answer.kind === 'new' ? numbers.length === 0 : answer.kind === 'assigned' && isOwn,
        isVouched: !record.tags.includes('no_number') || record.tags.includes('returning'),
      });
    }
  }
  return judged;
}

const remarksMax = 20;

/** An answer that somebody will want to look at: a wrong one, or a twin or restricted student about whom nobody was asked. */
function isRemarkable(it: Judged): boolean {
  if (it.answer.kind === 'review') return false;
  return !it.isRight || (it.answer.kind === 'assigned' && (it.tags.has('restricted') || isTwinByFacts(it)));
}

function isTwinByFacts({ tags, answer, isVouched }: Judged): boolean {
  return tags.has('twin') && answer.kind === 'assigned' && !isVouched;
}

function describeAnswer({ person, school, answer, isRight, tags }: Judged): string {
  return `${isRight ? 'right' : 'wrong'}: ${person} at ${school}, ${answer.kind} ${answer.number ?? ''}: ${[...tags].join(' ')}`;
}

function toFigures(all: readonly Judged[]): Figure[] {
  const isAssigned = (it: Judged) => it.answer.kind === 'assigned';
  const isWrong = (it: Judged) => it.answer.kind !== 'review' && !it.isRight;
  const twins = all.filter((it) => it.tags.has('twin'));
  const restricted = all.filter((it) => it.tags.has('restricted'));
  const rest = all.filter((it) => !it.tags.has('twin') && !it.tags.has('restricted'));
  const onRegister = all.filter((it) => it.isOnRegister);
  const twice = onRegister.filter((it) => it.answer.kind === 'new');
  const share = (part: number, whole: number) => (whole === 0 ? 0 : (100 * part) / whole);
  return [
    promised('twins assigned to the wrong number', twins.filter((it) => isAssigned(it) && isWrong(it)).length, {
      atMost: 0,
      unit: 'students',
    }),
    promised('twins assigned on facts alone', twins.filter(isTwinByFacts).length, {
      atMost: 0,
      unit: 'students',
    }),
    promised('restricted students assigned', restricted.filter(isAssigned).length, { atMost: 0, unit: 'students' }),
    promised(
      'the rest answered automatically and rightly',
      share(rest.filter((it) => it.isRight).length, rest.length),
      { atLeast: 90, unit: '%' },
    ),
    promised('duplicates created', share(twice.length, onRegister.length), { atMost: 1, unit: '%' }),
    figure('duplicates created, counted', twice.length, 'students'),
    figure('the rest answered wrongly', rest.filter(isWrong).length, 'students'),
    figure(
      'the rest held for a person',
      share(rest.filter((it) => it.answer.kind === 'review').length, rest.length),
      '%',
    ),
    figure(
      'twins held for a person',
      share(twins.filter((it) => it.answer.kind === 'review').length, twins.length),
      '%',
    ),
    figure('arriving without a number, answered rightly', rightOf(rest, 'no_number'), '%'),
    figure('new students answered rightly', rightOf(rest, 'first_time'), '%'),
    figure('changed names answered rightly', rightOf(rest, 'name_change'), '%'),
    figure('twins', twins.length, 'students'),
    figure('restricted students', restricted.length, 'students'),
  ];
}

function rightOf(judged: readonly Judged[], tag: string): number {
  const some = judged.filter((it) => it.tags.has(tag));
  return some.length === 0 ? 0 : (100 * some.filter((it) => it.isRight).length) / some.length;
}
