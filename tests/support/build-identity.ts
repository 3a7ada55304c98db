import { addDays } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import {
  applyStudentItems,
  createStudents,
  type IdentityContext,
  type IdentityQuery,
  type ItemFate,
  type StudentItem,
} from '#modules/identity/index.ts';
import type { Act } from '#platform/act.ts';
import type { Tx } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';

let counter = 0;

/** A GUID that nothing else of the run has. */
export function buildObjectGuid(): string {
  counter += 1;
  return `0197a0f2-0005-7000-8000-${counter.toString(16).padStart(12, '0')}`;
}

export function buildIdentityContext(
  { at, today }: Pick<Act, 'at' | 'today'>,
  jurisdiction: Jurisdiction,
): IdentityContext {
  return { at, rules: jurisdiction.ruleContext(today), numberScheme: jurisdiction.numberScheme, submissionId: null };
}

type Facts = Partial<IdentityQuery['draft']> &
  Partial<Omit<IdentityQuery, 'draft' | 'organisation'>> & { organisation?: string };

// Names that nobody else has, so that students made by default never resemble each other.
const givenNames = ['Amara', 'Bogdan', 'Chidi', 'Dunja', 'Eluned', 'Farouk', 'Gudrun', 'Hyacinth', 'Ikaika', 'Jovanka'];
const familyNames = [
  'Okonkwo',
  'Przybylski',
  'Quispe',
  'Rautavaara',
  'Szabo',
  'Tupou',
  'Umarov',
  'Vukovic',
  'Wachowski',
  'Xochitl',
];

/** Four letters in which two numbers hardly ever differ by one alone: names that are nearly alike make twins of students of one day. */
function lettersOf(number: number): string {
  const mixed = Math.imul(number + 1, 2_654_435_761) >>> 0;
  return [24, 16, 8, 0].map((bits) => String.fromCharCode(97 + (((mixed >>> bits) & 255) % 26))).join('');
}

/** A student as S.K001 would ask about one: unlike any other of the run unless facts are given. */
export function buildQuery(facts: Facts = {}): IdentityQuery {
  counter += 1;
  const { ref, organisation, localStudentId, guid, studentNumber, names, postalCodes, phones, guardians, ...draft } =
    facts;
  return {
    ref: ref ?? `row-${counter}`,
    organisation: (organisation ?? 'S.K001') as OrganisationCode,
    localStudentId: localStudentId ?? `L${counter}`,
    guid: guid ?? buildObjectGuid(),
    studentNumber: studentNumber ?? null,
    names: names ?? [],
    postalCodes: postalCodes ?? [],
    phones: phones ?? [],
    guardians: guardians ?? [],
    draft: {
      // Another day for each of some three thousand: many files of tests share the counter.
      birthDate: addDays('2008-01-01', (counter * 1009) % 3285),
      gender: 'F',
      familyName: `${familyNames[counter % 10]}${lettersOf(counter)}`,
      givenName: givenNames[Math.floor(counter / 3) % 10] ?? 'Amara',
      middleName: null,
      suffix: null,
      preferredFamilyName: null,
      preferredGivenName: null,
      multipleBirth: null,
      languageAtHome: null,
      isDeceased: null,
      deceasedOn: null,
      ...draft,
    },
  };
}

/** Creates students; fails when one of them is not new. */
export async function buildStudents(
  tx: Tx,
  act: Act,
  { queries, jurisdiction }: { queries: readonly IdentityQuery[]; jurisdiction: Jurisdiction },
): Promise<StudentNumber[]> {
  const decisions = await createStudents(tx, queries, buildIdentityContext(act, jurisdiction));
  return decisions.map((decision) => {
    if (decision.outcome !== 'assigned' || !decision.studentNumber)
      throw new Error(`not created: ${JSON.stringify(decision)}`);
    return decision.studentNumber;
  });
}

type ItemOf<File extends StudentItem['file']> = Extract<StudentItem, { file: File }>;
type DraftOf<File extends StudentItem['file']> = ItemOf<File>['draft'];

const drafts = {
  identification: (): DraftOf<'identification'> => ({
    guid: buildObjectGuid(),
    documentType: 'ABBirthCert',
    documentNumberLast4: null,
    issuedOn: null,
    familyName: 'Tremblay',
    givenName: 'Zoé',
    middleName: null,
    suffix: null,
    birthDate: '2015-03-09',
    gender: 'F',
    isNameExact: true,
  }),
  names: (): DraftOf<'names'> => ({
    guid: buildObjectGuid(),
    kind: 'alias',
    familyName: 'Roy',
    givenName: 'Zoé',
    middleName: null,
    suffix: null,
    effectiveOn: null,
  }),
  addresses: (): DraftOf<'addresses'> => ({
    guid: buildObjectGuid(),
    kind: 'mailing',
    format: 'Mail-CA',
    street: '12 First Avenue',
    city: 'Kestrel Bay',
    province: 'AB',
    postalCode: 'T5A 0A1',
    country: 'CA',
    landLocation: null,
    ruralRoute: null,
    site: null,
    compartment: null,
    box: null,
    isGeneralDelivery: null,
    isPreferred: null,
    effectiveOn: '2026-09-01',
    isDeleted: null,
  }),
  phones: (): DraftOf<'phones'> => ({
    guid: buildObjectGuid(),
    kind: 'home',
    number: '7805550142',
    extension: null,
    isListable: false,
    effectiveOn: '2026-09-01',
    expiresOn: null,
  }),
  guardians: (): DraftOf<'guardians'> => ({
    guid: buildObjectGuid(),
    relationship: 'parent',
    familyName: 'Tremblay',
    givenName: 'Anne',
    livesWith: true,
    phone: null,
    email: null,
    expiresOn: null,
  }),
  guardian_limits: (): DraftOf<'guardian_limits'> => ({
    guid: buildObjectGuid(),
    guardianId: buildObjectGuid(),
    kind: 'no_pick_up',
    effectiveOn: '2026-09-01',
    orderType: 'parenting_order',
    orderReference: 'Court of King’s Bench 2604 11873',
    orderIssuedOn: null,
    details: null,
    isDeleted: null,
  }),
  restrictions: (): DraftOf<'restrictions'> => ({
    guid: buildObjectGuid(),
    kind: 'CourtOrdered',
    details: null,
    effectiveOn: '2026-01-01',
    expiresOn: null,
    isActive: true,
  }),
  citizenships: (): DraftOf<'citizenships'> => ({
    guid: buildObjectGuid(),
    status: '5',
    effectiveOn: '2026-08-15',
    documentType: 'CAStudyPermit',
    documentExpiresOn: '2028-08-31',
    country: 'FR',
    guardianId: null,
    guardianStatus: null,
    isDeleted: null,
  }),
};

/** A row about a student, with plausible facts where none are given. */
export function buildItem<File extends keyof typeof drafts>(
  file: File,
  studentNumber: StudentNumber,
  facts: Partial<DraftOf<File>> = {},
  organisation = 'S.K001',
): StudentItem {
  counter += 1;
  // The file and its draft are looked up together.
  return {
    ref: `item-${counter}`,
    studentNumber,
    organisation,
    file,
    draft: { ...drafts[file](), ...facts },
  } as unknown as StudentItem;
}

/** A school's own row about a student whom it asked about. */
export function buildStudentItem(
  query: IdentityQuery,
  studentNumber: StudentNumber,
  facts: Partial<IdentityQuery['draft']> = {},
): StudentItem {
  const { ref, organisation, localStudentId } = query;
  const draft = { ...query.draft, guid: query.guid ?? buildObjectGuid(), localStudentId, ...facts };
  return { ref, studentNumber, organisation, file: 'students', draft };
}

export function applyItems(
  tx: Tx,
  act: Act,
  { items, jurisdiction }: { items: readonly StudentItem[]; jurisdiction: Jurisdiction },
): Promise<ItemFate[]> {
  return applyStudentItems(tx, items, buildIdentityContext(act, jurisdiction));
}
