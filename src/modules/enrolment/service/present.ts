import type { PlainDate } from '#kernel/dates.ts';
import { scopeOf } from '#modules/access/index.ts';
import { findOrganisations, type Organisation } from '#modules/organisations/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import type { Enrolment } from '../contract.ts';
import { enrolmentStatus } from '../rules/status.ts';
import type { KeptEnrolment } from '../store/enrolments.ts';
import { unique } from './load.ts';

/** Enrolments as they go out, with the names of their schools and their status on a day; the self-declaration only to those who reach the school. */
export async function presentEnrolments(
  reader: Reader,
  actor: Actor,
  kept: readonly KeptEnrolment[],
  today: PlainDate = todayOf(new Date()),
): Promise<Enrolment[]> {
  const schools =
    kept.length > 0 ? await findOrganisations(reader, unique(kept.map((it) => it.schoolCode))) : new Map();
  const scope = await scopeOf(actor, reader);
  return kept.map((it) => {
    const seesDeclaration = scope.everything || scope.organisations.includes(it.schoolCode);
    return presentEnrolment(it, { school: schools.get(it.schoolCode), today, seesDeclaration });
  });
}

function presentEnrolment(
  { selfDeclaration, ...kept }: KeptEnrolment,
  { school, today, seesDeclaration }: { school: Organisation | undefined; today: string; seesDeclaration: boolean },
): Enrolment {
  return {
    ...kept,
    enrolmentTypes: [...kept.enrolmentTypes],
    exceptionCodes: [...kept.exceptionCodes],
    grantsProgrammes: [...kept.grantsProgrammes],
    ...(seesDeclaration ? { selfDeclaration } : {}),
    schoolName: school?.name ?? null,
    schoolNameFr: school?.nameFr ?? null,
    status: enrolmentStatus({ ...kept }, today),
    submittedAt: kept.submittedAt.toISOString(),
  };
}
