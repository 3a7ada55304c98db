import { describe, expect, test } from 'vitest';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Language } from '#kernel/words.ts';
import { renderPdf } from '#platform/pdf/pdf.ts';
import { outlineOf, plainPdf } from '#support/pdf.ts';
import { layOutRecord } from './record-page.ts';
import type { RecordFacts, RecordSetting, Section } from './sheet.ts';
import { readTemplate } from './template.ts';

const at = new Date('2026-11-24T09:41:00Z');

const nothing = { familyName: null, givenName: null, middleName: null, suffix: null };
const received = { submittedBy: 'S.K001', recordedAt: '2026-09-03T15:00:00Z' };
const guid = '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e';

const header: RecordFacts['header'] = {
  ...nothing,
  studentNumber: '123456789',
  version: 4,
  status: 'active',
  sight: 'full',
  resolution: { asked: '123456789', primary: '123456789', numbers: ['123456789'] },
  displayName: 'Zoe Nguyễn',
  legalName: 'Nguyễn, Thị Hường Zoë',
  familyName: 'Nguyễn',
  givenName: 'Thị Hường',
  middleName: 'Zoë',
  isNameExact: true,
  preferredFamilyName: null,
  preferredGivenName: 'Zoe',
  birthDate: '2015-03-09',
  gender: 'F',
  genderWords: { en: 'Female', fr: 'Féminin' },
  proofQuality: 300,
  multipleBirth: 'N',
  languageAtHome: 'vi',
  languageAtHomeWords: { en: 'Vietnamese', fr: 'Vietnamien' },
  isDeceased: false,
  deceasedOn: null,
  isRestricted: false,
  createdBy: 'S.K001',
  createdAt: '2020-09-01T15:00:00Z',
  recordedAt: '2026-09-03T15:00:00Z',
};

const record: RecordFacts['identity']['records'][number] = {
  ...nothing,
  ...received,
  recordId: guid,
  documentType: 'BirthCertificate',
  documentTypeWords: { en: 'Birth certificate', fr: 'Certificat de naissance' },
  quality: 300,
  proves: 'name_and_birth',
  documentNumberLast4: '4711',
  issuedOn: '2015-03-20',
  familyName: 'Nguyễn',
  givenName: 'Thị Hường',
  middleName: 'Zoë',
  birthDate: '2015-03-09',
  gender: 'F',
  isNameExact: true,
  isCurrentName: true,
  isCurrentBirth: true,
};

const enrolment: RecordFacts['enrolments'][number] = {
  studentNumber: '123456789' as StudentNumber,
  enrolmentId: guid,
  schoolCode: 'S.K001' as OrganisationCode,
  schoolName: 'Kestrel Ridge School',
  schoolNameFr: 'École Kestrel Ridge',
  schoolYear: 2027,
  grade: '6',
  startOn: '2026-09-01',
  exitOn: null,
  exitType: null,
  programmingType: 'regular',
  programmingTimeframe: 'day',
  enrolmentTypes: [],
  exceptionCodes: [],
  grantsProgrammes: [],
  residentBoard: null,
  francophoneBoard: null,
  frenchHours: null,
  hours: null,
  programmePercentage: null,
  localStudentId: null,
  status: 'active',
  isDeleted: false,
  version: 1,
  submittedBy: 'S.K001' as OrganisationCode,
  submittedAt: '2026-09-03T15:00:00Z',
};

const status: RecordFacts['personal']['citizenships'][number] = {
  ...received,
  citizenshipId: guid,
  status: '5',
  statusWords: { en: 'Temporary resident', fr: 'Résident temporaire' },
  effectiveOn: '2026-08-15',
  documentType: 'CAStudyPermit',
  documentTypeWords: { en: 'Study permit', fr: 'Permis d’études' },
  documentExpiresOn: '2027-08-31',
  country: null,
  countryWords: null,
  guardianId: null,
  guardianStatus: null,
  guardianStatusWords: null,
  isCurrent: false,
  isDeleted: false,
};

const facts: RecordFacts = {
  header,
  identity: {
    studentNumber: '123456789',
    version: 4,
    records: [
      {
        ...record,
        documentTypeWords: { en: 'Self-declared', fr: 'Déclaration de l’élève' },
        quality: 100,
        documentNumberLast4: null,
        issuedOn: null,
        isCurrentName: false,
        isCurrentBirth: false,
        givenName: 'Zoe',
        middleName: null,
      },
      record,
    ],
    names: [
      {
        ...nothing,
        ...received,
        nameId: guid,
        kind: 'previous',
        familyName: 'ᐊᓯᓂᐚᒋᕀ',
        givenName: 'محمد',
        effectiveOn: '2018-01-01',
      },
    ],
  },
  contacts: {
    studentNumber: '123456789',
    version: 4,
    addresses: [
      {
        ...received,
        addressId: guid,
        kind: 'mailing',
        format: 'Mail-CA',
        street: '12 Larch Crescent\nUnit 4',
        city: 'Kestrel',
        province: 'AB',
        postalCode: 'T9Z 0A1',
        country: 'CA',
        landLocation: null,
        ruralRoute: null,
        site: null,
        compartment: null,
        box: null,
        isGeneralDelivery: false,
        isDeleted: false,
        isPreferred: true,
        isInForce: true,
        effectiveOn: '2020-09-01',
        expiresOn: null,
        endsOn: null,
        label: { en: ['12 LARCH CRESCENT', 'UNIT 4', 'KESTREL AB  T9Z 0A1'], fr: ['12 LARCH CRESCENT'] },
      },
      {
        ...received,
        addressId: guid,
        kind: 'physical',
        format: 'Mail-CA',
        street: 'Long gone',
        city: 'Kestrel',
        province: 'AB',
        postalCode: 'T9Z 0A1',
        country: 'CA',
        landLocation: null,
        ruralRoute: null,
        site: null,
        compartment: null,
        box: null,
        isGeneralDelivery: false,
        isDeleted: false,
        isPreferred: false,
        isInForce: false,
        effectiveOn: '2016-09-01',
        expiresOn: '2020-08-31',
        endsOn: '2020-08-31',
        label: { en: ['LONG GONE'], fr: ['LONG GONE'] },
      },
    ],
    phones: [
      {
        ...received,
        phoneId: guid,
        kind: 'home',
        number: '7805550123',
        extension: '12',
        isListable: true,
        effectiveOn: '2020-09-01',
        expiresOn: null,
      },
    ],
    emails: [],
    guardians: [
      {
        ...received,
        guardianId: guid,
        relationship: 'parent',
        relationshipWords: { en: 'Parent', fr: 'Parent' },
        familyName: 'Nguyễn',
        givenName: 'Minh',
        livesWith: true,
        phone: '7805550124',
        email: 'minh@example.org',
        expiresOn: null,
        rights: { isInForce: true, endsOn: '2030-01-01', because: 'age' },
        limits: [],
      },
    ],
    restrictions: [],
  },
  personal: {
    studentNumber: '123456789',
    version: 4,
    guardians: [],
    languageRight: { value: null, words: null, mayAsk: true },
    languageAtHome: null,
    languageAtHomeWords: null,
    maturity: { on: '2034-09-01', reason: 'age', reasonWords: { en: 'Age', fr: 'Âge' } },
    isDeceased: false,
    deceasedOn: null,
    citizenships: [
      { ...status, isCurrent: true },
      { ...status, status: '1', statusWords: { en: 'Citizen', fr: 'Citoyen' }, isDeleted: true },
    ],
  },
  enrolments: [
    enrolment,
    { ...enrolment, schoolYear: 2026, grade: '5', startOn: '2025-09-02', exitOn: '2026-06-26', status: 'completed' },
  ],
  transitions: [],
  findings: { warnings: 1, advice: 2 },
};

const setting = (language: Language): RecordSetting => ({
  language,
  today: '2026-11-24',
  moment: '24 November 2026, 02:41 MST',
  knownAt: null,
  printedBy: 'Amara Adeyemi',
  printedFor: 'Kestrel Ridge School (S.K001)',
  jurisdiction: { en: 'Demonstration province', fr: 'Province de démonstration' },
  paper: 'us-letter',
  isDemonstration: true,
  nameCode: (_class, code) => code,
  nameOrganisation: () => 'Kestrel Ridge School',
  qualities: [100, 200, 250, 300],
});

const print = async (given: RecordFacts, language: Language = 'en') =>
  renderPdf(await readTemplate('student-record'), layOutRecord(given, setting(language)), {
    language,
    title: 'Student record 1234-5678-9',
    at,
  });

const pageOf = (changes: Partial<RecordFacts> = {}, language: Language = 'en') =>
  layOutRecord({ ...facts, ...changes }, setting(language));
const sectionOf = (title: string, changes: Partial<RecordFacts> = {}) =>
  pageOf(changes).sections.find((it) => it.title === title);
const textsOf = (section: Section | undefined) =>
  (section?.table?.rows ?? []).map((row) => row.map((cell) => cell.text));

describe('the sheet', () => {
  test('shows the number, the legal name and the preferred name', () => {
    expect(pageOf()).toMatchObject({ number: '1234-5678-9', name: 'Nguyễn, Thị Hường Zoë' });
    expect(pageOf().facts).toContainEqual({ label: 'Preferred name', value: 'Zoe Nguyễn' });
  });

  test('shows the proofs in use first, each with its level out of all levels', () => {
    const rows = sectionOf('Proof of identity')?.table?.rows ?? [];
    expect(rows.map((row) => [row[0]?.text, row[1]?.level])).toEqual([
      ['Birth certificate', 4],
      ['Self-declared', 1],
    ]);
    expect(rows[0]?.[2]?.soft).toBe('gives legal name, birth date and gender');
  });

  test('shows the citizenship in force with the document behind it, and none that was taken back', () => {
    expect(textsOf(sectionOf('Citizenship'))).toEqual([
      ['Temporary resident', '15\u00a0Aug\u00a02026', 'Study permit', '–'],
    ]);
    expect(sectionOf('Citizenship')?.table?.rows[0]?.[2]?.soft).toBe('until 31\u00a0Aug\u00a02027');
    const nobody = { ...facts.personal, citizenships: [] };
    expect(sectionOf('Citizenship', { personal: nobody })).toBeUndefined();
  });

  test('leaves out contacts that have expired', () => {
    expect(textsOf(sectionOf('Addresses and telephones')).map((row) => row[1])).toEqual([
      '12 LARCH CRESCENT\nUNIT 4\nKESTREL AB  T9Z 0A1',
      '780-555-0123, extension 12',
    ]);
  });

  test('names each enrolment’s school in the language of the sheet, with its status', () => {
    expect(textsOf(sectionOf('Enrolments'))[0]?.slice(0, 4)).toEqual([
      '2026/2027',
      'Kestrel Ridge School',
      '6',
      'Active',
    ]);
    const french = pageOf({}, 'fr').sections.find((it) => it.title === 'Inscriptions');
    expect(textsOf(french)[0]?.slice(0, 4)).toEqual(['2026/2027', 'École Kestrel Ridge', '6', 'Active']);
  });

  test('says who answers for the student, from when and why, and is silent when nobody said so', () => {
    const { studentNumber, schoolCode, schoolName, schoolNameFr } = enrolment;
    const base = { studentNumber, version: 1, isDeleted: false, isCurrent: false, outside: null, schoolCode };
    const stamp = { submittedBy: schoolCode, submittedAt: '2026-09-03T15:00:00Z', transitionId: guid };
    const said = { ...base, ...stamp, schoolName, schoolNameFr, hasSchool: 'yes', reason: 'new_student' } as const;
    const transitions = [
      { ...said, effectiveOn: '2026-11-02', hasSchool: 'unknown', schoolCode: null, isCurrent: true } as const,
      { ...said, effectiveOn: '2026-09-01' },
    ];
    expect(textsOf(sectionOf('Responsible school', { transitions })).map((row) => row[1])).toEqual([
      'Not known',
      'Kestrel Ridge School',
    ]);
    expect(sectionOf('Responsible school')).toBeUndefined();
  });

  test('says when there is nothing rather than leaving a gap', () => {
    expect(sectionOf('Enrolments', { enrolments: [] })).toMatchObject({
      table: null,
      note: expect.stringMatching(/No/),
    });
    expect(sectionOf('Open findings', { findings: { warnings: 0, advice: 0 } })?.note).toBe('None is open.');
  });

  test('counts findings for those who may read findings, and is silent to others', () => {
    expect(sectionOf('Open findings')?.note).toContain('somebody: 1.');
    expect(sectionOf('Open findings', { findings: null })).toBeUndefined();
  });

  test('marks the demonstration and the protected student', () => {
    expect(pageOf().marks.map((it) => it.kind)).toEqual(['demonstration']);
    const restricted = { header: { ...header, isRestricted: true } };
    expect(pageOf(restricted).marks.map((it) => it.kind)).toEqual(['demonstration', 'restricted']);
  });

  test('says when, for whom and by whom it was printed', () => {
    expect(pageOf().footer).toBe(
      'As known on 24 November 2026, 02:41 MST. Printed for Kestrel Ridge School (S.K001) by Amara Adeyemi.',
    );
  });

  test('has no place left unfilled in either language', () => {
    for (const language of ['en', 'fr'] as const) {
      const { page, ...rest } = pageOf({}, language);
      expect(page).toContain('{page}');
      expect(JSON.stringify(rest)).not.toMatch(/\{\w+\}/);
    }
  });
});

describe('the printed record', () => {
  test('has the name as its title and a heading for every section', async () => {
    expect(outlineOf(await print(facts))).toEqual([
      'Nguyễn, Thị Hường Zoë',
      'The student',
      'Proof of identity',
      'Other names',
      'Citizenship',
      'Enrolments',
      'Addresses and telephones',
      'Guardians',
      'Open findings',
      'Student record 1234-5678-9',
    ]);
  });

  test('prints a name that looks like markup as it stands', async () => {
    const hostile = '#panic("x") *_[] $1$ \\ {page}';
    const headings = outlineOf(await print({ ...facts, header: { ...header, legalName: hostile } }));
    expect(headings[0]).toBe(hostile);
  });

  test('prints on either paper, names and addresses of any length', async () => {
    const long = { ...header, legalName: `${'W'.repeat(50)}, ${'Xyzzy '.repeat(9)}`, isRestricted: true };
    const [guardian] = facts.contacts.guardians;
    const guardians = guardian ? [{ ...guardian, email: `${'minh.'.repeat(40)}@example.org` }] : [];
    const page = layOutRecord({ ...facts, header: long, contacts: { ...facts.contacts, guardians } }, setting('fr'));
    const template = await readTemplate('student-record');
    const sizes = ['us-letter', 'a4'].map(async (paper) => {
      const pdf = await renderPdf(template, { ...page, paper }, { language: 'fr', title: 'Long', at });
      return /\/MediaBox\s*\[0 0 (\d+)/.exec(plainPdf(pdf))?.[1];
    });
    expect(await Promise.all(sizes)).toEqual(['612', '595']);
  });

  test('prints sixty enrolments over several pages in less than a second', async () => {
    const enrolments = Array.from({ length: 60 }, (_, i) => ({ ...enrolment, schoolYear: 2027 - i }));
    await print(facts); // the compiler and the fonts are loaded once
    const began = performance.now();
    await print({ ...facts, enrolments }, 'fr');
    expect(performance.now() - began).toBeLessThan(1000);
  });
});
