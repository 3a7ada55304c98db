import { z } from 'zod';
import { ItemInput } from '../contract.ts';
import { itemFiles } from '../layout/contract.ts';
import { cleanCell, isItemFile, keepable, type StagedItem, stageItem, unreadItem } from './item.ts';

/** Longer lines are no item; they are told and left out, so that memory stays flat. */
const lineCharactersMax = 100_000;

export type Line = { row: number; text: string };

/** Splits text into lines as it arrives. Empty lines are no rows; a line without end in sight comes cut to its beginning. */
export class LineReader {
  private rest = '';
  private row = 1;
  private isSkipping = false;

  push(text: string): Line[] {
    const parts = (this.rest + text).split('\n');
    this.rest = parts.pop() ?? '';
    const lines = parts.flatMap((part) => this.take(part));
    if (this.rest.length <= lineCharactersMax) return lines;
    if (!this.isSkipping) lines.push({ row: this.row, text: this.rest.slice(0, lineCharactersMax + 1) });
    this.isSkipping = true;
    this.rest = '';
    return lines;
  }

  end(): Line[] {
    return this.rest === '' ? [] : this.take(this.rest);
  }

  private take(part: string): Line[] {
    const line = { row: this.row, text: part.replace(/\r$/, '') };
    this.row += 1;
    if (this.isSkipping) {
      this.isSkipping = false;
      return [];
    }
    return line.text.trim() === '' ? [] : [line];
  }
}

const LineShape = z.strictObject(ItemInput.shape);
export type LineObject = z.infer<typeof LineShape>;

/** The object of a line, or the item that says why there is none. */
export function parseLine({ row, text }: Line): LineObject | StagedItem {
  if (text.length > lineCharactersMax) return unreadItem(row, 'row_too_long', text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return unreadItem(row, 'not_json', text);
  }
  const parsed = LineShape.safeParse(value);
  if (!parsed.success) return unreadItem(row, 'item_form', text);
  // Of two fields of one name JSON.parse keeps the last in silence, and a field `__proto__` is none to it: the names are counted.
  const namesRead = Object.keys(parsed.data).length + Object.keys(parsed.data.fields).length;
  return countNames(text) === namesRead ? parsed.data : unreadItem(row, 'field_twice', text);
}

/** The names of members that a text of sound JSON holds, at any depth: strings with a colon behind. */
function countNames(text: string): number {
  let names = 0;
  for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"\s*(:)?/g)) if (colon !== undefined) names += 1;
  return names;
}

/** An item of JSON as it is staged: the same row that a CSV file would hold. */
export function stageObject({ file, fields }: LineObject, row: number): StagedItem {
  if (!isItemFile(file)) {
    return unreadItem(row, 'file_unknown', JSON.stringify({ file, fields }), {
      value: cleanCell(file),
      allowed: itemFiles,
    });
  }
  return stageItem({ file, row, fields: toFields(fields) });
}

/** Values of JSON as their cells, under the names that were sent: true is Y, a list is parted by semicolons, null and the empty text make no statement. */
export function toFields(values: ItemInput['fields']): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    const text = cleanCell(toCell(value));
    if (text !== '') fields[keepable(name)] = text;
  }
  return fields;
}

function toCell(value: ItemInput['fields'][string]): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'Y' : 'N';
  return Array.isArray(value) ? value.join(';') : String(value);
}
