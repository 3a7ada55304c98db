export type FlatFact = { path: string; text: string };

/** A tree of facts as lines: `school.grades.0` and its value. Empty lists and nothing are said as such. */
export function flatten(value: unknown, path = ''): FlatFact[] {
  if (value === null || value === undefined) return [{ path, text: '–' }];
  if (typeof value !== 'object') return [{ path, text: String(value) }];
  const inner = Object.entries(value);
  if (inner.length === 0) return [{ path, text: '–' }];
  return inner.flatMap(([key, part]) => flatten(part, path === '' ? key : `${path}.${key}`));
}

export type ComparedFact = { path: string; passes: string; fires: string; isDifferent: boolean };

/** Two trees of facts side by side, line by line; a line that one of them lacks is said as nothing there. */
export function compareFacts(passes: unknown, fires: unknown): ComparedFact[] {
  const [left, right] = [toMap(passes), toMap(fires)];
  return [...new Set([...left.keys(), ...right.keys()])].map((path) => {
    const line = { path, passes: left.get(path) ?? '–', fires: right.get(path) ?? '–' };
    return { ...line, isDifferent: line.passes !== line.fires };
  });
}

function toMap(facts: unknown): Map<string, string> {
  return new Map(flatten(facts).map(({ path, text }) => [path, text]));
}
