import ExcelJS from 'exceljs';

export type PublishedRow = {
  category?: string;
  authority: [code: string, name: string];
  school: [code: string, name: string];
  grades?: Record<string, number | string>;
  total?: number | string;
};

const gradeTitles = ['ECS', ...Array.from({ length: 12 }, (_, i) => `Grade ${i + 1}`)];

export type PublishedOptions = { rows: PublishedRow[]; year?: string; extraColumn?: string; withoutColumn?: string };

/** A workbook in the layout that the province publishes, traps included: rich-text title with a line break, notes below, with or without the year's column. */
export async function publishedWorkbook({ rows, year, extraColumn, withoutColumn }: PublishedOptions): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet('Enrolment');
  const titles = [
    ...(year ? ['School Year Name'] : []),
    ...[
      'School Authority Category',
      'School Authority Name',
      'School Authority Code',
      'School Name\r\n',
      'School Code',
    ],
    ...gradeTitles,
    'Total',
    ...(extraColumn ? [extraColumn] : []),
  ].filter((title) => title.trim() !== withoutColumn);
  sheet.addRow(
    titles.map((title) => (title.includes('\n') ? { richText: [{ text: title, font: { bold: true } }] } : title)),
  );
  for (const row of rows) sheet.addRow(cellsOf(row, titles, year));
  sheet.addRow(['*Some schools are not in this report. Please ask them.']);
  sheet.addRow([]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

function cellsOf(
  { category = 'Public', authority, school, grades = { ECS: 1, 'Grade 1': 2 }, total }: PublishedRow,
  titles: string[],
  year: string | undefined,
) {
  const sum = Object.values(grades).reduce<number>((all, it) => all + (typeof it === 'number' ? it : 0), 0);
  const cells: Record<string, string | number | undefined> = {
    'School Year Name': year,
    'School Authority Category': category,
    'School Authority Name': authority[1],
    'School Authority Code': authority[0],
    'School Name': school[1],
    'School Code': school[0],
    Total: total ?? sum,
    ...grades,
  };
  return titles.map((title) => cells[title.trim()] ?? null);
}

const directoryTitles =
  'School Code,School Name,School Address1,School Address2,School City,School Province,School Postal Code,ECSTaught,Elementary Taught,Junior High Taught,Senior High Taught,Authority Code,Authority Name,Authority Type,Authority Address1,Authority Address2,Authority City,Authority Province,Authority Postal Code,Offer School Home Education,Offer School Home Education Blended,Offer School Online ,Offer School Outreach,Extract Date';

/** A directory in the published layout; each row is code, name, authority code. */
export function publishedDirectory(rows: [code: string, name: string, authority: string][]): Buffer {
  const lines = rows.map(
    ([code, name, authority]) =>
      `${code},${name},"1, Heron Street",,Teal Harbour,AB,T0A0A0,Y,Y,N,N,${authority},Authority ${authority},Public,00,,Teal Harbour,AB,T0A0A0,N,N,N,Y,2021-05-10`,
  );
  return Buffer.from(`${[directoryTitles, ...lines].join('\r\n')}\r\n`);
}
