/** What was chosen of each column of a list: shown or not. A column that nobody chose follows what the table proposes. */
export type ColumnChoice = Record<string, boolean>;

/** The one place in this browser where the choices of all lists are kept. */
const storageKey = 'matricula.columns';
/** Raised when the form of what is kept changes; what another version wrote is left aside. */
const version = 1;

/** The choices by list that a kept text holds; none where it holds something else. */
export function choicesFrom(text: string | null): Map<string, ColumnChoice> {
  const kept = parsed(text);
  if (!isObject(kept) || kept['version'] !== version || !isObject(kept['lists'])) return new Map();
  return new Map(Object.entries(kept['lists']).map(([list, choice]) => [list, choiceOf(choice)]));
}

/** The text to keep once a list's columns are chosen; the choices of the other lists stay. */
export function textWith(text: string | null, list: string, choice: ColumnChoice): string {
  const lists = Object.fromEntries(choicesFrom(text).set(list, choice));
  return JSON.stringify({ version, lists });
}

export function readChoice(list: string): ColumnChoice {
  try {
    return choicesFrom(localStorage.getItem(storageKey)).get(list) ?? {};
  } catch {
    return {};
  }
}

export function keepChoice(list: string, choice: ColumnChoice): void {
  try {
    localStorage.setItem(storageKey, textWith(localStorage.getItem(storageKey), list, choice));
  } catch {
    // Refused storage only means that the proposed columns come back next time.
  }
}

function choiceOf(kept: unknown): ColumnChoice {
  if (!isObject(kept)) return {};
  return Object.fromEntries(
    Object.entries(kept).filter((entry): entry is [string, boolean] => typeof entry[1] === 'boolean'),
  );
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
