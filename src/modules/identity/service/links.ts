import type { StudentNumber } from '#kernel/ids.ts';
import type { RuleContext } from '#kernel/rule.ts';
import { followLinks } from '#modules/access/index.ts';
import { requestScan } from '#modules/validation/index.ts';
import type { Act } from '#platform/act.ts';
import type { Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import { errors } from '../errors.ts';
import { judgeLink } from '../rules/link.ts';
import * as store from '../store/assertions.ts';
import { lockStudents } from '../store/students.ts';
import { protect } from './protect.ts';
import { resolveNumbers } from './resolve.ts';
import { seeStudent } from './see.ts';

type Two = { number: StudentNumber; other: StudentNumber; reason: string; rules: RuleContext };

/** Declares two numbers one person. Nothing moves: facts keep their numbers, readers resolve them; sight and protection follow at once. */
export async function linkNumbers(tx: Tx, act: Act, { number, other, reason, rules }: Two): Promise<void> {
  const { mine, theirs } = await lockPersons(tx, act, { number, other });
  const students = await lockStudents(tx, [number, other]);
  const live = await store.listStatements(tx, [...mine, ...theirs]);
  const isDeactivated = [...students.values()].some((it) => it.status === 'deactivated');
  const verdict = judgeLink(mine, theirs, { live, isDeactivated });
  if (!verdict.may) throw errors.link_refused({ because: verdict.because });
  await store.insertAssertion(tx, {
    assertionId: newId(),
    number,
    other,
    kind: 'same',
    reason,
    by: act.actor.name,
    at: act.at,
  });
  await followNumbers(tx, rules, [number, other]);
}

/** Takes the statement back; everything falls back by itself. */
export async function unlinkNumbers(tx: Tx, act: Act, { number, other, reason, rules }: Two): Promise<void> {
  await lockPersons(tx, act, { number, other });
  const isRevoked = await store.revokeAssertion(tx, { number, other, reason, by: act.actor.name, at: act.at });
  if (!isRevoked) throw errors.link_not_found();
  await followNumbers(tx, rules, [number, other]);
}

async function lockPersons(tx: Tx, act: Act, { number, other }: Pick<Two, 'number' | 'other'>) {
  await seeStudent(tx, act.actor, number);
  await seeStudent(tx, act.actor, other);
  await lockStudents(tx, [number, other].sort());
  const resolved = await resolveNumbers(tx, [number, other]);
  return { mine: resolved.get(number)?.numbers ?? [number], theirs: resolved.get(other)?.numbers ?? [other] };
}

/** What follows from which numbers are one person: whose sight reaches all of them, and that protection holds for all. */
async function followNumbers(tx: Tx, rules: RuleContext, numbers: readonly StudentNumber[]): Promise<void> {
  const resolved = await resolveNumbers(tx, numbers);
  const persons = new Map([...resolved.values()].map((it) => [it.primary, it.numbers]));
  const all = [...new Set([...persons.values()].flat())];
  const linked = [...persons].flatMap(([person, group]) =>
    group.length > 1 ? group.map((studentNumber) => ({ studentNumber, person })) : [],
  );
  await followLinks(tx, { numbers: all, persons: linked });
  await protect(tx, rules, all);
  await requestScan(tx, all);
}
