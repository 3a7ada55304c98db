import { z } from 'zod';
import { Guid, OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { PageQuery, pageOf } from '#kernel/page.ts';
import { AsKnownAt, Number9, oneLine, WordsShape } from '#kernel/shapes.ts';

export const NoteAudience = z.enum(['associated', 'organisation', 'ministry']).meta({
  id: 'NoteAudience',
  description:
    'associated: whoever sees the student in full; organisation: the organisation that wrote it, its authority and the ministry; ministry: the ministry alone',
});
export type NoteAudience = z.infer<typeof NoteAudience>;

const NoteText = z.string().describe('Several lines, kept as given');

export const NoteStatement = z
  .strictObject({
    kind: z
      .string()
      .trim()
      .min(1)
      .max(40)
      .regex(...oneLine),
    audience: NoteAudience,
    text: NoteText,
  })
  .meta({ id: 'NoteStatement', description: 'A note as it is written' });
export type NoteStatement = z.output<typeof NoteStatement>;

export const NoteCorrection = z
  .strictObject({ text: NoteText })
  .meta({ id: 'NoteCorrection', description: 'What the note should have said; kind and audience stay' });

export const Note = z
  .strictObject({
    studentNumber: Number9,
    noteId: z.uuid(),
    kind: z.string(),
    kindWords: WordsShape,
    audience: NoteAudience,
    text: z.string(),
    organisation: OrganisationCode.meta({ description: 'To which it belongs' }),
    organisationName: z.string().nullable(),
    author: z.string().meta({ description: 'Name then of whoever wrote it' }),
    submittedBy: OrganisationCode,
    recordedAt: z.iso.datetime(),
    corrects: z.uuid().nullable(),
    correctedBy: z.uuid().nullable().meta({ description: 'The note that corrects it and stands' }),
    voided: z.strictObject({ at: z.iso.datetime(), by: z.string(), reason: z.string() }).nullable(),
    mayChange: z.boolean().meta({ description: 'Whether the reader may correct or void it now' }),
  })
  .meta({ id: 'Note', description: 'A note about a student; its words never change' });
export type Note = z.infer<typeof Note>;

export const Notes = pageOf(Note).meta({ id: 'Notes', description: 'The latest first; corrected and voided ones too' });
export type Notes = z.infer<typeof Notes>;

export const NotesQuery = PageQuery.extend({
  asKnownAt: AsKnownAt,
  text: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .regex(...oneLine)
    .optional()
    .describe('Only notes that hold these letters, capitals or not'),
});
export type NotesQuery = z.output<typeof NotesQuery>;

export const NoteParams = z.strictObject({ number: StudentNumber, id: Guid });
