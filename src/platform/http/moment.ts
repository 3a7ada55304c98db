import { errors } from './problem.ts';

/** Before any register was kept. What is asked for earlier, even of a year that no calendar has, has the same answer. */
const beforeAnything = new Date('1900-01-01T00:00:00Z');

/** The moment that a query names with `asKnownAt`; null for now. Refuses one that has not come. */
export function readMoment(asKnownAt: string | undefined): Date | null {
  if (asKnownAt === undefined) return null;
  const moment = new Date(asKnownAt);
  if (moment > new Date()) throw errors.moment_ahead({ moment: asKnownAt });
  return moment < beforeAnything ? beforeAnything : moment;
}
