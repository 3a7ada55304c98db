import type { Rule } from '#kernel/rule.ts';
import type { NotificationFacts } from './facts.ts';
import { notificationFindingRules } from './findings.ts';
import { notificationRejections } from './submission.ts';

/** Every rule about notifications of home education. */
export const notificationRules: readonly Rule<NotificationFacts>[] = [
  ...notificationRejections,
  ...notificationFindingRules,
];
