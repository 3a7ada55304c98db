import { z } from 'zod';
import type { OrganisationCode } from '#kernel/ids.ts';
import { type Page, readCursor, toPage } from '#kernel/page.ts';
import { may, requireOrganisation } from '#modules/access/index.ts';
import { findOrganisations, listSchoolsOf } from '#modules/organisations/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import { unique } from '../../service/load.ts';
import type { ResponsibleStudent } from '../contract.ts';
import * as store from '../store.ts';

type Asking = { organisation: OrganisationCode; cursor: string | undefined; limit: number };

/** A page of the students for whom a school, or any school of an authority, answers today. A cursor that is not ours starts at the beginning. */
export async function listResponsible(
  reader: Reader,
  actor: Actor,
  { organisation, cursor, limit }: Asking,
): Promise<Page<ResponsibleStudent>> {
  await requireOrganisation(actor, organisation, reader);
  const rows = await store.listResponsible(reader, {
    schools: [organisation, ...(await listSchoolsOf(reader, [organisation]))],
    seesRestricted: may(actor, 'restricted.read'),
    today: todayOf(new Date()),
    after: readCursor(cursor, Key),
    limit: limit + 1,
  });
  const page = toPage(rows, limit, (row) => [row.sort_family, row.sort_given, row.student_number]);
  const schools = await findOrganisations(reader, unique(page.items.map((row) => row.school_code)));
  return {
    items: page.items.map((row) => ({
      studentNumber: row.student_number,
      familyName: row.family_name,
      givenName: row.given_name,
      birthDate: row.birth_date,
      schoolCode: row.school_code,
      schoolName: schools.get(row.school_code)?.name ?? null,
      schoolNameFr: schools.get(row.school_code)?.nameFr ?? null,
      effectiveOn: row.effective_on,
      reason: row.reason,
      isEnrolledThere: row.enrolled_there,
    })),
    next: page.next,
  };
}

/** Family name, given name, number. */
const Key = z
  .tuple([z.string(), z.string(), z.string()])
  .transform(([family, given, studentNumber]) => ({ family, given, studentNumber }));
