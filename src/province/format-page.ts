import { z } from 'zod';
import { itemFiles } from '#modules/exchange/contract.ts';
import { ProvinceAbout } from './about.ts';
import { ProvinceLine, ProvinceOrganisation } from './read.ts';
import { readyFiles } from './ready.ts';
import { TruthLine } from './truth.ts';

/** The page of a province's folder, written from its contracts. */
export function provincePage(): { path: string; text: string } {
  return { path: 'docs/formats/province.md', text };
}

const generated = '<!-- Written by `npm run generate` from src/province. -->\n';

const text = `${generated}
# An invented province (version 1)

\`npx matricula province --students N --seed S --out DIR\` writes the folder, \`npx matricula province load DIR\` makes a register of it.
The same sizes and the same seed write the same bytes. Nobody and no place in it is real. It streams: a million people need no more memory than ten thousand.

| file | what it holds |
| --- | --- |
| \`province.json\` | what the folder is; \`counts\` is null while it is being written |
| \`organisations.json\` | every organisation, with calendars, grades and programmes |
| \`register/students.ndjson\` | the register before September 2026: one line a number, the numbers of one school together |
| \`september/students.ndjson\` | what a flawless September would add; loaded with \`--september\` |
| \`submissions/S.K001-2027.zip\` | what each school’s system sends in September, in the layout of [the extract](sis-extract.md), mistakes included |
| \`ready/\` | small submissions to drop by hand; \`ready/README.md\` says what to expect of every student |
| \`truth.ndjson\` | who is who, and the right answer for every submitted student; a matcher must not see it |
| \`README.txt\` | the folder in a few words, with its counts |

${section('province.json', ProvinceAbout, {
  format: 'matricula-province-1',
  seed: 'demonstration',
  students: 20_000,
  former: 0,
  counts: null,
})}
${section('organisations.json', ProvinceOrganisation, {
  code: 'S.K001',
  kind: 'school',
  name: 'Kestrel Bay School',
  nameFr: null,
  type: null,
  classification: null,
  authorityCode: 'A.K001',
  openedOn: '2005-09-01',
  closedOn: null,
  source: 'Invented province',
  calendars: [{ schoolYear: 2027, kind: 'regular', from: '2026-09-01', to: '2027-06-25' }],
  gradeOfferings: [{ offering: 'regular', grade: '6', from: '2005-09-01', to: null }],
  programmeOfferings: [{ programme: 'FL', from: '2005-09-01', to: null }],
})}
A list of such entries; authorities stand before their schools.

${section('register/students.ndjson, september/students.ndjson', ProvinceLine, {
  student_number: '123456782',
  organisation: 'S.K001',
  rows: [
    {
      file: 'students',
      fields: {
        guid: '0197a0f2-6c1e-8d33-8a55-0c1a2b3c4d5e',
        local_student_id: '100442',
        birth_date: '2015-03-09',
        gender: 'F',
        family_name: 'Adeyemi',
        given_name: 'Amara',
      },
    },
    {
      file: 'restrictions',
      fields: { guid: '0197a0f2-6c1e-8d33-8a55-0c1a2b3c4d5f', kind: 'Caution', effective_on: '2026-01-19' },
    },
  ],
})}
One object a line. \`rows\` are those of the extract (${itemFiles.join(', ')}), text by column, empty cells left out; \`restrictions\` (\`guid\`, \`kind\`, \`effective_on\`) have no file in the extract, since a school does not send them.

${section('truth.ndjson', TruthLine, {
  person: 'p0000123',
  numbers: ['123456782'],
  records: [
    {
      school: 'S.K001',
      local_student_id: '100442',
      guid: '0197a0f2-6c1e-8d33-8a55-0c1a2b3c4d5e',
      expected: 'assigned',
      tags: ['arriving', 'no_number', 'typo_given'],
    },
  ],
  tags: ['english', 'mover'],
  expected: 'assigned',
})}
One object a line, one line a true person. \`numbers\` are those before September: none for somebody new, two for somebody who is on the register twice.
\`expected\` is the right answer: \`assigned\` (one of the numbers), \`new\` (a number is issued), \`review\` (only a person may decide: a restricted student, a twin who comes without a word of it, the number of a twin), \`refused\` (the row cannot be understood).

Tags of people: the culture of the family; \`twin\`, \`new_twin\`, \`mononym\`, \`mover\`, \`restricted\`, \`deceased\`, \`duplicate\`, \`former\`, \`born_abroad\`, \`name_change\` with \`parent_married\`, \`adopted\` or \`transition\`; \`ready\`.
Tags of records: \`returning\`, \`within_authority\`, \`arriving\`, \`first_time\`; \`no_number\`, \`number_mistyped\`, \`number_of_twin\`; the mistakes \`typo_given\`, \`typo_family\`, \`swapped_day_month\`, \`birth_digit\`, \`swapped_names\`, \`dropped_diacritics\`, \`nickname\`, \`missing_middle\`, \`middle_initial\`, \`wrong_gender\`, \`joined_name\`; and against the rules \`exit_before_start\`, \`unknown_grade\`, \`grade_for_age\`, \`unknown_programme\`, \`missing_start\`, \`impossible_date\`, \`issued_before_birth\`, \`impossible_birth_date\`, \`missing_gender\`.

## ready/

| file | what it is |
| --- | --- |
${readyFiles.map(({ name, about }) => `| \`${name}\` | ${about.en} |`).join('\n')}
`;

/** A heading, the fields of a contract, and a sample that the contract accepts. */
function section(name: string, schema: z.ZodObject, sample: unknown): string {
  schema.parse(sample);
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input' });
  const fields = Object.entries(properties).map(([field, shape]) => `\`${field}\` (${typeOf(shape)})`);
  return `## ${name}\n\nFields: ${fields.join(', ')}.\n\n\`\`\`json\n${JSON.stringify(sample, null, 2)}\n\`\`\`\n`;
}

/** Days and codes are texts with a name of their own. */
function typeOf(shape: unknown): string {
  const {
    type = 'string',
    anyOf,
    enum: values,
  } = shape as { type?: string | string[]; anyOf?: unknown[]; enum?: string[] };
  if (values) return values.join(' | ');
  if (anyOf) return anyOf.map(typeOf).join(' or ');
  return [type].flat().join(' or ');
}
