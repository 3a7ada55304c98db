import type { OrganisationCode } from '#kernel/ids.ts';
import { type OrganisationStatement, upsertOrganisations } from '#modules/organisations/index.ts';
import type { Tx } from '#platform/database/database.ts';

const code = (text: string) => text as OrganisationCode;
const allGrades = ['EC', '1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '11', '12'];

const base = {
  nameFr: null,
  type: null,
  classification: null,
  authorityCode: null,
  openedOn: null,
  closedOn: null,
  source: 'test',
};

function school(name: string, schoolCode: string, authority: string): OrganisationStatement {
  return {
    ...base,
    code: code(schoolCode),
    kind: 'school',
    name,
    authorityCode: code(authority),
    openedOn: '2000-09-01',
    calendars: [2026, 2027].map((schoolYear) => ({
      schoolYear,
      kind: 'regular',
      from: `${schoolYear - 1}-09-01`,
      to: `${schoolYear}-06-28`,
    })),
    gradeOfferings: allGrades.map((grade) => ({ offering: 'regular', grade, from: '2000-09-01', to: null })),
    programmeOfferings: [{ programme: 'FL', from: '2000-09-01', to: null }],
  };
}

/** The organisations that every test may count on. S.K001 and S.K002 belong to A.K001; S.K003 and S.K004 to A.K002. */
export const testOrganisations: readonly OrganisationStatement[] = [
  { ...base, code: code('O.1'), kind: 'ministry', name: 'Ministry of Learning' },
  {
    ...base,
    code: code('A.K001'),
    kind: 'authority',
    name: 'Kestrel River School Division',
    type: 'public',
    openedOn: '1990-01-01',
  },
  {
    ...base,
    code: code('A.K002'),
    kind: 'authority',
    name: 'Larch Hills School Division',
    type: 'separate',
    openedOn: '1990-01-01',
  },
  school('Kestrel High', 'S.K001', 'A.K001'),
  school('Sandpiper School', 'S.K002', 'A.K001'),
  school('Larch Hills School', 'S.K003', 'A.K002'),
  school('École des Mélèzes', 'S.K004', 'A.K002'),
];

/** Records them. */
export async function buildOrganisations(tx: Tx): Promise<void> {
  await upsertOrganisations(tx, testOrganisations);
}
