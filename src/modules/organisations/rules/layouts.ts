/** A column of a published file: its title as published, and what it holds. */
export type Column = { title: string; meaning: string; needed: boolean };

/** Enrolment by school and grade, as Alberta publishes it on open.alberta.ca. */
export const enrolmentColumns = {
  year: column(
    'School Year Name',
    'the school year, `2022/2023`; some files lack the column, and their name says the year',
    false,
  ),
  category: column(
    'School Authority Category',
    'the type of the authority, by the words of the code table `organisation_type`',
  ),
  authorityName: column('School Authority Name', 'the authority'),
  authorityCode: column('School Authority Code', 'its code without `A.`, four digits'),
  name: column('School Name', 'the school'),
  code: column('School Code', 'its code without `S.`, four digits'),
  total: column('Total', 'students in all; compared with the sum of the grades'),
} as const;

/** The grade of each column of students: `ECS` is early childhood. */
export const gradeColumns = new Map([
  ['ECS', 'EC'],
  ...Array.from({ length: 12 }, (_, i) => [`Grade ${i + 1}`, String(i + 1)] as [string, string]),
]);

/** The columns of the directory that say Y or N; the jurisdiction says what grades and programmes they mean. */
export const flagColumns = [
  ...['ECSTaught', 'Elementary Taught', 'Junior High Taught', 'Senior High Taught'],
  ...[
    'Offer School Home Education',
    'Offer School Home Education Blended',
    'Offer School Online',
    'Offer School Outreach',
  ],
];

/** The school directory, as Alberta published it in 2021. */
export const directoryColumns: readonly Column[] = [
  column('School Code', 'the school’s code without `S.`, four digits'),
  column('School Name', 'the school'),
  ...addressColumns('School'),
  ...flagColumns.slice(0, 4).map((title) => column(title, 'Y or N: the grades of that level are taught', false)),
  column('Authority Code', 'the authority’s code without `A.`, four digits'),
  column('Authority Name', 'the authority'),
  column('Authority Type', 'its type, by the words of the code table `organisation_type`'),
  ...addressColumns('Authority'),
  ...flagColumns.slice(4).map((title) => column(title, 'Y or N: the programme is offered', false)),
  column('Extract Date', 'the day of the extract, `2021-05-10`: the same in all rows'),
];

function column(title: string, meaning: string, needed = true): Column {
  return { title, meaning, needed };
}

function addressColumns(owner: 'School' | 'Authority'): Column[] {
  return [
    column(`${owner} Address1`, 'first street line; `00` means none', false),
    column(`${owner} Address2`, 'second street line', false),
    column(`${owner} City`, 'city', false),
    column(`${owner} Province`, 'province', false),
    column(`${owner} Postal Code`, 'postal code', false),
  ];
}
