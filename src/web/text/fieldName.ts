import { en } from './en.ts';

/** The key of a kept field's word, or null for a field that has none. */
export function fieldName(field: string): keyof typeof en.fields | null {
  return field in en.fields ? (field as keyof typeof en.fields) : null; // judged by `in`
}
