import { rules, scanners } from '#entrypoints/modules.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import { commandActor } from '#modules/access/index.ts';
import { adoptRules, rescanWaiting } from '#modules/validation/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Bench, BenchInput } from './bench.ts';
import { callRoute } from './call.ts';
import { percentile } from './pace.ts';
import { readServerVersion, settleProvince } from './province.ts';
import { figure, type Measured, promised } from './report.ts';
import { openScratch, type Scratch } from './scratch.ts';

export const rescanBench: Bench = {
  name: 'rescan',
  about: 'Everybody judged again after a rule has changed, in the background, while records are read beside it',
  usage: '[--students N] [--seed S]',
  measure,
};

/** A whole province is judged again within ten minutes. */
const provinceStudents = 610_000;
const minutes = 10;

async function measure(input: BenchInput): Promise<Measured> {
  const students = input.students ?? 20_000;
  const seed = input.seed ?? 'demonstration';
  const scratch = await openScratch(input);
  try {
    const { counts } = await settleProvince(scratch, { students, former: 0, seed, print: input.print });
    const { services, ownerPool } = scratch;
    const judge = () => rescanWaiting({ ...services, signal: input.signal, scanners });
    await judge(); // what loading left behind
    const alone = await readFor(scratch, () => pause(readAloneMs));
    await ownerPool.query('delete from validation.rule_book');
    input.print.progress('judging', 0, 1);
    const began = performance.now();
    await adoptRules(services.db, rules);
    let judged = 0;
    const beside = await readFor(scratch, async () => {
      judged = await judge();
    });
    const pace = judged / ((performance.now() - began) / 1000);
    const slower = (percentile(beside, 0.5) / percentile(alone, 0.5) - 1) * 100;
    return {
      figures: [
        promised('students judged again', pace, {
          unit: 'students/s',
          atLeast: Math.ceil(provinceStudents / (minutes * 60)),
        }),
        figure('a record read alone: median', percentile(alone, 0.5), 'ms'),
        figure('a record read beside it: median', percentile(beside, 0.5), 'ms'),
        figure('a record read beside it: 95th percentile', percentile(beside, 0.95), 'ms'),
        promised('readers are slower by', slower, { unit: '%', atMost: 20 }),
      ],
      sizes: { 'people on the register': counts.students, 'students judged': judged },
      seed,
      postgresql: await readServerVersion(scratch),
    };
  } finally {
    await scratch.close();
  }
}

const readEveryMs = 100;
const readAloneMs = 10_000;

/** Times of reading one record after another, ten a second, until some work has ended. */
async function readFor({ services, ownerPool }: Scratch, work: () => Promise<unknown>): Promise<number[]> {
  const actor = await commandActor(services.db, 'O.1' as OrganisationCode);
  const { rows } = await ownerPool.query<{ number: string }>(
    `select student_number as number from identity.student where not is_restricted and status = 'active' order by md5(student_number) limit 1000`,
  );
  const times: number[] = [];
  const state = { isDone: false };
  const working = work().finally(() => {
    state.isDone = true;
  });
  for (let i = 0; !state.isDone || times.length === 0; i += 1) {
    const number = rows[i % rows.length]?.number ?? '';
    times.push(await timeRead(services, actor, number));
    await pause(readEveryMs);
  }
  await working;
  return times.sort((a, b) => a - b);
}

async function timeRead(services: Scratch['services'], actor: Actor, number: string): Promise<number> {
  const began = performance.now();
  for (const operation of ['getStudent', 'listStudentEnrolments', 'getStudentContacts'])
    await callRoute(services, operation, { actor, params: { number } });
  return performance.now() - began;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
