import { z } from 'zod';
import { PlainDate } from '#kernel/dates.ts';
import { StudentNumber } from '#kernel/ids.ts';
import { pageOf } from '#kernel/page.ts';
import { RestrictionDraft, SafeText } from '../draft-contract.ts';

const WordsShape = z.strictObject({ en: z.string(), fr: z.string() });

/** A restriction as a person records or ends it: with the reason, which stays with the act. */
export const RestrictionChange = RestrictionDraft.extend({ reason: SafeText.max(1000).optional() }).meta({
  id: 'RestrictionChange',
});

export const RestrictedStudent = z
  .strictObject({
    studentNumber: StudentNumber,
    displayName: z.string(),
    birthDate: PlainDate,
    restrictions: z.array(
      z.strictObject({ kindWords: WordsShape, effectiveOn: PlainDate, expiresOn: PlainDate.nullable() }),
    ),
  })
  .meta({ id: 'RestrictedStudent', description: 'A protected student with the restrictions in force today' });
export type RestrictedStudent = z.infer<typeof RestrictedStudent>;

export const RestrictedStudents = pageOf(RestrictedStudent).meta({ id: 'RestrictedStudents' });
export type RestrictedStudents = z.infer<typeof RestrictedStudents>;
