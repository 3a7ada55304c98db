import type { PlainDate, SchoolYear } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';

export type OrganisationKind = 'ministry' | 'authority' | 'school' | 'post_secondary' | 'exam_centre';

/** An organisation as it is known now. Days are null when nobody said them. */
export type Organisation = {
  code: OrganisationCode;
  kind: OrganisationKind;
  name: string;
  nameFr: string | null;
  type: string | null;
  classification: string | null;
  authorityCode: OrganisationCode | null;
  openedOn: PlainDate | null;
  closedOn: PlainDate | null;
};

export type Address = {
  street: string | null;
  city: string | null;
  province: string | null;
  postalCode: string | null;
};

export type Calendar = { schoolYear: SchoolYear; kind: 'regular' | 'summer'; from: PlainDate; to: PlainDate };
export type GradeOffering = {
  offering: 'regular' | 'summer' | 'special_education';
  grade: string;
  from: PlainDate;
  to: PlainDate | null;
};
export type ProgrammeOffering = { programme: string; from: PlainDate; to: PlainDate | null };

/** What rules about enrolments know of a school. */
export type SchoolFacts = {
  school: Organisation;
  authority: Organisation | null;
  calendars: Calendar[];
  gradeOfferings: GradeOffering[];
  programmeOfferings: ProgrammeOffering[];
};

/** An organisation that this one took over from, on a day when it is known. */
export type Predecessor = { code: OrganisationCode; on: PlainDate | null; reason: string };

/** An organisation with all that is stated of it; lists that are left out stay as they are. */
export type OrganisationStatement = Organisation & {
  address?: Address;
  calendars?: Calendar[];
  gradeOfferings?: GradeOffering[];
  programmeOfferings?: ProgrammeOffering[];
  predecessors?: Predecessor[];
  source: string;
};
