import { z } from 'zod';

/** The file that says what a province's folder is. */
export const aboutFile = 'province.json';
export const provinceFormat = 'matricula-province-1';

const Counts = z.strictObject({
  /** People on the register before September. */
  students: z.int(),
  /** Their numbers; a few have two. */
  numbers: z.int(),
  organisations: z.int(),
  schools: z.int(),
  /** Students in the submissions, and the rows of all their files. */
  submitted: z.int(),
  submittedRows: z.int(),
  /** People whom the submissions bring and the register does not know. */
  newStudents: z.int(),
});
export type ProvinceCounts = z.infer<typeof Counts>;

/** `counts` is null while the province is being written, so that a broken run is seen. */
export const ProvinceAbout = z.strictObject({
  format: z.literal(provinceFormat),
  seed: z.string(),
  students: z.int(),
  former: z.int(),
  counts: Counts.nullable(),
});
export type ProvinceAbout = z.infer<typeof ProvinceAbout>;
