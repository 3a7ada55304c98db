import { fill, type Language, type Words } from '#kernel/words.ts';
import type { HeldRow } from '#platform/holdings/holding.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import type { GatheredSection, GatheredTable } from './gather.ts';
import { groupWords, packageWords, showWhen } from './words.ts';

/** What the template `person-package.typ` prints. */
export type PackagePage = {
  paper: string;
  kind: string;
  title: string;
  paragraphs: string[];
  footer: string;
  page: string;
  sections: {
    title: string;
    note: string | null;
    tables: { title: string; notes: string[]; records: { label: string; value: string }[][] }[];
  }[];
};

export type LayOutSetting = {
  language: Language;
  jurisdiction: Jurisdiction;
  names: ReadonlyMap<string, string>;
};

/** Each section in plain words: codes by their meaning, organisations by name, days in full. */
export function layOutSections(sections: readonly GatheredSection[], setting: LayOutSetting): PackagePage['sections'] {
  return sections.map(({ group, tables }) => {
    const shown = tables.filter((table) => table.withheld !== null || table.rows.length > 0);
    return {
      title: groupWords[group][setting.language],
      note: shown.length === 0 ? packageWords.nothing[setting.language] : null,
      tables: shown.map((table) => layOutTable(table, setting)),
    };
  });
}

function layOutTable(table: GatheredTable, setting: LayOutSetting): PackagePage['sections'][number]['tables'][number] {
  const { language } = setting;
  const say = (words: Words, params: Record<string, string>) => fill(words[language], params);
  const notes = table.withheld
    ? [say(packageWords.withheldTable, { why: table.withheld[language] })]
    : table.columnsWithheld.map(({ name, why }) => say(packageWords.withheldColumn, { name, why: why[language] }));
  const records = table.rows.map((row) => layOutRow(table, row, setting)).filter((it) => it.length > 0);
  return { title: table.title[language], notes, records };
}

function layOutRow(table: GatheredTable, row: HeldRow, setting: LayOutSetting): { label: string; value: string }[] {
  return table.columns.flatMap(({ name, words, code }) => {
    const value = showValue(row[name], code, setting);
    return value === '' ? [] : [{ label: words[setting.language], value }];
  });
}

function showValue(value: unknown, code: string | null, setting: LayOutSetting): string {
  const { language, jurisdiction, names } = setting;
  if (value === null || value === undefined || value === '') return '';
  if (typeof value === 'boolean') return packageWords[value ? 'yes' : 'no'][language];
  if (Array.isArray(value)) return value.map((it) => showValue(it, code, setting)).join(', ');
  if (typeof value === 'object') return showObject(value as HeldRow, setting); // what is no list is a record
  const text = String(value);
  if (code) return jurisdiction.code(code, text)?.words[language] ?? text;
  if (/^\d{4}-\d{2}-\d{2}(T|$)/.test(text)) return showWhen(text, language);
  const name = names.get(text);
  return name ? `${name} (${text})` : text;
}

function showObject(value: HeldRow, setting: LayOutSetting): string {
  if ('disposal' in value) return packageWords.destroyed[setting.language];
  const parts = Object.entries(value).map(([name, it]) => [name, showValue(it, null, setting)] as const);
  return parts
    .filter(([name, shown]) => shown !== '' && !/(_id|^version|^key_)$/.test(name))
    .map(([name, shown]) => `${name.replaceAll('_', ' ')}: ${shown}`)
    .join('; ');
}

/** Every text that names an organisation, so that all names are looked up in one query. */
export function organisationsIn(value: unknown, found: Set<string> = new Set()): Set<string> {
  if (typeof value === 'string' && /^[A-Z]\.[A-Z0-9]{1,8}$/.test(value)) found.add(value);
  if (value !== null && typeof value === 'object') for (const it of Object.values(value)) organisationsIn(it, found);
  return found;
}
