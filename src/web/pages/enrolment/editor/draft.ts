import type { SchoolYear } from '#kernel/dates.ts';
import { inBoth, type Words } from '#kernel/words.ts';
import { EnrolmentStatement } from '#modules/enrolment/contract.ts';
import type { Enrolment } from '../../../api/enrolment.ts';

/** An enrolment as it is typed: texts as they stand in the fields, empty where nothing is said. */
export type EnrolmentDraft = {
  schoolCode: string;
  schoolYear: SchoolYear;
  grade: string;
  startOn: string;
  exitOn: string;
  exitType: string;
  programmingType: string;
  programmingTimeframe: string;
  enrolmentTypes: string[];
  exceptionCodes: string[];
  grantsProgrammes: string[];
  residentBoard: string;
  francophoneBoard: string;
  selfDeclaration: string;
  frenchHours: string;
  hours: string;
  programmePercentage: string;
  localStudentId: string;
};
export type DraftField = keyof EnrolmentDraft;

/** What form and limits have against a field: its own words, or null where the page says what the field wants. */
export type FormProblems = ReadonlyMap<DraftField, Words | null>;

export function draftOf(it: Enrolment): EnrolmentDraft {
  const text = (value: string | number | null | undefined) => (value === null || value === undefined ? '' : `${value}`);
  return {
    schoolCode: it.schoolCode,
    schoolYear: it.schoolYear,
    grade: it.grade,
    startOn: it.startOn,
    exitOn: text(it.exitOn),
    exitType: text(it.exitType),
    programmingType: it.programmingType,
    programmingTimeframe: it.programmingTimeframe,
    enrolmentTypes: it.enrolmentTypes,
    exceptionCodes: it.exceptionCodes,
    grantsProgrammes: it.grantsProgrammes,
    residentBoard: text(it.residentBoard),
    francophoneBoard: text(it.francophoneBoard),
    selfDeclaration: text(it.selfDeclaration),
    frenchHours: text(it.frenchHours),
    hours: text(it.hours),
    programmePercentage: text(it.programmePercentage),
    localStudentId: text(it.localStudentId),
  };
}

/** What a draft states, by the contract that the server reads it with; or what is against its form. */
export function readDraft(
  draft: EnrolmentDraft,
): { statement: EnrolmentStatement; problems: null } | { statement: null; problems: FormProblems } {
  const { selfDeclaration, ...rest } = draft;
  const said = {
    ...rest,
    exitOn: orNull(draft.exitOn),
    exitType: orNull(draft.exitType),
    residentBoard: orNull(draft.residentBoard),
    francophoneBoard: orNull(draft.francophoneBoard),
    frenchHours: numberOf(draft.frenchHours),
    hours: numberOf(draft.hours),
    programmePercentage: numberOf(draft.programmePercentage),
    localStudentId: orNull(draft.localStudentId),
    selfDeclaration: orNull(selfDeclaration),
  };
  const parsed = EnrolmentStatement.safeParse(said);
  if (parsed.success) return { statement: parsed.data, problems: null };
  const problems = new Map<DraftField, Words | null>();
  for (const issue of parsed.error.issues) {
    const field = issue.path[0] as DraftField; // the statement has the fields of the draft
    const isEmpty = draft[field] === '';
    if (!problems.has(field)) problems.set(field, isEmpty ? null : inBoth(issue.message));
  }
  return { statement: null, problems };
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim();
}

/** A number as people write it, a comma for the point too; what is none is left to the contract to refuse. */
function numberOf(text: string): number | null {
  return text.trim() === '' ? null : Number(text.trim().replace(',', '.'));
}

/** The fields in which two drafts differ; the order of codes means nothing. */
export function fieldsApart(one: EnrolmentDraft, other: EnrolmentDraft): DraftField[] {
  const fields = Object.keys(one) as DraftField[]; // every key of the type is set
  return fields.filter((field) => textOf(one, field) !== textOf(other, field));
}

/** A field's value as one text. */
export function textOf(draft: EnrolmentDraft, field: DraftField): string {
  const value = draft[field];
  return Array.isArray(value) ? [...value].sort().join(', ') : String(value).trim();
}

/** What became of a draft when somebody else saved meanwhile. */
export type Merged = {
  draft: EnrolmentDraft;
  /** Changed by the other alone: taken over. */
  taken: DraftField[];
  /** Changed by both, and not alike: one's own value stands until one chooses. */
  disputed: DraftField[];
};

/** Puts one's own changes on top of what stands now. */
export function mergeDrafts(base: EnrolmentDraft, mine: EnrolmentDraft, theirs: EnrolmentDraft): Merged {
  const changed = new Set(fieldsApart(base, mine));
  const moved = fieldsApart(base, theirs);
  const disputed = moved.filter((field) => changed.has(field) && textOf(mine, field) !== textOf(theirs, field));
  const own = [...changed].map((field) => [field, mine[field]]);
  return {
    draft: { ...theirs, ...Object.fromEntries(own) },
    taken: moved.filter((field) => !changed.has(field)),
    disputed,
  };
}
