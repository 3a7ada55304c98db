import { z } from 'zod';
import type { OrganisationCode } from '#kernel/ids.ts';
import { KeyMoment, type Page, readCursor, toPage } from '#kernel/page.ts';
import { fillWords } from '#kernel/words.ts';
import type { Act } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { newId } from '#platform/ids.ts';
import type { Alarm, AlarmCount, AlarmsQuery, Settlement } from '../alarms/contract.ts';
import { alarmErrors as errors } from '../alarms/errors.ts';
import { type AlarmKind, alarmKinds, isAlarmKind, verdicts } from '../rules/alarms.ts';
import * as store from '../store/alarms.ts';
import { may, requireOrganisation, scopeOf } from './scope.ts';

export type AlarmInput = {
  kind: AlarmKind;
  /** Whose alarm it is: the organisation that must look. */
  organisation: string;
  accountId?: string | null;
  /** Whoever did what it is about, where that is another. */
  byAccountId?: string | null;
  clientId?: string | null;
  studentNumber?: string | null;
  /** Fills the words of the kind. */
  details: Record<string, string | number>;
};

/** Raises an alarm in the transaction of what caused it. */
export async function raiseAlarm(tx: Tx, act: Act, input: AlarmInput): Promise<void> {
  await store.insertAlarm(tx, {
    alarmId: newId(),
    kind: input.kind,
    severity: alarmKinds[input.kind].severity,
    organisation: input.organisation,
    accountId: input.accountId ?? null,
    byAccountId: input.byAccountId ?? null,
    clientId: input.clientId ?? null,
    studentNumber: input.studentNumber ?? null,
    details: input.details,
    raisedAt: act.at,
  });
}

/** Of some values of a detail, those for which an alarm of the kind was ever raised: what asks once does not ask again. */
export async function findRaised(
  reader: Reader,
  asked: { kind: AlarmKind; detail: string; among: readonly string[] },
): Promise<Set<string>> {
  return store.findRaised(reader, asked);
}

const AlarmKey = z.tuple([KeyMoment, z.uuid()]);

/** Alarms within the actor's reach, the latest first. */
export async function listAlarms(reader: Reader, actor: Actor, query: AlarmsQuery): Promise<Page<Alarm>> {
  if (query.organisation !== undefined) await requireOrganisation(actor, query.organisation, reader);
  const last = readCursor(query.cursor, AlarmKey);
  const rows = await store.listAlarms(reader, {
    sight: await sightOf(reader, actor),
    filter: {
      state: query.state,
      severity: query.severity ?? null,
      kind: query.kind ?? null,
      organisation: query.organisation ?? null,
    },
    after: last ? { raisedAt: last[0], alarmId: last[1] } : null,
    limit: query.limit + 1,
  });
  const page = toPage(rows, query.limit, (row) => [row.raisedAt.toISOString(), row.alarmId]);
  return { ...page, items: page.items.map((row) => present(row, actor)) };
}

export async function countAlarms(reader: Reader, actor: Actor): Promise<AlarmCount> {
  return store.countAlarms(reader, await sightOf(reader, actor));
}

/** Notes that somebody has looked; the first who did stays. */
export async function seeAlarm(tx: Tx, act: Act, alarmId: string): Promise<Alarm> {
  const { actor } = act;
  const found = await lockAlarm(tx, actor, alarmId);
  await store.markSeen(tx, alarmId, actor.name, act.at);
  return present(seenBy(found, act), actor);
}

/** Settles an alarm: what it turned out to be, and what was found. Nobody settles an alarm about themselves, or about what they did to another. */
export async function settleAlarm(tx: Tx, act: Act, alarmId: string, settlement: Settlement): Promise<Alarm> {
  const { actor, at } = act;
  const found = await lockAlarm(tx, actor, alarmId);
  if (found.closedAt !== null) throw errors.alarm_settled({ by: found.closedBy });
  if (isAbout(found, actor)) throw errors.alarm_about_you();
  await store.markSeen(tx, alarmId, actor.name, at);
  await store.closeAlarm(tx, alarmId, { by: actor.name, at, ...settlement });
  return present({ ...seenBy(found, act), closedAt: at, closedBy: actor.name, ...settlement }, actor);
}

async function lockAlarm(tx: Tx, actor: Actor, alarmId: string): Promise<store.AlarmRow> {
  const found = await store.lockAlarm(tx, alarmId, await sightOf(tx, actor));
  if (!found) throw errors.alarm_not_found();
  return found;
}

function seenBy(row: store.AlarmRow, { actor, at }: Act): store.AlarmRow {
  return row.seenAt === null ? { ...row, seenAt: at, seenBy: actor.name } : row;
}

async function sightOf(reader: Reader, actor: Actor): Promise<store.AlarmSight> {
  const scope = await scopeOf(actor, reader);
  const organisations: OrganisationCode[] | null = scope.everything ? null : scope.organisations;
  return { organisations, seesProtected: may(actor, 'restricted.read') };
}

function isAbout({ accountId, byAccountId }: store.AlarmRow, actor: Actor): boolean {
  return actor.accountId !== null && (accountId === actor.accountId || byAccountId === actor.accountId);
}

/** A kind that this program does not know (a newer one raised it) is named by its code. */
function present(row: store.AlarmRow, actor: Actor): Alarm {
  const words = isAlarmKind(row.kind) ? alarmKinds[row.kind].words : { en: row.kind, fr: row.kind };
  const { seenAt, seenBy, closedAt, closedBy, verdict, outcome } = row;
  return {
    alarmId: row.alarmId,
    kind: row.kind,
    severity: row.severity,
    organisation: row.organisation,
    words: fillWords(words, row.details),
    studentNumber: row.studentNumber as Alarm['studentNumber'], // a number of the register, or none
    raisedAt: row.raisedAt.toISOString(),
    seen: seenAt === null ? null : { at: seenAt.toISOString(), by: seenBy ?? '' },
    settled:
      closedAt === null || verdict === null
        ? null
        : {
            at: closedAt.toISOString(),
            by: closedBy ?? '',
            verdict,
            verdictWords: verdicts[verdict],
            outcome: outcome ?? '',
          },
    isAboutYou: isAbout(row, actor),
  };
}
