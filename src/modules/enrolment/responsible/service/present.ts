import type { PlainDate } from '#kernel/dates.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Reader } from '#platform/database/database.ts';
import { unique } from '../../service/load.ts';
import type { Transition } from '../contract.ts';
import { currentTransition } from '../rules/current.ts';
import type { KeptTransition } from '../store.ts';

/** All transitions of a student as they go out, with the names of the schools and which one holds today. */
export async function presentTransitions(
  reader: Reader,
  kept: readonly KeptTransition[],
  today: PlainDate = todayOf(new Date()),
): Promise<Transition[]> {
  const schools = await findOrganisations(reader, unique(kept.flatMap((it) => it.schoolCode ?? [])));
  const current = currentTransition(kept, today);
  return kept.map((it) => {
    const school = it.schoolCode === null ? null : schools.get(it.schoolCode);
    return {
      ...it,
      schoolName: school?.name ?? null,
      schoolNameFr: school?.nameFr ?? null,
      isCurrent: it === current,
      submittedAt: it.submittedAt.toISOString(),
    };
  });
}
