import type { RuleContext } from '#kernel/rule.ts';
import type { Actor } from '#platform/actor.ts';
import type { Db } from '#platform/database/database.ts';
import { errors } from '../errors.ts';
import { countQuestions, deleteOldQuestions } from '../store/questions.ts';

/** Questions by which somebody could try out who is on the register; each kind with the parameter that limits it. */
const kinds = {
  identification: { parameter: 'access.identifications_max', accountHours: 1 },
  external: { parameter: 'access.external_max', accountHours: 24 },
} as const;
export type QuestionKind = keyof typeof kinds;

const hour = 3_600_000;

/**
 * Counts a question of an account (or machine client) and of its organisation before it is answered, whatever the answer; throws
 * access.too_many_questions beyond what the jurisdiction allows.
 */
export async function countQuestion(
  db: Db,
  actor: Actor,
  { kind, context, now }: { kind: QuestionKind; context: Pick<RuleContext, 'parameter'>; now: Date },
): Promise<void> {
  const { parameter, accountHours } = kinds[kind];
  const max = context.parameter<{ account: number; organisation: number }>(parameter);
  const since = (hours: number) => new Date(Math.floor(now.getTime() / (hours * hour)) * hours * hour);
  const limits = [
    { asker: actor.accountId ?? actor.clientId ?? actor.kind, hours: accountHours, max: max.account },
    { asker: actor.organisation as string, hours: 24, max: max.organisation },
  ];
  const asked = await countQuestions(
    db,
    kind,
    limits.map((it) => ({ asker: it.asker, since: since(it.hours) })),
  );
  limits.forEach((limit, place) => {
    if ((asked[place] ?? 0) <= limit.max) return;
    throw errors.too_many_questions({
      again: new Date(since(limit.hours).getTime() + limit.hours * hour).toISOString(),
    });
  });
}

/** Forgets counters of days gone by. */
export function forgetQuestions(db: Db, now: Date): Promise<number> {
  return deleteOldQuestions(db, new Date(now.getTime() - 48 * hour));
}
