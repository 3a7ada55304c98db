import type { PlainDate, SchoolYear } from '#kernel/dates.ts';
import type { BirthGender, ChildName, Culture, FullName, Naming } from './names/culture.ts';
import type { Home, Town } from './places.ts';

export type SchoolKind = 'public' | 'separate' | 'francophone' | 'outreach' | 'home' | 'first_nation';

export type PlannedSchool = {
  code: string;
  name: string;
  nameFr: string | null;
  kind: SchoolKind;
  authorityCode: string;
  town: Town;
  /** First and last grade; kindergarten is 0. */
  grades: { first: number; last: number };
  hasImmersion: boolean;
  hasBilingual: boolean;
};

/** A neighbourhood with its own ordinary schools. */
export type District = { town: Town; schools: PlannedSchool[] };

/** About five thousand students, generated and forgotten together; what bounds the memory. */
export type Region = {
  index: number;
  students: number;
  former: number;
  districts: District[];
  special: PlannedSchool[];
};

export type PlannedAuthority = {
  code: string;
  name: string;
  nameFr: string | null;
  type: string;
  classification: string | null;
};

export type Plan = {
  seed: string;
  students: number;
  former: number;
  authorities: PlannedAuthority[];
  schools: PlannedSchool[];
  regions: Region[];
};

export type Guardian = {
  key: string;
  name: FullName;
  relationship: string;
  livesWith: boolean;
  phone: string | null;
  email: string | null;
};

export type Household = {
  id: string;
  culture: Culture;
  naming: Naming;
  district: District;
  home: Home;
  ruralRoad: string | null;
  phone: string;
  guardians: Guardian[];
  /** Moved during the school year that ended: the district before. */
  cameFrom: District | null;
  /** Moved in the summer: where to. The school hears of it in September. */
  movedTo: { home: Home; district: District; phone: string } | null;
  /** Moves out of the region; the next one takes the family in. */
  leavesRegion: boolean;
  isNewcomer: boolean;
};

export type Attendance = {
  school: PlannedSchool;
  schoolYear: SchoolYear;
  grade: number;
  startOn: PlainDate;
  exitOn: PlainDate;
  exitType: 'completion' | 'withdrawal';
};

export type Restriction = { kind: string; effectiveOn: PlainDate };

export type Person = {
  id: string;
  /** Place in the series of everybody; their numbers come from it. */
  place: number;
  /** On the register before September. */
  number: string | null;
  /** The other number of somebody who is on the register twice. */
  secondNumber: string | null;
  household: Household;
  birthGender: BirthGender;
  gender: string;
  birthDate: PlainDate;
  name: ChildName;
  /** The name before the present one, already on the register. */
  formerName: FullName | null;
  /** A change of the summer that the register has not heard of. */
  change: { name: FullName; gender: string; keepsCalled: boolean } | null;
  /** The others born with this one. */
  bornWith: Person[];
  isMultipleBirthKnown: boolean;
  isNewTwin: boolean;
  documentType: string;
  issuedOn: PlainDate;
  restriction: Restriction | null;
  deceasedOn: PlainDate | null;
  past: Attendance[];
  present: Attendance | null;
  /** The school's own id, by school. */
  localIds: Map<string, string>;
  tags: Set<string>;
};
