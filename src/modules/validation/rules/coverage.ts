import type { KnownRule, RuleCoverage } from '#kernel/rule-coverage.ts';
import type { Words } from '#kernel/words.ts';
import type { CatalogueRule } from './catalogue.ts';

/** What became of a number that people know: a rule, a refusal elsewhere, a reason why not, or nothing since its condition is not known. */
export type CoverageState = 'built' | 'enforced' | 'waits' | 'not_needed' | 'unknown';

export type CoveredRule = Omit<KnownRule, 'en' | 'fr' | 'unbuilt'> & {
  reference: string;
  title: Words;
  state: CoverageState;
  ours: readonly CatalogueRule[];
  /** Why no rule is built under this number. */
  why: Words | null;
  /** The refusal or rule that holds it instead. */
  by: string | null;
  /** What has to be there first. */
  waitsFor: string | null;
};

const wordsFor: Record<KnownRule['known'], Words> = {
  condition: { en: 'Its condition was read', fr: 'Sa condition a été lue' },
  condition_in_part: { en: 'Its condition was read in part', fr: 'Sa condition a été lue en partie' },
  title: { en: 'Only its title is known, not its condition', fr: 'Seul son titre est connu, pas sa condition' },
  number: { en: 'Only its number is known, not its condition', fr: 'Seul son numéro est connu, pas sa condition' },
  vendor: {
    en: 'Only a vendor’s words for it are known, of older years',
    fr: 'Seuls les mots d’un fournisseur sont connus, pour d’anciennes années',
  },
};

/** Every known number with what became of it, in the file's order. */
export function coverRules(coverage: RuleCoverage, rules: readonly CatalogueRule[]): CoveredRule[] {
  const byReference = new Map<string | null, CatalogueRule[]>();
  for (const rule of rules) byReference.set(rule.reference, [...(byReference.get(rule.reference) ?? []), rule]);
  const waits = new Map(coverage.waits.map(({ for: what, ...words }) => [what, words]));
  return coverage.rules.map(({ en, fr, unbuilt, ...known }) => {
    const reference = `${coverage.system} ${known.number}`;
    const ours = byReference.get(reference) ?? [];
    const shared = { ...known, reference, title: { en, fr }, ours, by: null, waitsFor: null };
    if (ours.length > 0) return { ...shared, state: 'built', why: null };
    if (!unbuilt) return { ...shared, state: 'unknown', why: wordsFor[known.known] };
    if (unbuilt.state === 'waits')
      return { ...shared, state: 'waits', waitsFor: unbuilt.for, why: waits.get(unbuilt.for) ?? null };
    const why = { en: unbuilt.en, fr: unbuilt.fr };
    return { ...shared, state: unbuilt.state, why, by: unbuilt.state === 'enforced' ? unbuilt.by : null };
  });
}

/** A number that stands before or after a rule, and our code where it is built. */
type Related = { reference: string; code: string | null };

/** What superseded a number, and what it superseded. */
export function relativesOf(
  known: string | null,
  covered: readonly CoveredRule[],
): { supersededBy: Related | null; supersedes: Related[] } {
  const own = covered.find((it) => it.reference === known);
  const toRelated = (number: string): Related[] =>
    covered
      .filter((it) => it.number === number)
      .map(({ reference, ours }) => ({ reference, code: ours[0]?.code ?? null }));
  return {
    supersededBy: (own?.supersededBy ? toRelated(own.supersededBy)[0] : null) ?? null,
    supersedes: (own?.supersedes ?? []).flatMap(toRelated),
  };
}

type Known = { rules: readonly CatalogueRule[]; holds: (code: string) => boolean };

/**
 * Everything that is wrong with the known numbers beside the rules, one sentence each. `holds` says whether a refusal or rule of a code
 * exists. An empty list means that nothing is claimed that is not so, and nothing readable is left without a reason.
 */
export function checkCoverage(coverage: RuleCoverage, { rules, holds }: Known): string[] {
  const covered = coverRules(coverage, rules);
  return [
    ...repeatedNumbers(covered),
    ...unlisted(coverage, covered, rules),
    ...coverage.rules.flatMap((it, place) => wrongEntry(it, covered[place] as CoveredRule, { coverage, holds })), // one entry each
    ...coverage.rules.flatMap((it) => wrongPairs(it, coverage)),
  ];
}

function repeatedNumbers(covered: readonly CoveredRule[]): string[] {
  const numbers = covered.map((it) => it.number);
  const again = numbers.filter((number, place) => numbers.indexOf(number) !== place);
  return again.map((number) => `${number} stands twice`);
}

function unlisted(
  { system }: RuleCoverage,
  covered: readonly CoveredRule[],
  rules: readonly CatalogueRule[],
): string[] {
  const listed = new Set(covered.map((it) => it.reference));
  const ours = rules.filter((rule) => rule.reference?.startsWith(`${system} `) && !listed.has(rule.reference));
  return ours.map((rule) => `${rule.code} is known as ${rule.reference}, which is not listed`);
}

function wrongEntry(
  entry: KnownRule,
  { state, ours }: CoveredRule,
  { coverage, holds }: { coverage: RuleCoverage; holds: Known['holds'] },
): string[] {
  const { number, known, unbuilt } = entry;
  const isReadable = known === 'condition' || known === 'condition_in_part';
  const wrong: string[] = [];
  if (state === 'built' && unbuilt) wrong.push(`${number} is built (${ours[0]?.code}): take its reason away`);
  if (state === 'unknown' && isReadable && !unbuilt) wrong.push(`${number} is readable, not built, and says not why`);
  if (unbuilt?.state === 'enforced' && !holds(unbuilt.by))
    wrong.push(`${number} is said to be held by ${unbuilt.by}, which does not exist`);
  if (unbuilt?.state === 'waits' && !coverage.waits.some((it) => it.for === unbuilt.for))
    wrong.push(`${number} waits for ${unbuilt.for}, which has no words`);
  if (!coverage.chapters.some((it) => it.chapter === entry.chapter)) wrong.push(`${number} has an unknown chapter`);
  return wrong;
}

function wrongPairs({ number, supersededBy, supersedes = [] }: KnownRule, { rules }: RuleCoverage): string[] {
  const find = (wanted: string) => rules.find((it) => it.number === wanted);
  const wrong = supersedes.flatMap((older) =>
    find(older)?.supersededBy === number ? [] : [`${number} supersedes ${older}, which does not say so`],
  );
  if (supersededBy && !find(supersededBy)?.supersedes?.includes(number))
    wrong.push(`${number} is superseded by ${supersededBy}, which does not say so`);
  return wrong;
}
