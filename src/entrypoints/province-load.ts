import { resolve } from 'node:path';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { RuleContext } from '#kernel/rule.ts';
import { applyEnrolments, convertResponsible, type EnrolmentItem } from '#modules/enrolment/index.ts';
import type { ItemFile } from '#modules/exchange/contract.ts';
import {
  type ItemRecord,
  rowsOf,
  type Subject,
  toEnrolmentItem,
  toQuery,
  toStudentItem,
} from '#modules/exchange/index.ts';
import { RestrictionDraft } from '#modules/identity/contract.ts';
import {
  type IdentityContext,
  isRegisterEmpty,
  loadStudentFacts,
  type StudentItem,
  type TakenOver,
  takeOverStudents,
} from '#modules/identity/index.ts';
import { upsertOrganisations } from '#modules/organisations/index.ts';
import { requestScan } from '#modules/validation/index.ts';
import { type Act, perform } from '#platform/act.ts';
import { systemActor } from '#platform/actor.ts';
import { type Command, type CommandInput, defineCommand, type ExitCode, Misuse } from '#platform/command.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Services } from '#platform/services.ts';
import { errors } from '#province/errors.ts';
import { type ProvinceLine, readAbout, readBatches, readOrganisations } from '#province/read.ts';

/** The two parts of a province's folder that are loaded, in this order. */
export type Part = 'register' | 'september';

export type LoadOptions = {
  folder: string;
  /** What to load: the register before September, and what a flawless September adds. */
  parts: readonly Part[];
  /** Goes on where a broken load stood, instead of refusing a register that holds students. */
  resume?: boolean;
  report?(done: number, total: number): void;
};

export type LoadCounts = { organisations: number; numbers: number; rows: number; refused: RefusedRow[] };
export type RefusedRow = { studentNumber: string; file: string; rules: string[] };

/** The days on which the two parts would have been recorded: when the year that ended is over, and after September. */
const recordedAt: Record<Part, Date> = {
  register: new Date('2026-08-17T15:00:00Z'),
  september: new Date('2026-10-01T15:00:00Z'),
};
const batchLines = 1_000;
/** Batches under way at once: the database works on one while the rows of another are prepared. */
const workers = 3;

/** Makes a register of a province's folder: batch after batch, each one act that stands or falls as a whole, in constant memory. */
export async function loadProvince(services: Services, options: LoadOptions): Promise<LoadCounts> {
  const { folder, parts, resume = false, report } = options;
  const about = await readAbout(folder);
  if (!resume && !(await isRegisterEmpty(services.db))) throw errors.register_in_use();
  const organisations = await readOrganisations(folder);
  await perform(services.db, act('register'), (tx) => upsertOrganisations(tx, organisations.map(withoutAbsent)));
  const counts: LoadCounts = { organisations: organisations.length, numbers: 0, rows: 0, refused: [] };
  let last: StudentNumber | null = null;
  const sizes = { register: about.counts?.numbers ?? 0, september: about.counts?.submitted ?? 0 };
  const total = parts.reduce((sum, part) => sum + sizes[part], 0);
  for (const part of parts) {
    const batches = readBatches(folder, `${part}/students.ndjson`, batchLines);
    const work = async () => {
      for await (const batch of batches) {
        await loadBatch(services, batch, { part, counts });
        last = batch.at(-1)?.student_number ?? last;
        counts.numbers += batch.length;
        report?.(counts.numbers, total);
      }
    };
    await allEnded(Array.from({ length: workers }, work));
  }
  // Who is to be judged was written down with each batch; one of them wakes the job for all.
  const woken = last;
  if (woken !== null) await services.db.transaction().execute((tx) => requestScan(tx, [woken], { wake: true }));
  return counts;
}

/** Waits for all, also when one failed, so that nothing runs on behind a refusal; then the first failure. */
async function allEnded(works: readonly Promise<void>[]): Promise<void> {
  for (const it of await Promise.allSettled(works)) if (it.status === 'rejected') throw it.reason;
}

function act(part: Part, organisation?: OrganisationCode) {
  const actor = systemActor('invented province');
  return { kind: 'province.load', actor, at: recordedAt[part], ...(organisation && { organisation }) };
}

function withoutAbsent<Value extends object>(value: Value) {
  return Object.fromEntries(Object.entries(value).filter(([, it]) => it !== undefined)) as {
    // an optional member that is present is never undefined after the filter
    [Key in keyof Value]: Exclude<Value[Key], undefined>;
  };
}

type Loading = { part: Part; counts: LoadCounts };

async function loadBatch(
  { db, jurisdiction }: Services,
  batch: ProvinceLine[],
  { part, counts }: Loading,
): Promise<void> {
  const organisation = batch[0]?.organisation;
  if (!organisation) return;
  await perform(db, act(part, organisation), async (tx, under) => {
    const rules = jurisdiction.ruleContext(under.today);
    const context: IdentityContext = {
      at: under.at,
      rules,
      numberScheme: jurisdiction.numberScheme,
      submissionId: null,
    };
    const known = await loadStudentFacts(
      tx,
      batch.map((it) => it.student_number),
    );
    const fresh = part === 'register' ? batch.filter((it) => !known.has(it.student_number)) : batch;
    const students = fresh.flatMap((it) => (known.has(it.student_number) ? [] : toNewStudent(it)));
    const fates = await takeOverStudents(tx, { students, items: fresh.flatMap(toItems) }, context);
    for (const { fate, studentNumber, ref, fired } of fates)
      if (fate === 'refused') counts.refused.push({ studentNumber, file: ref, rules: fired.map((it) => it.code) });
    const enrolments = await loadEnrolments(tx, fresh, { under, rules, organisation, counts });
    counts.rows += fates.length + enrolments;
    const numbers = fresh.map((it) => it.student_number);
    await convertResponsible(tx, under, { numbers, rules });
    await requestScan(tx, numbers, { wake: false });
  });
}

/** The school's own enrolments in its name; those of schools before it in the ministry's. */
async function loadEnrolments(
  tx: Tx,
  lines: readonly ProvinceLine[],
  {
    under,
    rules,
    organisation,
    counts,
  }: { under: Act; rules: RuleContext; organisation: OrganisationCode; counts: LoadCounts },
): Promise<number> {
  const items = lines.flatMap((line) =>
    rowsOf(toSubject(line), 'enrolments').map((row) => toEnrolmentItem(row, line.student_number)),
  );
  const own = items.filter((it) => it.schoolCode === organisation);
  const others = items.filter((it) => it.schoolCode !== organisation);
  const apply = async (some: EnrolmentItem[], by: OrganisationCode) => {
    const fates = await applyEnrolments(tx, some, { act: under, organisation: by, rules });
    fates.forEach(({ fate, fired }, place) => {
      const studentNumber = some[place]?.studentNumber ?? '';
      if (fate === 'refused')
        counts.refused.push({ studentNumber, file: 'enrolments', rules: fired.map((it) => it.code) });
    });
  };
  await apply(own, organisation);
  await apply(others, under.actor.organisation);
  return items.length;
}

function toSubject({ student_number, rows }: ProvinceLine): Subject {
  const items = rows.flatMap(({ file, fields }) => (file === 'restrictions' ? [] : [toRecord({ file, fields })]));
  return { id: student_number, items };
}

/** A row as a submission would have staged it; the place in a file means nothing here. */
function toRecord({ file, fields }: { file: ItemFile; fields: Record<string, string> }): ItemRecord {
  return { ordinal: 0, file, row: 0, subject: null, guid: null, fields, problems: null, isMended: false };
}

/** What creating needs is in the student row alone; the other rows follow as items. */
function toNewStudent({ student_number: studentNumber, organisation, rows }: ProvinceLine): TakenOver[] {
  const [row] = rows.filter((it) => it.file === 'students');
  if (!row) return [];
  const subject = toSubject({ student_number: studentNumber, organisation, rows: [row] });
  return rowsOf(subject, 'students').map((student) => ({
    studentNumber,
    query: toQuery({ ...subject, id: student.local_student_id }, student, organisation),
  }));
}

/** Rows about a student who is there; the student row itself was taken in when the student was created. */
function toItems({ student_number: studentNumber, organisation, rows }: ProvinceLine): StudentItem[] {
  return rows.flatMap((row): StudentItem[] => {
    const base = { ref: row.file, studentNumber, organisation };
    if (row.file === 'restrictions') return [{ ...base, file: 'restrictions', draft: toRestriction(row.fields) }];
    if (row.file === 'enrolments' || row.file === 'students') return [];
    return [toStudentItem(toRecord({ file: row.file, fields: row.fields }), { ...base, isNew: true })];
  });
}

function toRestriction({ effective_on: effectiveOn, ...fields }: Record<string, string>): RestrictionDraft {
  return RestrictionDraft.parse({ ...fields, effectiveOn });
}

const load = defineCommand({
  name: 'province load',
  summary: {
    en: 'Make a register of an invented province, in an empty database',
    fr: 'Faire un registre d’une province inventée, dans une base de données vide',
  },
  usage: 'DIR [--september]',
  options: { september: { type: 'boolean' } },
  positionals: { min: 1, max: 1 },
  run: runLoad,
});

export const provinceLoadCommands: readonly Command[] = [load];

async function runLoad({ positionals, values, print, open }: CommandInput): Promise<ExitCode> {
  const [folder] = positionals;
  if (folder === undefined) throw new Misuse('province load takes the folder of a province');
  const began = performance.now();
  const services = await open();
  const report = (done: number, total: number) => print.progress('numbers', done, total);
  const counts = await loadProvince(services, {
    folder: resolve(folder),
    parts: values['september'] === true ? ['register', 'september'] : ['register'],
    report,
  });
  const seconds = Number(((performance.now() - began) / 1000).toFixed(1));
  print.json({ ...counts, seconds });
  print.line(`${counts.numbers} numbers, ${counts.rows} rows, ${counts.organisations} organisations in ${seconds} s.`);
  for (const it of counts.refused.slice(0, 20))
    print.note(`refused: ${it.studentNumber} ${it.file}: ${it.rules.join(', ')}`);
  return counts.refused.length === 0 ? 0 : 1;
}
