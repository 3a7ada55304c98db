import { drop, type Rows, set } from './mistakes.ts';
import type { BirthGender } from './names/culture.ts';
import type { Expected } from './subject.ts';

// The students of the ready submissions: invented one by one, the same in every province, so that the page which explains
// them can name them. All live in the town of the schools S.K001 and S.K002.

export type ReadyFile = 1 | 2 | 3 | 4 | 5;

export type ReadyPerson = {
  key: string;
  family: string | null;
  given: string | null;
  middle?: string;
  born: string;
  gender: BirthGender;
  culture?: string;
  /** Those who share a home share this word; the key itself otherwise. */
  home?: string;
  /** Where the student was last year, and so is on the register; null for somebody new. */
  last: 'S.K001' | 'S.K002' | 'S.K003' | null;
  grade: number;
  /** The file in which the student waits; null for somebody who is only on the register. */
  file: ReadyFile | null;
  /** Whether the school knows the number. */
  hasNumber: boolean;
  isRestricted?: boolean;
  isMultipleBirth?: boolean;
  bornWith?: string;
  hasMoved?: boolean;
  preferred?: string;
  tag?: string;
  expected: Expected;
  expect: string;
  /** The mistake, made in the rows of the submission; `numberOf` answers the number of another ready person. */
  spoil?(rows: Rows, numberOf: (key: string) => string): void;
};

type Draft = Omit<ReadyPerson, 'hasNumber' | 'last' | 'expected'> &
  Partial<Pick<ReadyPerson, 'hasNumber' | 'last' | 'expected'>>;

/** Somebody whom the school taught last year and knows by number. */
function returning(draft: Draft): ReadyPerson {
  return { hasNumber: true, last: 'S.K001', expected: 'assigned', ...draft };
}

function newcomer(draft: Draft): ReadyPerson {
  return { hasNumber: false, last: null, expected: 'new', ...draft };
}

const numberAssigned = 'Found by number; the enrolment of this year is added.';

const september: ReadyPerson[] = [
  returning({
    key: 'odette',
    family: 'Beaulieu-Carter',
    given: 'Odette',
    middle: 'Rose',
    born: '2018-04-17',
    gender: 'F',
    home: 'beaulieu',
    grade: 3,
    file: 1,
    expect: numberAssigned,
  }),
  returning({
    key: 'emile',
    family: 'Beaulieu-Carter',
    given: 'Émile',
    middle: 'James',
    born: '2015-02-08',
    gender: 'M',
    home: 'beaulieu',
    grade: 6,
    file: 1,
    expect: numberAssigned,
  }),
  returning({
    key: 'rhys',
    family: 'Abernathy',
    given: 'Rhys',
    middle: 'Owen',
    born: '2017-11-30',
    gender: 'M',
    home: 'abernathy',
    grade: 4,
    file: 1,
    expect: numberAssigned,
  }),
  newcomer({
    key: 'wren',
    family: 'Abernathy',
    given: 'Wren',
    middle: 'Isla',
    born: '2021-05-02',
    gender: 'F',
    home: 'abernathy',
    grade: 0,
    file: 1,
    tag: 'sibling',
    expect: 'A new number: a kindergarten child whose brother is on the register.',
  }),
  newcomer({
    key: 'amanpreet',
    family: 'Sandhu',
    given: 'Amanpreet',
    middle: 'Kaur',
    born: '2021-01-19',
    gender: 'F',
    culture: 'punjabi',
    home: 'sandhu',
    grade: 0,
    file: 1,
    isMultipleBirth: true,
    bornWith: 'amandeep',
    expect: 'A new number: a twin whose multiple birth is stated, beside her sister in the same file.',
  }),
  newcomer({
    key: 'amandeep',
    family: 'Sandhu',
    given: 'Amandeep',
    middle: 'Kaur',
    born: '2021-01-19',
    gender: 'F',
    culture: 'punjabi',
    home: 'sandhu',
    grade: 0,
    file: 1,
    isMultipleBirth: true,
    bornWith: 'amanpreet',
    expect: 'A new number: the other twin, one letter or two away.',
  }),
  returning({
    key: 'khoi',
    family: 'Nguyễn',
    given: 'Minh Khôi',
    middle: 'Văn',
    born: '2016-08-24',
    gender: 'M',
    culture: 'vietnamese',
    last: 'S.K002',
    grade: 5,
    file: 1,
    expect: 'Found by number, though he comes from S.K002: the school sees him from now on.',
  }),
  returning({
    key: 'taras',
    family: 'Hnatiuk',
    given: 'Taras',
    middle: 'Ivanovych',
    born: '2014-06-11',
    gender: 'M',
    culture: 'ukrainian',
    last: 'S.K003',
    grade: 7,
    file: 1,
    hasNumber: false,
    expect: 'Found without a number: name, birth date and telephone agree.',
  }),
  newcomer({
    key: 'hodan',
    family: 'Warsame',
    given: 'Hodan',
    middle: 'Abdi',
    born: '2018-10-05',
    gender: 'F',
    culture: 'somali',
    grade: 2,
    file: 1,
    tag: 'newcomer',
    expect: 'A new number: new to the province.',
  }),
];

const mistakes: ReadyPerson[] = [
  returning({
    key: 'callum',
    family: 'Forsyth',
    given: 'Callum',
    born: '2016-03-14',
    gender: 'M',
    grade: 5,
    file: 2,
    tag: 'exit_before_start',
    expect: 'The enrolment is refused: its exit lies before its start (PASI 10016). Mend the exit date.',
    spoil: ({ enrolment }) => set(enrolment, 'exit_on', '2026-08-21'),
  }),
  returning({
    key: 'tessa',
    family: 'Holmgren',
    given: 'Tessa',
    born: '2015-02-28',
    gender: 'F',
    grade: 6,
    file: 2,
    tag: 'impossible_birth_date',
    expected: 'refused',
    expect: 'Refused: 30 February is not a day. Write 2015-02-28.',
    spoil: ({ student }) => set(student, 'birth_date', '2015-02-30'),
  }),
  returning({
    key: 'duncan',
    family: 'Drummond',
    given: 'Duncan',
    middle: 'Reid',
    born: '2017-09-03',
    gender: 'M',
    grade: 3,
    file: 2,
    tag: 'number_mistyped',
    expect: 'The number cannot exist, its check digit is wrong; the school’s own id finds him all the same.',
    spoil: ({ student }, numberOf) => set(student, 'student_number', nextDigit(numberOf('duncan'))),
  }),
  returning({
    key: 'priya',
    family: 'Menon',
    given: 'Priya',
    born: '2014-12-21',
    gender: 'F',
    culture: 'indian',
    grade: 6,
    file: 2,
    tag: 'number_of_other',
    expected: 'review',
    expect: 'Waits for a person: the number is that of Callum Forsyth, whose name and birth date are others.',
    spoil: ({ student }, numberOf) => set(student, 'student_number', numberOf('callum')),
  }),
  returning({
    key: 'jayden',
    family: 'Lavoie',
    given: 'Jayden',
    born: '2018-07-07',
    gender: 'M',
    home: 'lavoie',
    grade: 3,
    file: null,
    bornWith: 'jaden',
    expect: 'On the register: the twin of Jaden.',
  }),
  newcomer({
    key: 'jaden',
    family: 'Lavoie',
    given: 'Jaden',
    born: '2018-07-07',
    gender: 'M',
    home: 'lavoie',
    grade: 3,
    file: 2,
    bornWith: 'jayden',
    tag: 'new_twin',
    expected: 'review',
    expect:
      'Waits for a person: same day and home as Jayden Lavoie, one letter apart, and no multiple birth stated. It is his twin: decide “new”.',
  }),
  returning({
    key: 'catherine',
    family: 'McLean',
    given: 'Catherine',
    middle: 'Anne',
    born: '2015-10-12',
    gender: 'F',
    last: 'S.K003',
    grade: 6,
    file: 2,
    hasNumber: false,
    hasMoved: true,
    tag: 'typo_given',
    expected: 'review',
    expect:
      'Waits for a person: Katherin, at another address, with the birth date of the register’s Catherine McLean. It is the same girl.',
    spoil: ({ student, identification, all }) => {
      for (const row of [student, identification]) set(row, 'given_name', 'Katherin');
      for (const row of all) if (row.file === 'phones') set(row, 'number', '7805553321');
      for (const row of all) if (row.file === 'guardians') set(row, 'given_name', 'Cathy');
    },
  }),
  newcomer({
    key: 'tenzin',
    family: null,
    given: 'Tenzin',
    born: '2016-02-19',
    gender: 'M',
    culture: 'one-name',
    grade: 5,
    file: 2,
    tag: 'mononym',
    expect: 'A new number: one name is a whole name.',
  }),
  returning({
    key: 'ivy',
    family: 'Marshcombe',
    given: 'Ivy',
    born: '2018-01-23',
    gender: 'F',
    grade: 3,
    file: 2,
    tag: 'guid_twice',
    expected: 'refused',
    expect: 'Refused: her row and that of Nell Marshcombe carry one GUID, and a GUID belongs to one student.',
  }),
  returning({
    key: 'nell',
    family: 'Marshcombe',
    given: 'Nell',
    born: '2016-05-09',
    gender: 'F',
    grade: 5,
    file: 2,
    home: 'ivy',
    tag: 'guid_twice',
    expected: 'refused',
    expect: 'Refused with Ivy Marshcombe: mend one of the two GUIDs.',
  }),
  newcomer({
    key: 'formula',
    family: '=HYPERLINK("http://example.org")',
    given: 'Robin',
    born: '2017-04-01',
    gender: 'M',
    grade: 4,
    file: 2,
    tag: 'formula',
    expected: 'refused',
    expect: 'Refused: a formula where a name belongs. It stands harmless in every report.',
  }),
  returning({
    key: 'quinn',
    family: 'Ashford',
    given: 'Quinn',
    born: '2013-08-15',
    gender: 'F',
    grade: 8,
    file: 2,
    tag: 'unknown_grade',
    expect: 'The enrolment is refused: there is no grade 14.',
    spoil: ({ enrolment }) => set(enrolment, 'grade', '14'),
  }),
  returning({
    key: 'elizabeth',
    family: 'Gallagher',
    given: 'Elizabeth',
    middle: 'Maeve',
    born: '2014-03-27',
    gender: 'F',
    grade: 7,
    file: 2,
    last: 'S.K002',
    hasNumber: false,
    tag: 'nickname',
    expect: 'Called Beth by the clerk; found all the same, by family name, birth date and telephone.',
    spoil: ({ student, identification }) => {
      for (const row of [student, identification]) set(row, 'given_name', 'Beth');
    },
  }),
  returning({
    key: 'mateo',
    family: 'García Muñoz',
    given: 'Mateo',
    born: '2016-05-11',
    gender: 'M',
    culture: 'spanish',
    grade: 5,
    file: 2,
    tag: 'swapped_day_month',
    expect:
      'Found by number and name, but his row is refused: day and month changed places, and the birth certificate on the register says otherwise. Mend the birth date.',
    spoil: ({ student }) => set(student, 'birth_date', '2016-11-05'),
  }),
  returning({
    key: 'soraya',
    family: 'Haddad',
    given: 'Layla',
    middle: 'Karim',
    born: '2015-07-30',
    gender: 'F',
    culture: 'arabic',
    last: 'S.K003',
    grade: 6,
    file: 2,
    hasNumber: false,
    tag: 'swapped_names',
    expect: 'Family and given name changed places; found all the same.',
    spoil: ({ student, identification }) => {
      for (const row of [student, identification]) {
        set(row, 'family_name', 'Layla');
        set(row, 'given_name', 'Haddad');
      }
    },
  }),
  returning({
    key: 'protected',
    family: 'Thornbrook',
    given: 'Alder',
    middle: 'June',
    born: '2017-06-16',
    gender: 'F',
    last: 'S.K003',
    grade: 4,
    file: 2,
    hasNumber: false,
    isRestricted: true,
    expected: 'review',
    expect: 'Waits for the ministry. The school learns nothing but that somebody decides.',
  }),
  returning({
    key: 'griffin',
    family: 'Oakshaw',
    given: 'Griffin',
    born: '2014-09-02',
    gender: 'M',
    grade: 6,
    file: 2,
    tag: 'missing_start',
    expect: 'The enrolment is refused: the start date is missing.',
    spoil: ({ enrolment }) => drop(enrolment, 'start_on'),
  }),
  newcomer({
    key: 'skye',
    family: 'Many Grey Horses',
    given: 'Skye',
    born: '2019-03-03',
    gender: 'F',
    culture: 'indigenous',
    grade: 2,
    file: 2,
    tag: 'unknown_gender',
    expected: 'refused',
    expect: 'Refused: the gender is written Female; the code is F.',
    spoil: ({ student }) => set(student, 'gender', 'Female'),
  }),
];

function nextDigit(number: string): string {
  return number.slice(0, 8) + String((Number(number.slice(8)) + 1) % 10);
}

const oldEncoding: ReadyPerson[] = [
  returning({
    key: 'francois',
    family: "L'Heureux",
    given: 'François',
    middle: 'Noël',
    born: '2015-12-24',
    gender: 'M',
    culture: 'french',
    grade: 5,
    file: 3,
    expect: numberAssigned,
  }),
  returning({
    key: 'helene',
    family: 'Côté',
    given: 'Hélène',
    born: '2016-04-04',
    gender: 'F',
    culture: 'french',
    home: 'cote',
    grade: 5,
    file: 3,
    expect: numberAssigned,
  }),
  newcomer({
    key: 'zoe',
    family: 'Côté',
    given: 'Zoé',
    born: '2021-08-18',
    gender: 'F',
    culture: 'french',
    home: 'cote',
    grade: 0,
    file: 3,
    tag: 'sibling',
    expect: 'A new number; every accent arrives.',
  }),
  returning({
    key: 'jurgen',
    family: 'Schäfer',
    given: 'Jürgen',
    born: '2014-01-31',
    gender: 'M',
    culture: 'german',
    grade: 7,
    file: 3,
    hasNumber: false,
    expect: 'Found by the school’s own id.',
  }),
  newcomer({
    key: 'inigo',
    family: 'Núñez Peña',
    given: 'Íñigo',
    born: '2017-10-10',
    gender: 'M',
    culture: 'spanish',
    grade: 3,
    file: 3,
    tag: 'newcomer',
    expect: 'A new number.',
  }),
];

const elsewhere: ReadyPerson[] = [
  returning({
    key: 'jasleen',
    family: 'Dhaliwal',
    given: 'Jasleen',
    middle: 'Kaur',
    born: '2016-09-21',
    gender: 'F',
    culture: 'punjabi',
    last: 'S.K002',
    grade: 5,
    file: 4,
    expect: numberAssigned,
  }),
  newcomer({
    key: 'tuva',
    family: 'Ødegaard',
    given: 'Tuva',
    born: '2021-02-14',
    gender: 'F',
    culture: 'nordic',
    grade: 0,
    file: 4,
    expect: 'A new number.',
  }),
  returning({
    key: 'bereket',
    family: 'Kidane',
    given: 'Bereket',
    born: '2013-05-25',
    gender: 'M',
    culture: 'ethiopian',
    last: 'S.K002',
    grade: 8,
    file: 4,
    expect: numberAssigned,
  }),
];

const lines: ReadyPerson[] = [
  returning({
    key: 'meiling',
    family: 'Cheung',
    given: 'Mei Ling',
    born: '2015-05-16',
    gender: 'F',
    culture: 'chinese',
    last: 'S.K002',
    grade: 6,
    file: 5,
    preferred: '美玲',
    expect: `${numberAssigned} Her name in Chinese characters is kept as preferred name.`,
  }),
  newcomer({
    key: 'angelo',
    family: 'Dela Cruz',
    given: 'Angelo',
    middle: 'Santos',
    born: '2018-12-08',
    gender: 'M',
    culture: 'filipino',
    grade: 2,
    file: 5,
    tag: 'newcomer',
    expect: 'A new number.',
  }),
  returning({
    key: 'raven',
    family: 'Calf Robe',
    given: 'Raven',
    born: '2014-11-11',
    gender: 'F',
    culture: 'indigenous',
    last: 'S.K001',
    grade: 6,
    file: 5,
    preferred: 'ᓯᐱᕀ',
    expect: 'Found by number; she moved here from S.K001. Her Cree name is kept in syllabics.',
  }),
  returning({
    key: 'samuel',
    family: 'Okafor',
    given: 'Samuel',
    middle: 'Ikenna',
    born: '2016-01-02',
    gender: 'M',
    culture: 'nigerian',
    last: 'S.K002',
    grade: 5,
    file: 5,
    hasNumber: false,
    expect: 'Found by the school’s own id.',
  }),
];

export const readyPeople: readonly ReadyPerson[] = [...september, ...mistakes, ...oldEncoding, ...elsewhere, ...lines];
