import type { Act } from '#platform/act.ts';
import type { Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import { type AlarmKind, alarmKinds } from '../rules/alarms.ts';
import { insertAlarm } from '../store/alarms.ts';

export type AlarmInput = {
  kind: AlarmKind;
  /** Whose alarm it is: the organisation that must look. */
  organisation: string;
  accountId?: string | null;
  clientId?: string | null;
  studentNumber?: string | null;
  /** Fills the words of the kind. */
  details: Record<string, string | number>;
};

/** Raises an alarm in the transaction of what caused it. */
export async function raiseAlarm(tx: Tx, act: Act, input: AlarmInput): Promise<void> {
  await insertAlarm(tx, {
    alarmId: newId(),
    kind: input.kind,
    severity: alarmKinds[input.kind].severity,
    organisation: input.organisation,
    accountId: input.accountId ?? null,
    clientId: input.clientId ?? null,
    studentNumber: input.studentNumber ?? null,
    details: input.details,
    raisedAt: act.at,
  });
}
