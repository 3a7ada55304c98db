import { type CatalogueRule, makeCatalogue } from './catalogue.ts';

/** The rule book as a Markdown document: every rule in order of severity and code, in English and French. */
export function rulesDocument(rules: readonly CatalogueRule[]): string {
  const ordered = makeCatalogue(rules).rules;
  const rows = ordered.map(
    (rule) =>
      `| [${rule.code}](#${rule.code.toLowerCase()}) | ${rule.reference ?? '–'} | ${rule.severity} | ${rule.object} | ${cell(rule.title.en)} |`,
  );
  return `# Rules

Generated from the rules’ declarations by \`npm run generate\`. Do not edit.

A **rejection** stops an item before anything is written. **Warnings** and **advice** are findings, computed after the write and
kept until the record is mended, the advice acknowledged, or the warning overridden by the ministry. A rule with a PASI number does what
the PASI rule of that number does.

${ordered.length} rules: ${(['rejection', 'warning', 'advice'] as const).map((severity) => `${ordered.filter((rule) => rule.severity === severity).length} ${severity}`).join(', ')};
${ordered.filter((rule) => rule.crossRecord).length} look at other records too, ${ordered.filter((rule) => rule.dateDependent).length} depend on the date.

| Code | Known as | Severity | Looks at | Title |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

${ordered.map(section).join('\n')}`;
}

function section(rule: CatalogueRule): string {
  const manners = [rule.crossRecord ? 'cross-record' : null, rule.dateDependent ? 'date-dependent' : null].filter(
    (it) => it !== null,
  );
  const years = `${rule.years.first ?? 'always'} to ${rule.years.last ?? 'now'}`;
  return `## ${rule.code}

**${rule.title.en}** · ${rule.title.fr}

${[rule.reference, rule.severity, rule.object, `field \`${rule.field}\``, `school years ${years}`, ...manners].filter((it) => it !== null).join(' · ')}

- Says: ${rule.message.en} · ${rule.message.fr}
- To mend: ${rule.mend.en} · ${rule.mend.fr}
- Reads: ${rule.inputs.map((input) => `\`${input}\``).join(', ')}
- Source: ${rule.source}
`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
