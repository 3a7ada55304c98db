import type { Language, Words } from '#kernel/words.ts';
import { fitName, type NameShown } from './names.ts';
import { type AddressCodes, formOf, partFields, statedParts } from './validation/address-form.ts';
import type { AddressFacts } from './validation/facts.ts';

// The label of an address, the same on the server and in the browser. In capitals, as the post reads it: two spaces before the postal
// code, and the country alone on the last line when it is another one (sources: PASI formatted_mailing_address; Canada Post, addressing guidelines).

type Labelled = Pick<
  AddressFacts,
  | 'format'
  | 'street'
  | 'city'
  | 'province'
  | 'postalCode'
  | 'country'
  | 'landLocation'
  | 'ruralRoute'
  | 'site'
  | 'compartment'
  | 'box'
  | 'isGeneralDelivery'
>;
type Asking = { codes: AddressCodes; language: Language; addressee?: NameShown | null };

/** Where a format says nothing of its label. */
const usual = { lines: 6, width: 60, addressee: 56 };

/** The lines of a label: addressee, street, place, country. Overlong text is wrapped, and cut where no line is left for it. */
export function addressLabel(address: Labelled, { codes, language, addressee = null }: Asking): string[] {
  const { label = usual, isHome = false } = formOf(address.format, codes);
  const country = isHome || address.country === null ? null : codes.code('country', address.country)?.words[language];
  const place = placeLine(address);
  const name = addressee === null ? null : fitName(addressee, label.addressee);
  const around = [name, place, country].filter(isSaid).length;
  const middle = fitLines(streetLines(address, codes, language), { ...label, lines: label.lines - around });
  return [name, ...middle, place, country].filter(isSaid).map((line) => shape(line, label.width));
}

/** The same on one line, for lists and messages: not in capitals. */
export function addressLine(address: Labelled, codes: AddressCodes, language: Language): string {
  const { isHome = false } = formOf(address.format, codes);
  const country = address.country === null ? null : (codes.code('country', address.country)?.words[language] ?? null);
  const lines = [...streetLines(address, codes, language), placeLine(address), isHome ? null : country];
  return lines.filter(isSaid).join(', ').replace(/ {2,}/g, ' ');
}

/** Street lines as typed, then the parts beside them, each line in the order of the code table. */
function streetLines(address: Labelled, codes: AddressCodes, language: Language): string[] {
  const lines = new Map<number, string[]>();
  for (const part of statedParts(address)) {
    const data = codes.code('address_part', part)?.data as { line: number; label: Words } | undefined; // shape tested with the files
    const value = String(address[partFields[part]]);
    const text = data?.label[language].replace('{value}', value) ?? value;
    lines.set(data?.line ?? 0, [...(lines.get(data?.line ?? 0) ?? []), text]);
  }
  const parts = [...lines].sort(([a], [b]) => a - b).map(([, texts]) => texts.join(' '));
  return [...(address.street ?? '').split('\n'), ...parts].filter(isSaid);
}

function placeLine({ city, province, postalCode }: Labelled): string {
  return [[city, province].filter(isSaid).join(' '), postalCode].filter(isSaid).join('  ');
}

/** At most so many lines: as they are, or else all text wrapped anew. */
function fitLines(lines: readonly string[], { lines: count, width }: { lines: number; width: number }): string[] {
  const apart = lines.flatMap((line) => wrap(line, width));
  return (apart.length <= count ? apart : wrap(lines.join(', '), width)).slice(0, Math.max(count, 0));
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/ +/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(...pieces(word, width));
  }
  return lines;
}

/** A word longer than a line stands on several. */
function pieces(word: string, width: number): string[] {
  return word.length <= width ? [word] : [word.slice(0, width), ...pieces(word.slice(width), width)];
}

function shape(line: string, width: number): string {
  return line.toUpperCase().slice(0, width).trim();
}

function isSaid(text: string | null | undefined): text is string {
  return text !== null && text !== undefined && text.trim() !== '';
}
