import { resolve } from 'node:path';
import { type Command, type CommandInput, defineCommand, type ExitCode, Misuse } from '#platform/command.ts';
import { generateProvince } from './generate.ts';

const generate = defineCommand({
  name: 'province',
  summary: {
    en: 'Write an invented province: a register, submissions with mistakes, and the truth about them',
    fr: 'Écrire une province inventée : un registre, des envois avec des erreurs et la vérité à leur sujet',
  },
  usage: '--students N --seed S --out DIR [--former N]',
  options: {
    students: { type: 'string' },
    seed: { type: 'string' },
    out: { type: 'string' },
    former: { type: 'string' },
  },
  positionals: { min: 0, max: 0 },
  run: runGenerate,
});

export const provinceCommands: readonly Command[] = [generate];

/** Reads a count of people from an option. */
export function readCount(text: unknown, { name, min }: { name: string; min: number }): number {
  const count = typeof text === 'string' && /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(count >= min && count <= 20_000_000))
    throw new Misuse(`--${name} takes a whole number from ${min} to 20000000`);
  return count;
}

async function runGenerate({ values, print }: CommandInput): Promise<ExitCode> {
  const students = readCount(values['students'], { name: 'students', min: 1 });
  const former = readCount(values['former'] ?? '0', { name: 'former', min: 0 });
  const { seed, out } = values;
  if (typeof seed !== 'string' || seed === '')
    throw new Misuse('--seed takes any word; the same one makes the same province');
  if (typeof out !== 'string' || out === '') throw new Misuse('--out takes the folder to write');
  const began = performance.now();
  const folder = resolve(out);
  const report = (done: number, total: number) => print.progress('people', done, total);
  const counts = await generateProvince({ students, former, seed, out: folder, report });
  const seconds = Number(((performance.now() - began) / 1000).toFixed(1));
  print.json({ folder, seed, ...counts, seconds });
  print.table(
    ['what', 'count'],
    [
      ['people on the register', counts.students],
      ['numbers', counts.numbers],
      ['schools', counts.schools],
      ['students submitted', counts.submitted],
      ['rows submitted', counts.submittedRows],
      ['new students among them', counts.newStudents],
    ],
  );
  print.line(`\nWritten to ${folder} in ${seconds} s. README.txt there says what each file is.`);
  return 0;
}
