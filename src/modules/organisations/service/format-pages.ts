import { type Column, directoryColumns, enrolmentColumns, gradeColumns } from '../rules/layouts.ts';

// The pages of docs/formats for the published files, written from the columns that are read.

export function publishedFormatPages(): { path: string; text: string }[] {
  return [
    { path: 'docs/formats/enrolment-by-school.md', text: enrolmentPage() },
    { path: 'docs/formats/school-directory.md', text: directoryPage() },
  ];
}

const generated = '<!-- Written by `npm run generate` from src/modules/organisations/rules/layouts.ts. -->\n';

function enrolmentPage(): string {
  const { total, ...first } = enrolmentColumns;
  const grades = [...gradeColumns].map(([title, grade]) => {
    return { title, meaning: `students of grade ${grade}; an empty cell means none`, needed: true };
  });
  const sample = [
    ['School Authority Category', 'School Authority Name', 'School Authority Code', 'School Name', 'School Code'],
    ['Public', 'Heron Valley School Division', '8101', 'Lone Heron School', '0091'],
  ];
  const students = [
    ['ECS', 'Grade 1', 'Grade 2', '…', 'Grade 12', 'Total'],
    ['12', '14', '', '…', '', '26'],
  ];
  const rows = sample.map((cells, place) => [...cells, ...(students[place] ?? [])]);
  return `${generated}
# Published enrolment by school (Excel)

One workbook a school year, as Alberta publishes it. \`npx matricula organisations import FILE\` and
\`POST /v1/organisation-imports\` take it unedited.

- The first sheet is read; another one that holds something is reported. The first row holds the titles, in any order; rich text and line breaks in them do not matter.
- **yes** = the column must be there. A column that is not listed here is refused, so that nothing is dropped unseen.
- A row with one filled cell is a note and no school; notes below the table are usual.
- Without the column of the year, the file’s name says it: \`enrolment-by-school-2024-2025-preliminary.xlsx\`.
- Codes that lost their leading zeros are filled up, and the report says so.

${columnTable([...Object.values(first), ...grades, total])}
## Sample

${table(rows[0] ?? [], rows.slice(1))}`;
}

function directoryPage(): string {
  const shown = ['School Code', 'School Name', 'School City', 'ECSTaught', 'Authority Code', 'Authority Name'];
  return `${generated}
# Published school directory (CSV)

One file for one day, as Alberta published it in 2021. \`npx matricula organisations import FILE\` and
\`POST /v1/organisation-imports\` take it unedited.

- UTF-8, with or without a byte order mark; Windows-1252 is recognised, read and reported. Cells are separated by commas and quoted by \`"\`.
- The first line holds the titles, in any order; blanks around them do not matter.
- **yes** = the column must be there. A column that is not listed here is refused, so that nothing is dropped unseen.
- What the Y/N columns mean in grades and programmes is the jurisdiction’s to say: parameters \`organisations.directory_grades\` and \`organisations.directory_programmes\`.
- Where an enrolment file names the organisation too, that file says name and authority, and the directory adds address and offerings.

${columnTable(directoryColumns)}
## Sample

${table([...shown, '…', 'Extract Date'], [['0091', 'Lone Heron School', 'Teal Harbour', 'Y', '8101', 'Heron Valley School Division', '…', '2021-05-10']])}`;
}

function columnTable(columns: readonly Column[]): string {
  return table(
    ['column', 'needed', 'meaning'],
    columns.map(({ title, needed, meaning }) => [title, needed ? '**yes**' : '', meaning]),
  );
}

function table(titles: readonly string[], rows: readonly string[][]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return `${[line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n')}\n`;
}
