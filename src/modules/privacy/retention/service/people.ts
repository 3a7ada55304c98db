import type { PlainDate } from '#kernel/dates.ts';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Reader } from '#platform/database/database.ts';
import type { Holding } from '#platform/holdings/holding.ts';
import { countHolding } from '#platform/holdings/read.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { retentionSchedule, schoolingTerm } from '../../settings.ts';
import { type Hold, isHeld } from '../rules/disposal.ts';
import { type DisposalDate, disposalDate, isDue, type PersonFacts, type RetentionClass } from '../rules/schedule.ts';
import { listBirths, listClosings, listPeople, listSchooling } from '../store/facts.ts';
import { type HoldRecord, listHoldsInForce } from '../store/holds.ts';

/** A person with all numbers, and what their terms are reckoned from. */
export type Person = { numbers: StudentNumber[]; facts: PersonFacts; schools: string[] };

/** The people behind some numbers, by each of the numbers; the facts of all numbers of a person count for each of them. Three queries. */
export async function loadPeople(
  reader: Reader,
  numbers: readonly StudentNumber[],
  { jurisdiction, today }: { jurisdiction: Jurisdiction; today: PlainDate },
): Promise<Map<StudentNumber, Person>> {
  const members = await listPeople(reader, numbers);
  const all = members.map((it) => it.number);
  const births = new Map((await listBirths(reader, all)).map((it) => [it.number, it.birthDate]));
  const schooling = groupBy(await listSchooling(reader, all), (it) => it.number);
  const { currentSchoolYear } = jurisdiction.ruleContext(today);
  const people = new Map<string, Person>();
  for (const group of groupBy(members, (it) => it.person).values()) {
    const own = group.map((it) => it.number);
    const enrolments = own.flatMap((it) => schooling.get(it) ?? []);
    // Where two numbers know two birth dates, the later one keeps the record longer.
    const birthDate = own
      .flatMap((it) => births.get(it) ?? [])
      .sort()
      .at(-1);
    if (birthDate === undefined) continue;
    const person = {
      numbers: own,
      schools: [...new Set(enrolments.map((it) => it.school))],
      facts: {
        birthDate,
        enrolments: enrolments.map((it) => ({
          schoolYear: it.schoolYear,
          grade: it.grade,
          isOpen: !it.isEnded && it.schoolYear >= currentSchoolYear,
        })),
      },
    };
    for (const number of own) people.set(number, person);
  }
  return people as Map<StudentNumber, Person>; // keyed by numbers that the database gave
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** Holds as the rule judges them: one on a person counts for every number of the person. */
export type HoldsInForce = { record: HoldRecord; hold: Hold }[];

export async function loadHolds(reader: Reader): Promise<HoldsInForce> {
  const records = await listHoldsInForce(reader);
  const held = records.flatMap((it) => (it.studentNumber === null ? [] : [it.studentNumber]));
  const members = await listPeople(reader, held);
  const personOf = new Map(members.map((it) => [it.number as string, it.person]));
  return records.map((record) => ({
    record,
    hold: {
      scope: record.scope,
      person: members.filter((it) => it.person === personOf.get(record.studentNumber ?? '')).map((it) => it.number),
      organisation: record.organisation,
      recordKind: record.recordKind,
    },
  }));
}

export function holdsOn(holds: HoldsInForce, person: Person, recordKind: string): HoldRecord[] {
  const facts = { numbers: person.numbers, organisations: person.schools, recordKind };
  return holds.filter(({ hold }) => isHeld(hold, facts)).map(({ record }) => record);
}

/** How many rows of a kind a number has, and the day of the latest. */
export type KindCount = { rows: number; latest: PlainDate | null };

/** Rows of a kind of record by number: one query a table, whatever the number of people. */
export async function countKind(
  reader: Reader,
  holdings: readonly Holding[],
  { recordKind, numbers }: { recordKind: string; numbers: readonly string[] },
): Promise<Map<string, KindCount>> {
  const counts = new Map<string, KindCount>();
  const tables = new Map(holdings.filter((it) => it.recordKind === recordKind).map((it) => [it.table, it]));
  for (const holding of tables.values()) {
    for (const { number, rows, latest } of await countHolding(reader, holding, numbers)) {
      const known = counts.get(number) ?? { rows: 0, latest: null };
      const days = [known.latest, latest].filter((it) => it !== null).sort();
      counts.set(number, { rows: known.rows + rows, latest: days.at(-1) ?? null });
    }
  }
  return counts;
}

export type JudgedKind = { retention: RetentionClass; date: DisposalDate; rows: number; holds: HoldRecord[] };

/** When the records of one kind of some people are due; by number. People of whom nothing of the kind is held are left out. */
export async function judgeKind(
  reader: Reader,
  {
    jurisdiction,
    holdings,
    retention,
    people,
    holds,
    today,
  }: {
    jurisdiction: Jurisdiction;
    holdings: readonly Holding[];
    retention: RetentionClass;
    people: ReadonlyMap<StudentNumber, Person>;
    holds: HoldsInForce;
    today: PlainDate;
  },
): Promise<Map<StudentNumber, JudgedKind>> {
  const term = schoolingTerm(jurisdiction, today);
  const { recordKind } = retention;
  const everybody = [...people.keys()];
  // Where the person alone decides, rows are counted of those who are due only.
  const asked =
    retention.trigger === 'schooling_end'
      ? everybody.filter((it) => isDueByPerson(retention, people.get(it), { term, today }))
      : everybody;
  const counts = await countKind(reader, holdings, { recordKind, numbers: asked });
  const closings =
    retention.trigger === 'closed' ? await listClosings(reader, asked) : new Map<string, PlainDate | 'open'>();
  const judged = new Map<StudentNumber, JudgedKind>();
  for (const number of asked) {
    const person = people.get(number);
    const count = counts.get(number);
    if (!person || !count) continue;
    const facts = {
      person: person.facts,
      lastRecordOn: latestOf(person, counts),
      closedOn: closings.get(number) ?? null,
    };
    judged.set(number, {
      retention,
      date: disposalDate(retention, facts, term),
      rows: count.rows,
      holds: holdsOn(holds, person, recordKind),
    });
  }
  return judged;
}

function isDueByPerson(
  retention: RetentionClass,
  person: Person | undefined,
  { term, today }: { term: ReturnType<typeof schoolingTerm>; today: PlainDate },
): boolean {
  return (
    person !== undefined &&
    isDue(disposalDate(retention, { person: person.facts, lastRecordOn: null, closedOn: null }, term), today)
  );
}

/** The latest record under any number of the person. */
function latestOf({ numbers }: Person, counts: ReadonlyMap<string, KindCount>): PlainDate | null {
  const days = numbers.flatMap((it) => counts.get(it)?.latest ?? []);
  return days.sort().at(-1) ?? null;
}

/** The lines of the schedule by which rows of people go. */
export function destroyedKinds(jurisdiction: Jurisdiction, today: PlainDate): RetentionClass[] {
  return retentionSchedule(jurisdiction, today).filter((it) => it.action === 'destroy');
}
