import { z } from 'zod';
import { SchoolYear } from '#kernel/dates.ts';
import { OrganisationCode } from '#kernel/ids.ts';
import { PageQuery } from '#kernel/page.ts';
import { manyLines, oneLine } from '#kernel/shapes.ts';
import { Words } from '#modules/access/contract.ts';
import { columnNames } from './rules/catalogue.ts';
import { exportStates } from './rules/states.ts';

const Column = z.enum(columnNames).meta({ id: 'ExportColumnName' });
const Group = z.enum(['identity', 'enrolments', 'contacts', 'guardians']);
export const ExportFormat = z.enum(['csv', 'xlsx', 'parquet', 'oneroster']).meta({ id: 'ExportFormat' });
export type ExportFormat = z.infer<typeof ExportFormat>;

const Scope = {
  organisations: z
    .array(OrganisationCode)
    .min(1)
    .max(500)
    .describe('Schools; an authority stands for its schools, the ministry for all'),
  schoolYear: SchoolYear,
  grades: z.array(z.string().min(1).max(8)).max(40).default([]).describe('Empty: every grade'),
  status: z
    .enum(['open', 'year'])
    .default('open')
    .describe('open: enrolments open on the day it is made; year: every enrolment of the school year'),
  includesProtected: z.boolean().default(false),
};

export const ExportScope = z
  .strictObject({
    ...Scope,
    purpose: z.string().min(1).max(40).describe('A code of export_purpose'),
    columns: z.array(Column).min(1).max(columnNames.length),
  })
  .meta({ id: 'ExportScope', description: 'What an export would hold' });
export type ExportScope = z.infer<typeof ExportScope>;

export const ExportAsk = ExportScope.extend({
  purposeText: z
    .string()
    .trim()
    .min(20)
    .max(2000)
    .regex(...manyLines)
    .describe('What it is for, in your words'),
  format: ExportFormat,
  receiverName: z
    .string()
    .trim()
    .min(2)
    .max(200)
    .regex(...oneLine)
    .describe('Who is to have the file'),
  receiverKey: z.string().trim().min(10).max(100).describe('The receiver’s public age key, age1…'),
}).meta({ id: 'ExportAsk' });
export type ExportAsk = z.infer<typeof ExportAsk>;

const ColumnShown = z
  .strictObject({
    name: Column,
    group: Group,
    sensitivity: z.enum(['ordinary', 'personal', 'sensitive']),
    words: Words,
    example: z.string().describe('What a value looks like; invented'),
  })
  .meta({ id: 'ExportColumn' });

export const ExportChoices = z
  .strictObject({
    purposes: z.array(
      z.strictObject({ code: z.string(), words: Words, groups: z.array(Group), allowsProtected: z.boolean() }),
    ),
    columns: z.array(ColumnShown),
    rowLimit: z.int().describe('Rows that your role may ask for at most'),
    requestDays: z.int(),
    fileDays: z.int(),
    downloadsMax: z.int(),
  })
  .meta({ id: 'ExportChoices', description: 'What may be asked for' });
export type ExportChoices = z.infer<typeof ExportChoices>;

export const ExportPreview = z
  .strictObject({
    people: z.int(),
    rows: z.int(),
    rowLimit: z.int(),
    columns: z.array(ColumnShown),
    refusedColumns: z.array(Column).describe('Columns that the purpose does not allow'),
  })
  .meta({
    id: 'ExportPreview',
    description: 'How many people and rows a scope holds; nobody is named and nothing is written',
  });
export type ExportPreview = z.infer<typeof ExportPreview>;

const Move = z
  .strictObject({ may: z.boolean(), because: Words.nullable() })
  .meta({ id: 'ExportMove', description: 'Whether you may do it now, or why not' });

export const ExportRequest = z
  .strictObject({
    exportId: z.uuid(),
    organisation: z.string(),
    askedBy: z.string(),
    askedAt: z.string(),
    isYours: z.boolean(),
    purpose: z.string(),
    purposeWords: Words,
    purposeText: z.string(),
    organisations: z.array(z.string()),
    schoolYear: SchoolYear,
    grades: z.array(z.string()),
    status: z.enum(['open', 'year']),
    includesProtected: z.boolean(),
    columns: z.array(ColumnShown),
    format: ExportFormat,
    receiverName: z.string(),
    receiverKey: z.string(),
    rowLimit: z.int(),
    peopleCounted: z.int().describe('People in scope when it was asked'),
    state: z.enum(exportStates),
    stateWords: Words,
    expiresAt: z.string(),
    approvals: z.array(z.strictObject({ by: z.string(), at: z.string(), note: z.string().nullable() })),
    ended: z
      .strictObject({ at: z.string(), by: z.string().nullable(), words: Words, note: z.string().nullable() })
      .nullable(),
    file: z
      .strictObject({
        madeAt: z.string(),
        rows: z.int(),
        sizeBytes: z.int(),
        sha256: z.string(),
        expiresAt: z.string(),
        downloads: z.int(),
        downloadsMax: z.int(),
      })
      .nullable(),
    moves: z.strictObject({ approve: Move, refuse: Move, withdraw: Move, resume: Move, fetch: Move }),
  })
  .meta({ id: 'ExportRequest', description: 'A request to take students’ data out of the register' });
export type ExportRequest = z.infer<typeof ExportRequest>;

export const ExportRequests = z
  .strictObject({ items: z.array(ExportRequest), next: z.string().nullable() })
  .meta({ id: 'ExportRequests', description: 'Exports, the latest first' });

export const ExportsQuery = PageQuery.extend({
  view: z
    .enum(['mine', 'waiting', 'all'])
    .default('mine')
    .describe('waiting: those that wait for an approval that you may give'),
  state: z.enum(exportStates).optional(),
});
export type ExportsQuery = z.infer<typeof ExportsQuery>;

export const ExportApproval = z
  .strictObject({ note: z.string().trim().max(1000).optional() })
  .meta({ id: 'ExportApproval' });
export const ExportRefusal = z.strictObject({ note: z.string().trim().min(5).max(1000) }).meta({ id: 'ExportRefusal' });
