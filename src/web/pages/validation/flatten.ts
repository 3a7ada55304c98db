export type FlatFact = { path: string; text: string };

/** A tree of facts as lines: `school.grades.0` and its value. Empty lists and nothing are said as such. */
export function flatten(value: unknown, path = ''): FlatFact[] {
  if (value === null || value === undefined) return [{ path, text: '–' }];
  if (typeof value !== 'object') return [{ path, text: String(value) }];
  const inner = Object.entries(value);
  if (inner.length === 0) return [{ path, text: '–' }];
  return inner.flatMap(([key, part]) => flatten(part, path === '' ? key : `${path}.${key}`));
}
