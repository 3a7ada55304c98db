import type { StudentNumber } from '#kernel/ids.ts';
import { sightLevels } from '#modules/access/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import type { ColumnName } from '../rules/catalogue.ts';
import type { ExportRow } from '../store/rows.ts';

/** The columns of a student's own row, of which the database shows all or nothing, by the names of the fields of a student. */
const fields: Partial<Record<ColumnName, string>> = {
  family_name: 'familyName',
  given_name: 'givenName',
  middle_name: 'middleName',
  preferred_given_name: 'preferredGivenName',
  birth_date: 'birthDate',
  gender: 'gender',
  language_at_home: 'languageAtHome',
};

/** Leaves of students of whom the actor sees the minimum alone what the jurisdiction counts to it (`access.minimum_fields`), as on a page. */
export async function keepToMinimum(
  rows: readonly ExportRow[],
  { reader, actor, jurisdiction }: { reader: Reader; actor: Actor; jurisdiction: Jurisdiction },
): Promise<ExportRow[]> {
  const numbers = [...new Set(rows.map((it) => it.studentNumber as StudentNumber))]; // read from the register
  const levels = await sightLevels(reader, actor, numbers);
  const counted = new Set(jurisdiction.parameter<string[]>('access.minimum_fields'));
  const hidden = (Object.keys(fields) as ColumnName[]).filter((column) => !counted.has(fields[column] ?? ''));
  return rows.map((row) => {
    if (levels.get(row.studentNumber as StudentNumber) === 'full') return row;
    const cells = { ...row.cells };
    for (const column of hidden) if (column in cells) cells[column] = null;
    return { ...row, cells };
  });
}
