import type { Rule, RuleContext } from '#kernel/rule.ts';
import { fillWords, type Params, type Words } from '#kernel/words.ts';

/** Any rule, once the type of its facts has done its work. */
export type CatalogueRule = Omit<Rule<unknown>, 'inputs'> & { readonly inputs: readonly string[] };

export type Catalogue = {
  rules: readonly CatalogueRule[];
  find(code: string): CatalogueRule | null;
  /** Title, message and mend of a finding; a rule that left the catalogue still has a name. */
  wordsOf(code: string, params: Params): { title: Words; message: Words; mend: Words };
};

/** Rules by code, in the order of severity, then code. */
export function makeCatalogue(rules: readonly CatalogueRule[]): Catalogue {
  const ordered = [...rules].sort((a, b) => order(a).localeCompare(order(b)));
  const byCode = new Map(ordered.map((rule) => [rule.code, rule]));
  return {
    rules: ordered,
    find: (code) => byCode.get(code) ?? null,
    wordsOf: (code, params) => {
      const rule = byCode.get(code);
      if (!rule) return { title: gone(code), message: gone(code), mend: goneMend };
      return { title: rule.title, message: fillWords(rule.message, params), mend: fillWords(rule.mend, params) };
    },
  };
}

const severities = { rejection: 1, warning: 2, advice: 3 } as const;
const order = (rule: CatalogueRule) => `${severities[rule.severity]} ${rule.code}`;

const gone = (code: string): Words => ({
  en: `Rule ${code}, no longer in force`,
  fr: `Règle ${code}, qui n’est plus en vigueur`,
});
const goneMend: Words = {
  en: 'Nothing: it goes at the next check',
  fr: 'Rien : il disparaît à la prochaine vérification',
};

/**
 * Everything that is wrong with a list of rules, one sentence each: examples that do not do what they say, empty texts,
 * places in messages that the verdict does not fill, codes or references given twice. An empty list means that all is well.
 */
export function checkRuleExamples(rules: readonly CatalogueRule[], context: RuleContext): string[] {
  return [...repeats(rules), ...rules.flatMap((rule) => [...emptyTexts(rule), ...wrongExamples(rule, context)])];
}

function repeats(rules: readonly CatalogueRule[]): string[] {
  const again = (values: string[], what: string) =>
    values.filter((value, index) => values.indexOf(value) !== index).map((value) => `${what} ${value} is given twice`);
  // A PASI number may stand for several of our rules only if they look at different objects.
  const references = rules.flatMap((rule) => (rule.reference === null ? [] : [`${rule.reference} on ${rule.object}`]));
  return [
    ...again(
      rules.map((rule) => rule.code),
      'code',
    ),
    ...again(references, 'reference'),
  ];
}

function emptyTexts(rule: CatalogueRule): string[] {
  const texts = { title: rule.title, message: rule.message, mend: rule.mend };
  const wrong = Object.entries(texts).flatMap(([name, words]) =>
    Object.entries(words).flatMap(([language, text]) =>
      text.trim() === '' ? [`${rule.code}: ${name} has no ${language} words`] : [],
    ),
  );
  if (!/^[A-Z]{3}-\d{4}$/.test(rule.code))
    wrong.push(`${rule.code}: a code is three letters, a hyphen and four digits`);
  if (rule.source.trim() === '') wrong.push(`${rule.code}: no source`);
  if (rule.inputs.length === 0) wrong.push(`${rule.code}: names no inputs`);
  return wrong;
}

function wrongExamples(rule: CatalogueRule, base: RuleContext): string[] {
  const context = { ...base, ...rule.example.context };
  const wrong: string[] = [];
  if (rule.judge(rule.example.passes, context).fires) wrong.push(`${rule.code}: the example that passes fires`);
  const verdict = rule.judge(rule.example.fires, context);
  if (!verdict.fires) return [...wrong, `${rule.code}: the example that fires passes`];
  for (const [name, words] of Object.entries({ message: rule.message, mend: rule.mend })) {
    const filled = fillWords(words, verdict.params ?? {});
    for (const text of [filled.en, filled.fr]) {
      if (/\{\w+\}/.test(text)) wrong.push(`${rule.code}: a place in the ${name} stays empty: ${text}`);
    }
  }
  return wrong;
}
