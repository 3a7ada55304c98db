import { join } from 'node:path';
import type { RuleContext } from '#kernel/rule.ts';
import { lookUpIn } from '#kernel/rule-context.ts';
import { readJurisdictionFiles } from '#platform/jurisdiction.ts';

/** What rules may ask, straight from the jurisdiction's files: for rules tested without a database. */
export async function ruleContextFromFiles(
  { today, currentSchoolYear }: Pick<RuleContext, 'today' | 'currentSchoolYear'>,
  name = 'alberta',
): Promise<RuleContext> {
  const root = join(import.meta.dirname, '../../jurisdictions');
  const { codes, parameters } = await readJurisdictionFiles(root, name);
  const tables = [...codes.values()].map((table) => ({
    class: table.class,
    values: table.values.map(({ en, fr, ...value }) => ({ ...value, words: { en, fr } })),
  }));
  return { today, currentSchoolYear, ...lookUpIn(tables, parameters) };
}
