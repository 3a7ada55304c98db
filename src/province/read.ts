import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { z } from 'zod';
import { PlainDate } from '#kernel/dates.ts';
import { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { itemFiles } from '#modules/exchange/contract.ts';
import { aboutFile, ProvinceAbout } from './about.ts';
import { errors } from './errors.ts';

// A province's folder as whoever loads it reads it: nothing is trusted for having been written by the generator.

const Offer = { from: PlainDate, to: PlainDate.nullable() };
const Text = z.string().nullable();

/** An organisation of `organisations.json`. */
export const ProvinceOrganisation = z.strictObject({
  code: OrganisationCode,
  kind: z.enum(['ministry', 'authority', 'school', 'post_secondary', 'exam_centre']),
  name: z.string().min(1),
  nameFr: Text,
  type: Text,
  classification: Text,
  authorityCode: OrganisationCode.nullable(),
  openedOn: PlainDate.nullable(),
  closedOn: PlainDate.nullable(),
  source: z.string(),
  address: z.strictObject({ street: Text, city: Text, province: Text, postalCode: Text }).optional(),
  calendars: z
    .array(z.strictObject({ schoolYear: z.int(), kind: z.enum(['regular', 'summer']), from: PlainDate, to: PlainDate }))
    .optional(),
  gradeOfferings: z
    .array(
      z.strictObject({ offering: z.enum(['regular', 'summer', 'special_education']), grade: z.string(), ...Offer }),
    )
    .optional(),
  programmeOfferings: z.array(z.strictObject({ programme: z.string(), ...Offer })).optional(),
});
export type ProvinceOrganisation = z.infer<typeof ProvinceOrganisation>;

/** A line of `register/students.ndjson` and `september/students.ndjson`: one number with its rows. */
export const ProvinceLine = z.strictObject({
  student_number: StudentNumber,
  organisation: OrganisationCode,
  rows: z.array(
    z.strictObject({ file: z.enum([...itemFiles, 'restrictions']), fields: z.record(z.string(), z.string()) }),
  ),
});
export type ProvinceLine = z.infer<typeof ProvinceLine>;

/** Reads what a folder is; refuses one that is no province, or whose writing was broken off. */
export async function readAbout(folder: string): Promise<ProvinceAbout> {
  const text = await readFile(join(folder, aboutFile), 'utf8').catch(() => null);
  if (text === null) throw errors.not_a_province({ folder, because: `${aboutFile} is missing` });
  const about = ProvinceAbout.safeParse(readJson(text));
  if (!about.success) throw errors.not_a_province({ folder, because: z.prettifyError(about.error) });
  if (about.data.counts === null) throw errors.incomplete({ folder });
  return about.data;
}

export async function readOrganisations(folder: string): Promise<ProvinceOrganisation[]> {
  const parsed = z
    .array(ProvinceOrganisation)
    .safeParse(readJson(await readFile(join(folder, 'organisations.json'), 'utf8')));
  if (!parsed.success) throw errors.not_a_province({ folder, because: z.prettifyError(parsed.error) });
  return parsed.data;
}

/**
 * Reads a file of numbers in batches: lines of one organisation, at most `size` of them, in the order of the file. A line that does
 * not fit is refused by its place.
 */
export async function* readBatches(folder: string, file: string, size: number): AsyncGenerator<ProvinceLine[]> {
  const lines = createInterface({ input: createReadStream(join(folder, file)), crlfDelay: Number.POSITIVE_INFINITY });
  let batch: ProvinceLine[] = [];
  let place = 0;
  for await (const text of lines) {
    place += 1;
    const line = ProvinceLine.safeParse(readJson(text));
    if (!line.success)
      throw errors.not_a_province({ folder, because: `${file}, line ${place}: ${z.prettifyError(line.error)}` });
    const [first] = batch;
    if (first && (first.organisation !== line.data.organisation || batch.length >= size)) {
      yield batch;
      batch = [];
    }
    batch.push(line.data);
  }
  if (batch.length > 0) yield batch;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
