/**
 * What no text of the register may hold: control characters and the symbol that stands for NUL; separators of lines and paragraphs;
 * marks that turn the direction of what stands beside them, so that a name could pass for another; a byte order mark inside; the sign of a
 * character that was lost; code points that are no characters. Joiners stay: some scripts need them.
 */
const unprintable = /[\p{Cc}\p{Cs}\u2400\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffd\ufffe\uffff]/u;
const unprintableButLineFeed = new RegExp(`(?!\\n)${unprintable.source}`, 'u');

/** The first such character of a text, or null; line feeds pass where a text may have several lines. */
export function findUnprintable(text: string, { lines = false } = {}): string | null {
  return (lines ? unprintableButLineFeed : unprintable).exec(text)?.[0] ?? null;
}

/** The beginning of a text, never ending in half a character, which no database would keep. */
export function cut(text: string, unitsMax: number): string {
  return text.length <= unitsMax ? text : text.slice(0, unitsMax).replace(/[\ud800-\udbff]$/, '');
}
