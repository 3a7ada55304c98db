import type { Words } from '#kernel/words.ts';

/** One part of a place by the land survey, as the jurisdiction's data gives it: a list of values, or whole numbers from one to another. */
export type LandPart = { name: string; values?: readonly string[]; min?: number; max?: number } & Words;
/** How places by the land survey are written, their parts in the order of the form: `{quarter}-{section}-…`. */
export type LandForm = { form: string; example: string; parts: readonly LandPart[] };

/** The parts of a place as written, by name: capitals, without leading zeros. Null when it has more or fewer parts than the form. */
export function readLand(text: string, { form, parts }: LandForm): Record<string, string> | null {
  const written = text
    .toUpperCase()
    .split(/[\s,/-]+/)
    .filter((it) => it !== '');
  if (written.length !== parts.length) return null;
  // What the form puts around a part, as the W of W4, may be written or left out.
  const around = form.split('-').map((it) => it.replace(/\{\w+\}/, ''));
  const values = written.map((it, at) => (it.startsWith(around[at] ?? '') ? it.slice(around[at]?.length) : it));
  return Object.fromEntries(parts.map(({ name }, at) => [name, values[at]?.replace(/^0+(?=\d)/, '') ?? '']));
}

/** A place written as the form has it: `ne 12 045 7 w4` as `NE-12-45-7-W4`; one that is no such place stays as it was written. */
export function tidyLand(text: string | null, land: LandForm | undefined): string | null {
  if (text === null || !land) return text;
  const read = readLand(text, land);
  return read ? writeLand(read, land) : text.toUpperCase();
}

/** The parts put into the form; a part that is missing leaves its place empty. */
export function writeLand(values: Readonly<Record<string, string>>, { form }: Pick<LandForm, 'form'>): string {
  return form.replace(/\{(\w+)\}/g, (_whole, name: string) => values[name] ?? '');
}

/** The first part that is none of its values, with what it may be; null when the whole is right. */
export function wrongLandPart(text: string, land: LandForm): { part: LandPart | null; allowed: string } | null {
  const read = readLand(text, land);
  if (!read) return { part: null, allowed: land.example };
  const part = land.parts.find((it) => !isOf(it, read[it.name] ?? ''));
  if (!part) return null;
  return { part, allowed: part.values?.join(', ') ?? `${part.min}–${part.max}` };
}

function isOf({ values, min = 0, max = 0 }: LandPart, value: string): boolean {
  if (values) return values.includes(value);
  return /^\d{1,4}$/.test(value) && Number(value) >= min && Number(value) <= max;
}
