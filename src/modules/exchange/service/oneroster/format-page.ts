import { writeCsvLine } from '#kernel/csv.ts';
import { type OneRosterField, oneRosterFields } from '../../layout/oneroster.ts';
import {
  type HeldFile,
  heldFiles,
  leftOutColumns,
  oneRosterVersion,
  readAs,
  unheldColumns,
  unheldFiles,
  unreadColumns,
} from '../../rules/oneroster/files.ts';

const meanings: Record<HeldFile, string> = {
  orgs: 'Where the roles are. Matched to the organisations of the register by code; none is ever made.',
  academicSessions: 'The days of the school year. Of one school year, it is the year of the file.',
  users: 'Students, and others, who are told apart by their roles.',
  demographics: 'Birth date and sex of a user, under the user’s sourcedId.',
  roles: 'What a user is where and from when to when. A role of a student is an enrolment.',
};

/** The page of OneRoster: what is read of it, and as what. */
export function oneRosterPage(): string {
  const sections = heldFiles.map((file) => `## ${file}.csv\n\n${meanings[file]}\n\n${table(file)}\n`);
  const unheld = unheldFiles.map((file) => `| \`${file}.csv\` | ${unheldColumns[file].join(', ')} |`);
  return `<!-- Written by \`npm run generate\` from src/modules/exchange/layout/oneroster.ts. -->

# OneRoster ${oneRosterVersion} (CSV)

The CSV binding of 1EdTech, by its corrected version 1.2.1: a zip that \`POST /v1/submissions\` and \`npx matricula submit\` take like an extract of our own.
It is recognised by the header of its \`manifest.csv\` (\`propertyName,value\`). We implement it; we are not certified.

- The manifest says of each file \`bulk\`, \`delta\` or \`absent\`; a manifest that contradicts the zip refuses it. Unknown files and columns are refused by name.
- \`metadata.…\` columns are read where the jurisdiction says so (parameter \`exchange.oneroster_metadata\`); the others are named and not read.
- Every row has a fate. A row of which the register holds nothing is *unchanged* with a note that says so.
- A sourcedId that is a GUID is the GUID on the register. Of any other, with the organisation that sends it, one is made, always the same.
- Grades and sexes are read by the tables \`oneroster_grade\` and \`oneroster_sex\`; what OneRoster lacks comes from \`exchange.oneroster_defaults\`.
- Delta says only what changed: for the rest, the rows of your earlier files stand. What a bulk file no longer mentions is said in a remark; nothing follows.

The rules with their reasons: [docs/domain/oneroster.md](../domain/oneroster.md). *Read as* names the file and column of [our extract](sis-extract.md).

${sections.join('\n')}
## Files that are not read

The register holds nothing of them yet. Their columns are known, and their rows are told that nothing was read.

| file | columns |
| --- | --- |
${unheld.join('\n')}

## Sample

${sample()}`;
}

function table(file: HeldFile): string {
  const rows = oneRosterFields(file).map(
    ({ name, isRequired, words }) =>
      `| \`${name}\` | ${isRequired ? '**yes**' : ''} | ${words?.words.en ?? ''} | ${words?.words.fr ?? ''} | ${fateOf(file, name)} |`,
  );
  return ['| column | required | meaning | signification | read as |', '| --- | --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

function fateOf(file: HeldFile, column: string): string {
  if (leftOutColumns[file]?.includes(column)) return 'neither read nor kept';
  if (unreadColumns[file]?.includes(column)) return 'not read';
  const target = readAs[file]?.[column];
  return target ? `\`${target}\`` : '';
}

const userId = '5d0c9d3e-0d0b-4a8e-9d57-6b1f3f0a7c21';
const sampleCells: Record<HeldFile, Record<string, string>> = {
  orgs: { sourcedId: 'org-1', name: 'Kestrel Bay School', type: 'school', identifier: 'S.K001' },
  academicSessions: {
    sourcedId: 'year-2027',
    title: '2026/2027',
    type: 'schoolYear',
    startDate: '2026-09-01',
    endDate: '2027-06-28',
    schoolYear: '2027',
  },
  users: {
    sourcedId: userId,
    enabledUser: 'true',
    username: 'aadeyemi',
    givenName: 'Amara',
    familyName: 'Adeyemi',
    identifier: '10442',
    grades: '06',
  },
  demographics: { sourcedId: userId, birthDate: '2015-03-09', sex: 'female' },
  roles: {
    sourcedId: '5d0c9d3e-0d0b-4a8e-9d57-6b1f3f0a7c22',
    userSourcedId: userId,
    roleType: 'primary',
    role: 'student',
    beginDate: '2026-09-01',
    orgSourcedId: 'org-1',
  },
};

function sample(): string {
  const manifest = [
    ['propertyName', 'value'],
    ['manifest.version', '1.0'],
    ['oneroster.version', oneRosterVersion],
    ...heldFiles.map((file) => [`file.${file}`, 'bulk']),
    ['source.systemName', 'Northlight SIS'],
  ];
  const files = heldFiles.map((file) => {
    const columns = oneRosterFields(file).map(({ name }: OneRosterField) => name);
    return block(file, [columns, columns.map((column) => sampleCells[file][column] ?? '')]);
  });
  return [block('manifest', manifest), ...files].join('\n');
}

function block(file: string, lines: readonly (readonly string[])[]): string {
  const text = lines.map((cells) => writeCsvLine([...cells]).replace('\r', '')).join('');
  return `\`${file}.csv\`\n\n\`\`\`csv\n${text}\`\`\`\n`;
}
