import { sql } from 'kysely';
import type { Tx } from '#platform/database/database.ts';

export type NewAlarm = {
  alarmId: string;
  kind: string;
  severity: string;
  organisation: string;
  accountId: string | null;
  clientId: string | null;
  studentNumber: string | null;
  details: Record<string, string | number>;
  raisedAt: Date;
};

export async function insertAlarm(tx: Tx, alarm: NewAlarm): Promise<void> {
  await sql`
    insert into access.alarm (alarm_id, kind, severity, organisation_code, account_id, client_id, student_number, details, raised_at)
    values (${alarm.alarmId}, ${alarm.kind}, ${alarm.severity}, ${alarm.organisation}, ${alarm.accountId}, ${alarm.clientId},
            ${alarm.studentNumber}, ${JSON.stringify(alarm.details)}::jsonb, ${alarm.raisedAt})`.execute(tx);
}
