import { join } from 'node:path';
import { layoutVersion } from '#modules/exchange/contract.ts';
import { thisYear } from './calendar.ts';
import type { Row } from './rows.ts';
import type { Subject } from './subject.ts';
import { writeZip } from './write.ts';

/** The manifest of a school's extract at the end of September. */
export function manifestOf(school: string): Record<string, string> {
  return {
    layout_version: layoutVersion,
    organisation_code: school,
    school_year: String(thisYear),
    made_at: '2026-09-30T18:04:00-06:00',
    software: 'Northlight SIS',
    software_version: '12.4',
  };
}

/** Writes the extract of one school; rows of one student stand in the order in which the school took them in. */
export async function writeSubmission(folder: string, school: string, subjects: readonly Subject[]): Promise<number> {
  const rows: Row[] = subjects.flatMap((it) => it.rows);
  await writeZip(join(folder, `${school}-${thisYear}.zip`), { manifest: manifestOf(school), rows });
  return rows.length;
}
