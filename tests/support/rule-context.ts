import { join } from 'node:path';
import type { CodeValue, RuleContext } from '#kernel/rule.ts';
import { readJurisdictionFiles } from '#platform/jurisdiction.ts';

/** What rules may ask, straight from the jurisdiction's files: for rules tested without a database. */
export async function ruleContextFromFiles(
  { today, currentSchoolYear }: Pick<RuleContext, 'today' | 'currentSchoolYear'>,
  name = 'alberta',
): Promise<RuleContext> {
  const root = join(import.meta.dirname, '../../jurisdictions');
  const { codes, parameters } = await readJurisdictionFiles(root, name);
  const holds = (span: { from: string | null; to: string | null }, on: string | undefined) =>
    on === undefined || ((span.from === null || span.from <= on) && (span.to === null || on <= span.to));
  return {
    today,
    currentSchoolYear,
    code: (className, code, on): CodeValue | null => {
      const value = codes.get(className)?.values.find((it) => it.code === code && holds(it, on));
      return value
        ? { code, words: { en: value.en, fr: value.fr }, from: value.from, to: value.to, data: value.data }
        : null;
    },
    parameter: <Value>(parameter: string, on?: string) => {
      const found = parameters.find((it) => it.name === parameter && holds(it, on));
      if (!found) throw new Error(`no parameter ${parameter}`);
      return found.value as Value; // its shape is the business of whoever declared it
    },
  };
}
