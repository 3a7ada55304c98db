import { raiseAlarm } from '#modules/access/index.ts';
import { type Act, perform } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Services } from '#platform/services.ts';
import { reminderDays } from '../../settings.ts';
import { dueReminder } from '../rules/remind.ts';
import { listEvents } from '../store/events.ts';
import { listOpen, updateRequest } from '../store/requests.ts';
import { clockOf } from './clock.ts';

/** Daily: reminds the custodians of requests whose time runs out; each threshold once. Returns how many were reminded of. */
export function remindCustodians(
  services: Pick<Services, 'db' | 'jurisdiction'>,
  { actor, at }: { actor: Actor; at: Date },
): Promise<number> {
  return perform(services.db, { kind: 'privacy.remind', actor, at }, (tx, act) => remind(tx, act, services));
}

async function remind(tx: Tx, act: Act, { jurisdiction }: Pick<Services, 'jurisdiction'>): Promise<number> {
  const open = await listOpen(tx);
  const events = await listEvents(
    tx,
    open.map((it) => it.requestId),
  );
  const thresholds = reminderDays(jurisdiction, act.today);
  let reminded = 0;
  for (const request of open) {
    const { daysLeft, isPaused } = clockOf(jurisdiction, request, {
      steps: events.get(request.requestId) ?? [],
      today: act.today,
    });
    const threshold = isPaused ? null : dueReminder(thresholds, { daysLeft, remindedDays: request.remindedDays });
    if (threshold === null) continue;
    await updateRequest(tx, request, { remindedDays: threshold });
    const details = { requestId: request.requestId, receivedOn: request.receivedOn };
    // Without the student: an alarm is read by more people than the request.
    await raiseAlarm(tx, act, {
      organisation: request.organisation,
      ...(daysLeft < 0
        ? { kind: 'request_overdue', details: { ...details, daysOver: -daysLeft } }
        : { kind: 'request_due', details: { ...details, daysLeft } }),
    });
    reminded += 1;
  }
  return reminded;
}
