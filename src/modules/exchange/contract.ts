import { z } from 'zod';
import { OrganisationCode } from '#kernel/ids.ts';
import { PageQuery, pageOf } from '#kernel/page.ts';
import { WordsShape } from '#kernel/shapes.ts';
import { asOne } from '#kernel/words.ts';
import type { ItemFile } from './layout/contract.ts';
import { oneRosterFiles } from './rules/oneroster/files.ts';
import { changes, reasons, recordKinds } from './rules/reversal.ts';

export {
  type FileName,
  fileNames,
  type ItemFile,
  itemFiles,
  type LayoutField,
  layoutFields,
  layoutVersion,
  type RowText,
  rowSchemas,
} from './layout/contract.ts';

/** What became of an item. `null` where it stands means that it was not reached yet (or never, after a cancellation). */
export const fates = ['added', 'changed', 'unchanged', 'refused', 'held'] as const;
export const Fate = z.enum(fates).meta({
  id: 'Fate',
  description: 'What became of an item; held = it waits for a person who decides who the student is',
});
export type Fate = z.infer<typeof Fate>;

/** A submission's life: refused = the file as a whole could not be taken, failed = our fault, with a reference. */
export const submissionStates = ['queued', 'running', 'finished', 'refused', 'failed', 'cancelled'] as const;
export const SubmissionState = z.enum(submissionStates).meta({ id: 'SubmissionState' });
export type SubmissionState = z.infer<typeof SubmissionState>;

export const stages = ['received', 'read', 'checked', 'identified', 'applied', 'rescanned'] as const;
export const Stage = z.enum(stages).meta({ id: 'SubmissionStage', description: 'A step of the pipeline' });
export type Stage = z.infer<typeof Stage>;

const ItemFileName = z.enum([
  'students',
  'identification',
  'names',
  'addresses',
  'phones',
  'guardians',
  'citizenships',
  'enrolments',
] as const satisfies readonly ItemFile[]);
/** Files of items, of our layout and of OneRoster, and `unread` for lines of which not even the file could be told. */
const StagedFileName = z
  .enum([...ItemFileName.options, ...oneRosterFiles, 'unread'])
  .meta({ id: 'SubmissionFileName' });
const Instant = z.string().meta({ format: 'date-time' });

/** Something said of an item or of a whole file: the code of a rule or of a problem, the field, the words, and how to mend it. */
export const Remark = z
  .strictObject({
    code: z.string(),
    reference: z.string().nullable().describe('The number by which people know the rule, such as PASI 10016'),
    severity: z.enum(['rejection', 'warning', 'advice', 'note']),
    file: z.string().nullable(),
    row: z.int().nullable().describe('The line of the file as an editor counts it; the header is line 1'),
    field: z.string().nullable(),
    message: WordsShape,
    mend: WordsShape.nullable(),
  })
  .meta({ id: 'SubmissionRemark' });
export type Remark = z.infer<typeof Remark>;

/** Rows by fate; they always add up to `total`. */
export const RowCounts = z
  .strictObject({
    total: z.int(),
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    refused: z.int(),
    held: z.int(),
    waiting: z.int(),
  })
  .meta({ id: 'RowCounts' });
export type RowCounts = z.infer<typeof RowCounts>;

const summaryShape = {
  submissionId: z.guid(),
  organisation: z.string(),
  format: z.enum(['zip', 'ndjson', 'json']),
  fileName: z.string(),
  sizeBytes: z.int(),
  isRehearsal: z.boolean(),
  state: SubmissionState,
  schoolYear: z.int().nullable(),
  receivedAt: Instant,
  receivedBy: z.string(),
  finishedAt: Instant.nullable(),
  reversedAt: Instant.nullable().describe(
    'When it was reversed: what it did is put back, except where something newer stands on it',
  ),
  rows: RowCounts,
};

export const SubmissionSummary = z.strictObject(summaryShape).meta({ id: 'SubmissionSummary' });
export type SubmissionSummary = z.infer<typeof SubmissionSummary>;

export const Submission = z
  .strictObject({
    ...summaryShape,
    sha256: z.string().nullable(),
    stage: Stage.describe('The last step that was begun'),
    layoutVersion: z.string().nullable(),
    software: z.string().nullable(),
    startedAt: Instant.nullable(),
    students: z
      .strictObject({ new: z.int(), matched: z.int(), held: z.int(), refused: z.int() })
      .describe('Students by what was decided of them: new = a number was issued'),
    files: z.array(z.strictObject({ file: StagedFileName, encoding: z.string().nullable(), rows: RowCounts })),
    stages: z.array(
      z.strictObject({ stage: Stage, rows: z.int(), milliseconds: z.int(), rowsPerSecond: z.int().nullable() }),
    ),
    reasons: z
      .array(
        z.strictObject({
          code: z.string(),
          reference: z.string().nullable(),
          severity: Remark.shape.severity,
          message: WordsShape,
          rows: z.int(),
        }),
      )
      .describe('Why rows were refused or held, most frequent first'),
    refusal: Remark.nullable(),
    remarks: z.array(Remark).describe('What was noticed of the files as such'),
    repeats: z
      .strictObject({ submissionId: z.guid(), receivedAt: Instant })
      .nullable()
      .describe('The earlier submission of the very same file'),
    failureReference: z.string().nullable().describe('To be quoted when asking for help'),
  })
  .meta({ id: 'Submission' });
export type Submission = z.infer<typeof Submission>;

export const SubmissionItem = z
  .strictObject({
    ordinal: z.int().describe('Place in the submission, from 1'),
    file: StagedFileName,
    row: z.int(),
    localStudentId: z.string().nullable(),
    fields: z
      .record(z.string(), z.string())
      .describe('The row as it was sent (or mended), text by column; empty cells left out'),
    fate: Fate.nullable(),
    remarks: z.array(Remark),
    studentNumber: z.string().nullable(),
    isNewNumber: z.boolean().describe('The number was (in a rehearsal: would be) issued for this student'),
    matchTaskId: z
      .string()
      .nullable()
      .describe(
        'The task of the person who decides, when the item is held; told only while the sealed register is open to the caller',
      ),
    isMended: z.boolean(),
  })
  .meta({ id: 'SubmissionItem' });
export type SubmissionItem = z.infer<typeof SubmissionItem>;

export const SubmissionParams = z.strictObject({ submissionId: z.guid() });
export const ItemParams = z.strictObject({ submissionId: z.guid(), ordinal: z.coerce.number().pipe(z.int32().min(1)) });
export const ComparisonParams = z.strictObject({ submissionId: z.guid(), otherId: z.guid() });

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((text) => text === 'true');

export const SubmitQuery = z.strictObject({
  organisation: OrganisationCode,
  fileName: z.string().min(1).max(200),
  rehearse: flag.describe('true: the same answer, nothing written'),
});
export type SubmitQuery = z.infer<typeof SubmitQuery>;

/** Whole numbers, truth values and lists of a JSON item are read as their cells would be: 2027, true (Y), ["211"]. */
const FieldValue = z.union([
  z.string(),
  // Beyond these a number of JSON is not the one that was written: an identifier would become another.
  z.number().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER),
  z.boolean(),
  z.null(),
  z.array(z.string()),
]);
/** More than any file has, so that an answer which names every wrong field stays within bounds. */
const fieldsMax = 100;
const FieldValues = z
  .record(z.string().max(100), FieldValue)
  .refine(
    (fields) => Object.keys(fields).length <= fieldsMax,
    asOne({ en: `At most ${fieldsMax} fields`, fr: `Au plus ${fieldsMax} champs` }),
  );
export const ItemInput = z
  .strictObject({
    file: z.string().max(40).describe('students, identification, names, addresses, phones, guardians or enrolments'),
    fields: FieldValues.describe('The columns of that file, see the page of the extract'),
  })
  .meta({ id: 'SubmissionItemInput' });
export type ItemInput = z.infer<typeof ItemInput>;

const batchFields = { organisation: OrganisationCode, rehearse: z.boolean().default(false) };
/** One item, or up to a thousand; each is answered with its own fate. */
export const SubmitItems = z.union([
  z.strictObject({ ...batchFields, items: z.array(ItemInput).min(1).max(1000) }),
  z.strictObject({ ...batchFields, ...ItemInput.shape }),
]);
export type SubmitItems = z.infer<typeof SubmitItems>;

export const SubmittedItems = z
  .strictObject({ submissionId: z.guid(), isRehearsal: z.boolean(), rows: RowCounts, items: z.array(SubmissionItem) })
  .meta({ id: 'SubmittedItems' });

export const SubmissionListQuery = PageQuery.extend({
  organisation: OrganisationCode.optional(),
  state: SubmissionState.optional(),
});
export type SubmissionListQuery = z.infer<typeof SubmissionListQuery>;
export const SubmissionPage = pageOf(SubmissionSummary).meta({ id: 'SubmissionPage' });

const itemFilter = {
  fate: Fate.optional(),
  file: StagedFileName.optional(),
  rule: z.string().max(80).optional(),
  student: z.string().max(40).optional(),
};
export const ItemListQuery = PageQuery.extend(itemFilter);
export type ItemListQuery = z.infer<typeof ItemListQuery>;
export const ItemPage = pageOf(SubmissionItem).meta({ id: 'SubmissionItemPage' });

export const ReportQuery = z.strictObject({
  format: z.enum(['csv', 'xlsx', 'ndjson']).default('csv'),
  fate: Fate.optional(),
  lang: z.enum(['en', 'fr']).optional(),
});
export type ReportQuery = z.infer<typeof ReportQuery>;

export const ResubmitItem = z.strictObject({
  fields: FieldValues.describe('The mended row, whole: a column left out makes no statement'),
});
export const Resubmitted = z
  .strictObject({
    item: SubmissionItem,
    changed: z.array(SubmissionItem).describe('Every item of the student whose fate moved'),
  })
  .meta({ id: 'ResubmittedItem' });

export const Comparison = z
  .strictObject({
    isSame: z.boolean(),
    rows: z.array(z.strictObject({ fate: Fate.nullable(), otherFate: Fate.nullable(), rows: z.int() })),
    differing: z.array(
      z.strictObject({
        file: StagedFileName,
        row: z.int(),
        localStudentId: z.string().nullable(),
        fate: Fate.nullable(),
        otherFate: Fate.nullable(),
      }),
    ),
  })
  .meta({ id: 'SubmissionComparison' });
export type Comparison = z.infer<typeof Comparison>;

/** The columns of the fate report, in order; the same in CSV, Excel and NDJSON. */
export const reportColumns = [
  'fate',
  'file',
  'row',
  'local_student_id',
  'student_number',
  'rule',
  'reference',
  'severity',
  'field',
  'value',
  'message',
  'how_to_mend',
] as const;
export type ReportColumn = (typeof reportColumns)[number];

/** Why a record stays as the submission left it. */
export const EffectReason = z.strictObject({
  reason: z
    .enum(reasons)
    .describe(
      'changed_since, named_since: somebody wrote it, or something that names it, since; stated_again: a later submission states it too; number_in_use, linked, to_decide: the number that the submission issued is used by others',
    ),
  actKind: z.string().nullable(),
  at: Instant.nullable(),
  organisation: z.string().nullable(),
  submissionId: z.guid().nullable().describe('The later submission that states it too'),
});

const Images = z.record(z.string(), z.unknown()).nullable();
export const SubmissionEffect = z
  .strictObject({
    kind: z.enum(recordKinds),
    change: z.enum(changes).describe('ended: it was deleted, or was given its last day'),
    studentNumber: z
      .string()
      .nullable()
      .describe('null for a student who is out of sight, and for what is no student’s'),
    recordId: z.string().nullable(),
    before: Images.describe('The columns that changed, as they were; null for what was created'),
    after: Images.describe('The same as the submission left them'),
    act: z.strictObject({ actId: z.int(), kind: z.string(), at: Instant }),
    stays: EffectReason.nullable().describe('Why a reversal leaves (or left) it as it is; null = it is put back'),
    isPutBack: z.boolean().describe('The reversal has put it back'),
  })
  .meta({ id: 'SubmissionEffect' });
export type SubmissionEffect = z.infer<typeof SubmissionEffect>;

export const EffectListQuery = PageQuery.extend({
  stays: z.enum(['true', 'false']).optional().describe('true: only what stays; false: only what is put back'),
});
export type EffectListQuery = z.infer<typeof EffectListQuery>;
export const EffectPage = pageOf(SubmissionEffect).meta({ id: 'SubmissionEffectPage' });

export const Reversal = z
  .strictObject({
    state: z.enum(['possible', 'running', 'finished', 'impossible']),
    until: Instant.nullable().describe('Until when it can be reversed; null when nothing can be'),
    askedAt: Instant.nullable(),
    askedBy: z.string().nullable(),
    reason: z.string().nullable(),
    finishedAt: Instant.nullable(),
    putBack: z.int().describe('Records that are put back, or would be'),
    stays: z.int().describe('Records that stay, because something newer stands on them'),
    numbers: z.int().describe('Numbers that the submission issued and that are used no longer'),
    isCounted: z.boolean().describe('false: the submission is so large that only its beginning was counted'),
  })
  .meta({ id: 'SubmissionReversal' });
export type Reversal = z.infer<typeof Reversal>;

export const AskReversal = z.strictObject({ reason: z.string().trim().min(10).max(1000) });
