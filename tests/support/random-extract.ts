import type { Random } from '#kernel/random.ts';
import { buildFamily, buildGuid, joinRows, type Rows } from './build-exchange.ts';

type Family = ReturnType<typeof buildFamily>;

/** A school's next word about a student whom it has: something new of every kind, something changed, something ended, by chance. */
export function alterFamily(rows: Family, random: Random): Rows {
  const [student] = rows.students;
  const [phone] = rows.phones;
  const [enrolment] = rows.enrolments;
  const own = { local_student_id: student?.local_student_id ?? '', guid: buildGuid() };
  const document = { birth_date: student?.birth_date, gender: student?.gender, given_name: student?.given_name };
  return {
    students: [{ ...student, ...(random.chance(0.5) && { language_at_home: 'fra', preferred_given_name: 'Nel' }) }],
    ...(random.chance(0.7) && { phones: [{ ...phone, number: '7805550133' }] }),
    ...(random.chance(0.7) && { names: [{ ...own, kind: 'alias', family_name: 'Okoye', given_name: 'Nneka' }] }),
    ...(random.chance(0.7) && {
      identification: [{ ...own, ...document, document_type: 'ABBirthCert', family_name: 'Okoye' }],
    }),
    ...(random.chance(0.7) && { enrolments: [{ ...enrolment, exit_on: '2026-10-30', exit_type: 'withdrawal' }] }),
  } as Rows;
}

/** Mistakes that files have: a day to come, a code that is none, a GUID twice, a student who is not in the file, a number of somebody else. */
const mistakes: ((random: Random, known: readonly string[]) => Rows)[] = [
  () => buildFamily(undefined, { birth_date: '2099-01-01' }),
  () => buildFamily(undefined, { gender: 'Q' }),
  () => {
    const one = buildFamily();
    const other = buildFamily();
    const [first] = one.phones;
    return joinRows(one, { ...other, phones: other.phones.map((it) => ({ ...it, guid: first?.guid ?? '' })) });
  },
  () => {
    const { phones } = buildFamily();
    return { phones };
  },
  () => ({ ...buildFamily(), enrolments: buildFamily().enrolments }),
  (random, known) =>
    known.length > 0 ? buildFamily(undefined, { student_number: random.pick(known) }) : buildFamily(),
];

export type Mixed = { families: readonly Family[]; numbers: readonly string[]; size: number };

/** A file as it comes: students who are new, students who are known and changed, and mistakes. */
export function mixExtract(random: Random, { families, numbers, size }: Mixed): Rows {
  const parts = Array.from({ length: size }, (): Rows => {
    if (random.chance(0.35)) return buildFamily();
    return random.chance(0.4) ? random.pick(mistakes)(random, numbers) : {};
  });
  const changed = families.filter(() => random.chance(0.6)).map((it) => alterFamily(it, random));
  return joinRows(buildFamily(), ...parts, ...changed);
}
