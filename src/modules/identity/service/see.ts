import type { StudentNumber } from '#kernel/ids.ts';
import { associationErrors, may, type SightLevel, sightLevels } from '#modules/access/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import { errors } from '../errors.ts';
import type { KeptStudent } from '../rules/kept.ts';
import type { Resolved } from '../rules/resolve.ts';
import { findStudents } from '../store/students.ts';
import { resolveNumber } from './resolve.ts';

export type Seen = {
  student: KeptStudent;
  resolution: Resolved & { asked: StudentNumber };
  /** Full when any of the person's numbers is seen in full. */
  level: SightLevel;
};

/**
 * The student behind a number, if the actor may see the person: by association with any of the person's numbers, and with the right
 * when one of them is protected. Otherwise student_not_found, word for word as for a number that was never issued.
 */
export async function seeStudent(reader: Reader, actor: Actor, asked: StudentNumber): Promise<Seen> {
  const resolved = await resolveNumber(reader, asked);
  const students = await findStudents(reader, resolved.numbers);
  const student = students.get(asked);
  const levels = [...(await sightLevels(reader, actor, resolved.numbers)).values()];
  const isProtected = [...students.values()].some((it) => it.isRestricted);
  if (!student || levels.length === 0 || (isProtected && !may(actor, 'restricted.read')))
    throw errors.student_not_found();
  return { student, resolution: { asked, ...resolved }, level: levels.includes('full') ? 'full' : 'minimum' };
}

/** The same, for what goes beyond the minimum: throws access.minimum_sight while that is all that the actor may see. */
export async function seeInFull(reader: Reader, actor: Actor, asked: StudentNumber): Promise<Seen> {
  const seen = await seeStudent(reader, actor, asked);
  if (seen.level !== 'full') throw associationErrors.minimum_sight();
  return seen;
}

/**
 * The same as it was known at a moment (null = now): who may see is asked of today, what is seen of then. That somebody was protected then is
 * told to those with the right alone. Throws not_known_then when the register knew nothing of the student yet.
 */
export async function seeThen(
  reader: Reader,
  { actor, number, knownAt }: { actor: Actor; number: StudentNumber; knownAt: Date | null },
): Promise<Seen> {
  const seen = await seeInFull(reader, actor, number);
  if (knownAt === null) return seen;
  const student = (await findStudents(reader, [number], knownAt)).get(number);
  if (!student) throw errors.not_known_then({ moment: knownAt.toISOString() });
  return { ...seen, student: { ...student, isRestricted: student.isRestricted && may(actor, 'restricted.read') } };
}
