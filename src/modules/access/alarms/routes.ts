import { z } from 'zod';
import { Guid } from '#kernel/ids.ts';
import { perform } from '#platform/act.ts';
import { type AnyRoute, type PersonRead, route } from '#platform/http/route.ts';
import { errors as accessErrors } from '../errors.ts';
import { countAlarms, listAlarms, seeAlarm, settleAlarm } from '../service/alarms.ts';
import { Alarm, AlarmCount, Alarms, AlarmsQuery, Settlement } from './contract.ts';
import { alarmErrors as errors } from './errors.ts';

const tag = 'Alarms';
const Params = z.strictObject({ alarmId: Guid });

/** An alarm that names a student tells that there is one. */
function readsOf(alarms: readonly Alarm[]): PersonRead[] {
  const subjects = alarms.flatMap((alarm) => alarm.studentNumber ?? []);
  return subjects.length > 0 ? [{ subjects, groups: ['existence'] }] : [];
}

const listRoute = route({
  method: 'GET',
  path: '/v1/alarms',
  operationId: 'listAlarms',
  summary: 'Lists the alarms within reach, the latest first',
  tag,
  permission: 'alarm.read',
  query: AlarmsQuery,
  answers: { 200: Alarms },
  errors: [accessErrors.organisation_out_of_reach],
  reads: (answer: z.infer<typeof Alarms>) => readsOf(answer.items),
  example: { state: 'open', severity: 'critical' },
  handle: ({ query, actor, context: { db } }) => listAlarms(db, actor, query),
});

const countRoute = route({
  method: 'GET',
  path: '/v1/alarms/count',
  operationId: 'countAlarms',
  summary: 'Counts the open alarms within reach',
  tag,
  permission: 'alarm.read',
  answers: { 200: AlarmCount },
  errors: [],
  handle: ({ actor, context: { db } }) => countAlarms(db, actor),
});

const sightRoute = route({
  method: 'POST',
  path: '/v1/alarms/:alarmId/sight',
  operationId: 'seeAlarm',
  summary: 'Notes that somebody has looked at an alarm',
  tag,
  permission: 'alarm.read',
  params: Params,
  answers: { 200: Alarm },
  errors: [errors.alarm_not_found],
  reads: (answer: Alarm) => readsOf([answer]),
  handle: ({ params, actor, context: { register, requestId } }) =>
    perform(register, { kind: 'access.see-alarm', actor, requestId }, (tx, act) => seeAlarm(tx, act, params.alarmId)),
});

const settleRoute = route({
  method: 'POST',
  path: '/v1/alarms/:alarmId/settlement',
  operationId: 'settleAlarm',
  summary: 'Settles an alarm: what it turned out to be, and what was found',
  tag,
  permission: 'alarm.settle',
  params: Params,
  body: Settlement,
  answers: { 200: Alarm },
  errors: [errors.alarm_not_found, errors.alarm_settled, errors.alarm_about_you],
  reads: (answer: Alarm) => readsOf([answer]),
  example: { verdict: 'explained', outcome: 'The registrar printed the class lists of the whole school' },
  handle: ({ params, body, actor, context: { register, requestId } }) =>
    perform(register, { kind: 'access.settle-alarm', actor, requestId, reason: body.outcome }, (tx, act) =>
      settleAlarm(tx, act, params.alarmId, body),
    ),
});

export const alarmRoutes: readonly AnyRoute[] = [listRoute, countRoute, sightRoute, settleRoute];
