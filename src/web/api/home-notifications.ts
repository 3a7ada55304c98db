import { queryOptions } from '@tanstack/react-query';
import type {
  HomeNotification,
  NotificationMoveBody,
  NotificationStatement,
} from '#modules/enrolment/notifications/contract.ts';
import { ask } from './client.ts';

export type { HomeNotification, NotificationStatement };

const addressOf = (number: string) => `/v1/students/${encodeURIComponent(number)}/home-notifications`;

/** What parents notified of a student's home education, the latest first. */
export function homeNotificationsQuery(number: string, asKnownAt: string | null = null) {
  return queryOptions({
    queryKey: ['students', number, 'home-notifications', asKnownAt],
    queryFn: async ({ signal }) =>
      (await ask<{ items: HomeNotification[] }>(addressOf(number), { query: { asKnownAt }, signal })).items,
  });
}

export type NotificationAim = { number: string; id: string; version: number | null };

/** Records a notification, or changes one as it was seen. */
export function sayHomeNotification({ number, id, version }: NotificationAim, body: NotificationStatement) {
  return ask<HomeNotification>(`${addressOf(number)}/${id}`, { method: 'PUT', body, version });
}

/** Accepts, returns or withdraws a notification as it was seen. */
export function moveHomeNotification(it: HomeNotification, body: NotificationMoveBody) {
  const path = `${addressOf(it.studentNumber)}/${it.notificationId}/move`;
  return ask<HomeNotification>(path, { method: 'POST', body, version: it.version });
}
