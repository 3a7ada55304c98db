import type { PlainDate } from '#kernel/dates.ts';
import type { Language, Words } from '#kernel/words.ts';
import type { Enrolment } from '#modules/enrolment/contract.ts';
import type { Transition } from '#modules/enrolment/index.ts';
import type { StudentContacts, StudentHeader, StudentIdentity, StudentPersonal } from '#modules/identity/contract.ts';
import type { Say } from './words.ts';

/** What the register says of a student, as far as the reader may see it. */
export type RecordFacts = {
  header: StudentHeader;
  identity: StudentIdentity;
  contacts: StudentContacts;
  personal: StudentPersonal;
  enrolments: readonly Enrolment[];
  /** Live transitions of the responsible school, the latest first. */
  transitions: readonly Transition[];
  /** Null for those who may not read findings. */
  findings: { warnings: number; advice: number } | null;
};

/** For whom, when and in which words it is printed. */
export type RecordSetting = {
  language: Language;
  today: PlainDate;
  /** The moment of printing, in words. */
  moment: string;
  /** The moment whose knowledge is printed, in words; null for the moment of printing. */
  knownAt: string | null;
  printedBy: string;
  printedFor: string;
  jurisdiction: Words;
  /** A Typst paper name. */
  paper: string;
  isDemonstration: boolean;
  /** The words of a code, or the code itself when it has none. */
  nameCode: (className: string, code: string) => string;
  /** The name of an organisation, or its code. */
  nameOrganisation: (code: string) => string;
  /** Quality levels from the least to the best. */
  qualities: readonly number[];
};

export type Cell = { text: string; soft?: string; level?: number };
export type Section = {
  title: string;
  note: string | null;
  table: { columns: { label: string; share: number }[]; rows: Cell[][] } | null;
};

/** What the template `student-record.typ` prints: every word in place, nothing left to decide but where it stands. */
export type RecordPage = {
  paper: string;
  jurisdiction: string;
  kind: string;
  numberLabel: string;
  number: string;
  name: string;
  soft: string[];
  marks: { text: string; kind: 'demonstration' | 'restricted' | 'past' }[];
  factsTitle: string;
  facts: { label: string; value: string }[];
  levels: number;
  sections: Section[];
  running: string;
  footer: string;
  page: string;
};

/** Everything a section is made from. */
export type Sheet = { facts: RecordFacts; setting: RecordSetting; say: Say };
