import { z } from 'zod';
import { StudentNumber } from '#kernel/ids.ts';
import { AsKnownAt } from '#kernel/shapes.ts';
import { languages } from '#kernel/words.ts';

export const RecordParams = z.strictObject({ number: StudentNumber });

export const RecordQuery = z.strictObject({
  asKnownAt: AsKnownAt,
  lang: z.enum(languages).optional().describe('Language of the document; that of the caller when left out'),
});
