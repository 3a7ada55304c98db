import type { ZodType } from 'zod';
import { type ItemFile, itemFiles, type LayoutField, layoutFields, rowSchemas } from '#modules/exchange/contract.ts';
import { heldSchemas, oneRosterFields } from '#modules/exchange/layout/oneroster.ts';
import { extensionPrefix } from '#modules/exchange/rules/oneroster/files.ts';

const oneRosterFiles = ['users', 'demographics', 'roles'] as const;

/** The files whose rows can be mended in place: those about one student, of either layout. */
export type MendableFile = ItemFile | (typeof oneRosterFiles)[number];

export function toMendable(file: string): MendableFile | null {
  const all: readonly MendableFile[] = [...itemFiles, ...oneRosterFiles];
  return all.find((it) => it === file) ?? null;
}

/** The fields of a row to mend, in the order of its columns; additions to OneRoster where the row or a remark names them. */
export function mendFields(file: MendableFile, named: Iterable<string>): LayoutField[] {
  if (!isOneRoster(file)) return layoutFields(file);
  const own = oneRosterFields(file).flatMap(({ name, isRequired, words }) =>
    words ? [{ name, isRequired, ...words }] : [],
  );
  const extensions = [...new Set(named)].filter((name) => name.startsWith(extensionPrefix));
  return [...own, ...extensions.map(toExtension)];
}

function toExtension(name: string): LayoutField {
  return { name, isRequired: false, words: { en: name, fr: name }, example: '' };
}

/** The schema that the server reads the row with, and the cells that it judges. */
export function judgedBy(file: MendableFile, fields: Record<string, string>) {
  const schema: ZodType = isOneRoster(file) ? heldSchemas[file] : rowSchemas[file];
  const given = Object.entries(fields).filter(([name, value]) => value !== '' && !name.startsWith(extensionPrefix));
  return { schema, cells: Object.fromEntries(given) };
}

function isOneRoster(file: MendableFile): file is (typeof oneRosterFiles)[number] {
  return (oneRosterFiles as readonly string[]).includes(file);
}
