import type { PlainDate, SchoolYear } from '#kernel/dates.ts';
import { calendarOf, gradeCode, thisYear } from './calendar.ts';
import { programmes } from './codes.ts';
import type { Plan, PlannedSchool } from './types.ts';

type Offer = { from: PlainDate; to: null };

/** An organisation with all that is stated of it, as the register takes it in. */
export type OrganisationLine = {
  code: string;
  kind: 'ministry' | 'authority' | 'school' | 'post_secondary' | 'exam_centre';
  name: string;
  nameFr: string | null;
  type: string | null;
  classification: string | null;
  authorityCode: string | null;
  openedOn: PlainDate | null;
  closedOn: PlainDate | null;
  source: string;
  address?: { street: string | null; city: string | null; province: string | null; postalCode: string | null };
  calendars?: { schoolYear: SchoolYear; kind: 'regular' | 'summer'; from: PlainDate; to: PlainDate }[];
  gradeOfferings?: ({ offering: 'regular' | 'summer' | 'special_education'; grade: string } & Offer)[];
  programmeOfferings?: ({ programme: string } & Offer)[];
};

const source = 'Invented province';
const since: PlainDate = '2005-09-01';
const nothing = {
  nameFr: null,
  type: null,
  classification: null,
  authorityCode: null,
  openedOn: since,
  closedOn: null,
  source,
};

/** Every organisation of a province: those above a school before the school. */
export function listOrganisations(plan: Plan): OrganisationLine[] {
  return [
    { ...nothing, code: 'O.1', kind: 'ministry', name: 'Ministry of Education', nameFr: 'Ministère de l’Éducation' },
    ...plan.authorities.map((it): OrganisationLine => ({ ...nothing, ...it, kind: 'authority' })),
    ...plan.schools.map((it, place) => describeSchool(it, { place, firstYear: plan.former > 0 ? 2014 : 2025 })),
    {
      ...nothing,
      code: 'P.K001',
      kind: 'post_secondary',
      name: 'University of Kestrel River',
      nameFr: 'Université de Kestrel River',
    },
    {
      ...nothing,
      code: 'P.K002',
      kind: 'post_secondary',
      name: 'Long Coulee Polytechnic',
      nameFr: 'Polytechnique de Long Coulee',
    },
    {
      ...nothing,
      code: 'X.K001',
      kind: 'exam_centre',
      name: 'Kestrel River Examination Centre',
      nameFr: 'Centre d’examens de Kestrel River',
    },
  ];
}

function describeSchool(
  school: PlannedSchool,
  { place, firstYear }: { place: number; firstYear: SchoolYear },
): OrganisationLine {
  const { code, name, nameFr, authorityCode, town } = school;
  const offer = { from: since, to: null };
  const grades: string[] = [];
  for (let grade = school.grades.first; grade <= school.grades.last; grade += 1) grades.push(gradeCode(grade));
  const years: SchoolYear[] = [];
  for (let year = firstYear; year <= thisYear; year += 1) years.push(year);
  return {
    ...nothing,
    code,
    kind: 'school',
    name,
    nameFr,
    authorityCode,
    address: {
      street: `${100 + (place % 90) * 10} School Road`,
      city: town.name,
      province: 'AB',
      postalCode: `${town.postalArea} 0A${place % 10}`,
    },
    calendars: years.map((schoolYear) => ({ schoolYear, kind: 'regular' as const, ...calendarOf(schoolYear) })),
    gradeOfferings: grades.flatMap((grade) =>
      (['regular', 'special_education'] as const).map((offering) => ({ offering, grade, ...offer })),
    ),
    programmeOfferings: programmesOf(school).map((programme) => ({ programme, ...offer })),
  };
}

function programmesOf(school: PlannedSchool): string[] {
  if (school.kind === 'outreach') return [programmes.outreach];
  const offered: string[] = school.grades.last > 3 ? [programmes.frenchSecondLanguage] : [];
  return school.hasBilingual ? [...offered, programmes.bilingual] : offered;
}
