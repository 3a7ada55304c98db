import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Guid, StudentNumber } from '#kernel/ids.ts';
import { OrganisationCode } from '#kernel/ids.ts';
import type { Fired, RuleContext } from '#kernel/rule.ts';
import { lookUpIn } from '#kernel/rule-context.ts';
import { fillWords, type Words } from '#kernel/words.ts';
import { type Draft, type DraftGrounds, judgeDraft } from '#modules/enrolment/drafts/rules/judge.ts';
import { homeRules } from '#modules/enrolment/home/rules/rules.ts';
import { responsibleRules } from '#modules/enrolment/responsible/rules/catalogue.ts';
import { enrolmentRules } from '#modules/enrolment/rules/catalogue.ts';
import { mergeStatement } from '#modules/enrolment/rules/statement.ts';
import { useCodes } from '../../../api/codes.ts';
import { enrolmentParametersQuery, groundsQuery } from '../../../api/drafts.ts';
import type { Enrolment } from '../../../api/enrolment.ts';
import { type EnrolmentDraft, readDraft } from './draft.ts';

/** A rule's word about a field, as it is shown beside it. */
export type Remark = Pick<Fired, 'code' | 'reference' | 'severity' | 'field'> & { message: Words; mend: Words };

/** Which enrolment is edited: its key, and what stood when it was opened. */
export type Edited = { number: StudentNumber; id: Guid; previous: Enrolment | null };

export type Judged = {
  remarks: readonly Remark[];
  /** What was judged, for its effects; null while the form is not whole or the register has not answered. */
  draft: Draft | null;
  grounds: DraftGrounds | null;
  context: RuleContext | null;
};

/** Judges what is typed by the register's own rules, over what the register knows besides. */
export function useJudged(draft: EnrolmentDraft, edited: Edited): Judged {
  const context = useRuleContext();
  const { statement } = readDraft(draft);
  const { data: grounds, isPlaceholderData } = useQuery({
    ...groundsQuery(edited.number, askedOf(draft)),
    enabled: isCode(draft.schoolCode),
    placeholderData: keepPreviousData,
  });
  const isSettled = grounds !== undefined && !isPlaceholderData;
  const stated = statement && JSON.stringify(statement);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the statement is new each time; its text says whether it differs
  return useMemo(() => {
    if (!statement || !isSettled || !context) return { remarks: [], draft: null, grounds: grounds ?? null, context };
    const previous = edited.previous ? toPrevious(edited.previous) : null;
    const item = { ...statement, studentNumber: edited.number, enrolmentId: edited.id };
    const judged: Draft = { enrolment: mergeStatement(previous, item), previous };
    return { remarks: judgeDraft(judged, grounds, context).map(toRemark), draft: judged, grounds, context };
  }, [stated, isSettled, grounds, context, edited]);
}

function askedOf({ schoolCode, schoolYear, residentBoard }: EnrolmentDraft) {
  return { school: schoolCode, schoolYear, residentBoard: isCode(residentBoard) ? residentBoard : null };
}

export function isCode(text: string): boolean {
  return OrganisationCode.safeParse(text).success;
}

function toPrevious({ selfDeclaration = null, ...it }: Enrolment) {
  return { ...it, selfDeclaration };
}

function useRuleContext(): RuleContext | null {
  const codes = useCodes();
  const { data } = useQuery(enrolmentParametersQuery);
  const { tables } = codes;
  return useMemo(() => {
    if (!data || !tables) return null;
    const { today, currentSchoolYear, items } = data;
    return { today, currentSchoolYear, ...lookUpIn(tables, items) };
  }, [data, tables]);
}

const rules = new Map([...enrolmentRules, ...homeRules, ...responsibleRules].map((rule) => [rule.code, rule]));

function toRemark({ code, reference, severity, field, params }: Fired): Remark {
  const rule = rules.get(code);
  const words = { message: rule?.message ?? { en: code, fr: code }, mend: rule?.mend ?? { en: '', fr: '' } };
  const [message, mend] = [fillWords(words.message, params), fillWords(words.mend, params)];
  return { code, reference, severity, field, message, mend };
}
