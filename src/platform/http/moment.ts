import { errors } from './problem.ts';

/** The moment that a query names with `asKnownAt`; null for now. Refuses one that has not come. */
export function readMoment(asKnownAt: string | undefined): Date | null {
  if (asKnownAt === undefined) return null;
  const moment = new Date(asKnownAt);
  if (moment > new Date()) throw errors.moment_ahead({ moment: asKnownAt });
  return moment;
}
