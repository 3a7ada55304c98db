import { writeCsvLine } from '#kernel/csv.ts';
import { type FileName, fileNames, type LayoutField, layoutFields, layoutVersion, reportColumns } from '../contract.ts';
import { reportLines } from '../rules/report.ts';
import { oneRosterPage } from './oneroster/format-page.ts';
import { presentRemark } from './present.ts';
import { referenceFiles } from './reference.ts';

// The pages of docs/formats, written from the contract, so that they cannot say anything else than the program does.

/** One page for each layout that is read or written. */
export function formatPages(): { path: string; text: string }[] {
  return [
    { path: 'docs/formats/sis-extract.md', text: extractPage() },
    { path: 'docs/formats/sis-extract-ndjson.md', text: linesPage() },
    { path: 'docs/formats/oneroster.md', text: oneRosterPage() },
    { path: 'docs/formats/reference-data.md', text: referencePage() },
    { path: 'docs/formats/fate-report.md', text: reportPage() },
  ];
}

const fileMeanings: Record<FileName, string> = {
  manifest: 'Whose extract it is, and of which school year. Exactly one row.',
  students: 'One row a student: what the school says itself, without a document.',
  identification: 'What a document proves. Any number of rows a student.',
  names: 'Names besides the legal one.',
  addresses:
    'Addresses for post, where the student lives, and for parcels; one without a last day ends when the next of its kind begins.',
  phones: 'Telephone numbers.',
  guardians: 'Parents and legal guardians.',
  citizenships: 'Citizenship statuses, one row each; the one that began last is the present one.',
  enrolments: 'Enrolments in schools. Sent again under the same GUID, an enrolment is changed.',
};

const generated = '<!-- Written by `npm run generate` from src/modules/exchange/layout/contract.ts. -->\n';

function extractPage(): string {
  const sections = fileNames.map((file) => `## ${file}.csv\n\n${fileMeanings[file]}\n\n${fieldTable(file)}\n`);
  return `${generated}
# The extract of a school’s system (version ${layoutVersion})

A zip of CSV files at its top level. \`manifest.csv\` and \`students.csv\` must be there; a file that is left out says nothing.

- UTF-8, with or without a byte order mark. Windows-1252 is recognised and read, and the submission says so. UTF-16 is refused.
- Cells are separated by commas and quoted by \`"\` where they hold a comma, a quote (doubled) or a line end. Lines end in LF, CRLF or CR.
- The first row names the columns, in any order. A column that is not listed here is refused, so that nothing is dropped unseen; a column that is not required may be left out.
- Days are written \`YYYY-MM-DD\`. An empty cell makes no statement: what the register holds stays. Spaces around a value do not count.
- \`local_student_id\` joins the rows of one student. A row about a student without a row in \`students.csv\` is taken when the organisation submitted that student before.
- A \`guid\` is made once, by the system that first records the thing, and sent again with every later version. It stands once in its file.
- **yes** = required. Codes are those of the jurisdiction’s code tables (\`GET /v1/codes\`).

${sections.join('\n')}
## Sample

${fileNames.map((file) => `\`${file}.csv\`\n\n\`\`\`csv\n${sampleTable(file)}\`\`\`\n`).join('\n')}`;
}

function linesPage(): string {
  const lines = fileNames.map((file) => JSON.stringify({ file, fields: sampleFields(file) }));
  return `${generated}
# The extract as NDJSON (version ${layoutVersion})

The same rows as [the zip of CSV files](sis-extract.md), one JSON object a line, in UTF-8: \`file\` names the file, \`fields\` holds its columns.
The first line is the manifest. Values are text as in the CSV; numbers, \`true\` (Y), \`false\` (N), \`null\` (no statement) and lists of codes are understood too.
\`POST /v1/submissions/items\` takes the same objects, up to a thousand at once, without a manifest.

## Sample

\`\`\`json
${lines.join('\n')}
\`\`\`
`;
}

const columnMeanings: Record<(typeof reportColumns)[number], string> = {
  fate: 'added, changed, unchanged, refused, held (waits for a person), or empty when it was not reached',
  file: 'File of the extract',
  row: 'Line of that file on which the row begins; the header is line 1',
  local_student_id: 'The school’s own identifier of the student',
  student_number: 'The number to whom it was applied; “a new number” in a rehearsal',
  rule: 'Code of the rule or problem',
  reference: 'The number by which people know the rule, such as PASI 10016',
  severity: 'rejection, warning, advice or note',
  field: 'The field to look at',
  value: 'What it held',
  message: 'What is the matter',
  how_to_mend: 'What to do',
};

const referenceMeanings: Record<keyof typeof referenceFiles, string> = {
  school_years:
    'Every school year that the register judges: `historical`, `current` or `future`, and `Y` where submissions of it are taken.',
  codes:
    'Every code of every table, with the days between which it holds; `data` is what else the table says of it, as JSON.',
  parameters: 'The parameters that a school’s system needs (`exchange.reference_parameters`), in force today, as JSON.',
  organisations:
    'Ministry, authorities and schools, with the days on which they opened and closed as far as they are known.',
};

function referencePage(): string {
  const files = Object.entries(referenceFiles).map(
    ([file, columns]) =>
      `## ${file}.csv\n\n${referenceMeanings[file as keyof typeof referenceFiles]}\n\n\`\`\`csv\n${columns.join(',')}\n${referenceSamples[file as keyof typeof referenceFiles]}\n\`\`\`\n`, // keys of the literal
  );
  return `<!-- Written by \`npm run generate\` from src/modules/exchange/service/reference.ts. -->

# Reference data

What a school’s system keeps a copy of. \`GET /v1/reference-data\` answers it as JSON with a \`version\`; sent back as \`since\`, only what changed since is answered,
each code table whole. \`GET /v1/reference-data/files\` answers a zip of these files. Nobody’s record is in it; the scope is \`reference.read\`.

${files.join('\n')}`;
}

const referenceSamples: Record<keyof typeof referenceFiles, string> = {
  school_years: '2027,current,Y',
  codes: 'grade,6,Grade 6,6e année,,,"{""order"":6}"',
  parameters: 'exchange.open_years,"{""after"":1,""before"":2}"',
  organisations: 'S.K001,school,Kestrel High,,,A.K001,2001-09-01,',
};

function reportPage(): string {
  const rows = reportColumns.map((column) => `| \`${column}\` | ${columnMeanings[column]} |`).join('\n');
  const remark = presentRemark(
    {
      code: 'exchange.date_form',
      severity: 'rejection',
      field: 'birth_date',
      params: { value: '09-03-2015', write: '2015-09-03 / 2015-03-09' },
    },
    { file: 'students', row: 3 },
  );
  const sample = reportLines(
    {
      file: 'students',
      row: 3,
      localStudentId: '10442',
      fields: { birth_date: '09-03-2015' },
      fate: 'refused',
      remarks: [remark],
      studentNumber: null,
      isNewNumber: false,
    },
    'en',
  );
  return `${generated}
# The fate report

What became of every row of a submission: \`GET /v1/submissions/{id}/report?format=csv|xlsx|ndjson&fate=&lang=en|fr\`. One line for each remark on a row,
and one line for a row without remarks. CSV begins with a byte order mark, so that Excel reads it rightly; in CSV and Excel a value that begins
with \`=\`, \`+\`, \`-\`, \`@\`, a tab or a carriage return gets a leading apostrophe, so that no spreadsheet runs it.

| column | meaning |
| --- | --- |
${rows}

## Sample

\`\`\`csv
${[reportColumns, ...sample.map((line) => reportColumns.map((column) => line[column]))].map((cells) => writeCsvLine(cells).replace('\r', '')).join('')}\`\`\`
`;
}

function fieldTable(file: FileName): string {
  const rows = layoutFields(file).map(
    (field) =>
      `| \`${field.name}\` | ${field.isRequired ? '**yes**' : ''} | ${field.words.en}${limits(field)} | ${field.words.fr} | ${shown(field.example)} |`,
  );
  return ['| column | required | meaning | signification | example |', '| --- | --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

function limits({ codeClass, max }: LayoutField): string {
  if (codeClass) return ` (codes: ${codeClass})`;
  return max ? ` (at most ${max} characters)` : '';
}

function shown(example: string): string {
  return `\`${example}\``;
}

const sampleLeftOut: ReadonlySet<string> = new Set([
  'guardian_guid',
  'guardian_status',
  'student_number',
  'suffix',
  'preferred_family_name',
  'preferred_given_name',
  'is_deceased',
  'deceased_on',
  'expires_on',
  'exit_on',
  'exit_type',
  'enrolment_types',
  'exception_codes',
  'grants_programmes',
  'french_hours',
  'hours',
  'programme_percentage',
  'is_deleted',
  'land_location',
  'rural_route',
  'site',
  'compartment',
  'box',
  'is_general_delivery',
  'version',
  'resident_board',
  'extension',
]);

/** A row as a school would send one: the examples of its fields, without those that only some students have. */
function sampleFields(file: FileName): Record<string, string> {
  const last = fileNames.indexOf(file); // every row has a GUID of its own
  const cell = ({ name, example }: LayoutField) => [name, name === 'guid' ? `${example.slice(0, -1)}${last}` : example];
  return Object.fromEntries(
    layoutFields(file).flatMap((field) => (sampleLeftOut.has(field.name) ? [] : [cell(field)])),
  );
}

function sampleTable(file: FileName): string {
  const fields = sampleFields(file);
  const columns = layoutFields(file).map((field) => field.name);
  return [columns, columns.map((column) => fields[column] ?? '')]
    .map((cells) => writeCsvLine(cells).replace('\r', ''))
    .join('');
}
