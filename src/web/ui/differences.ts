/** A run of letters that two texts share, or that only this one has. */
export type Segment = { text: string; isDifferent: boolean };

/**
 * Splits two texts into what they share and what they do not, letter by letter (longest common subsequence), so that
 * a reader sees the difference inside the word. Letters are compared without regard to case and composed form.
 */
export function differences(a: string, b: string): { a: Segment[]; b: Segment[] } {
  const [left, right] = [lettersOf(a), lettersOf(b)];
  const shared = sharedLetters(left, right);
  return { a: toSegments(left, shared.left), b: toSegments(right, shared.right) };
}

/**
 * One text marked by what it does not share with another. A segment without letters stands where the other has some and
 * this one has none. Texts of one length are set against each other place by place, as one reads numbers and dates. Texts
 * that share less than half of their letters are marked whole: single letters would say nothing.
 */
export function markAgainst(text: string, other: string): Segment[] {
  const { a, b } = byPlace(text, other) ?? differences(text, other);
  if (!isMostlyShared(a, Math.max(text.length, other.length))) return [{ text, isDifferent: true }];
  const gaps = gapsOf(b);
  const marked: Segment[] = [];
  let at = 0;
  for (const [place, segment] of a.entries()) {
    if (segment.isDifferent) marked.push(segment);
    else marked.push(...cutAtGaps(segment.text, { gaps, at, isAfterMark: a[place - 1]?.isDifferent === true }));
    if (!segment.isDifferent) at += lettersOf(segment.text).length;
  }
  if (gaps.has(at) && a.at(-1)?.isDifferent !== true) marked.push({ text: '', isDifferent: true });
  return marked;
}

/** Whether two texts share at least half of their letters, so that marking the others helps. */
export function areAlike(a: string, b: string): boolean {
  return isMostlyShared(differences(a, b).a, Math.max(a.length, b.length));
}

function isMostlyShared(segments: readonly Segment[], length: number): boolean {
  return segments.reduce((sum, { text, isDifferent }) => sum + (isDifferent ? 0 : text.length), 0) * 2 >= length;
}

/** The differences of two texts of one length, place by place; null when their lengths differ. */
function byPlace(a: string, b: string): { a: Segment[]; b: Segment[] } | null {
  const [left, right] = [lettersOf(a), lettersOf(b)];
  if (left.length !== right.length) return null;
  const shared = new Set(left.flatMap((letter, place) => (fold(letter) === fold(right[place] ?? '') ? [place] : [])));
  return { a: toSegments(left, shared), b: toSegments(right, shared) };
}

/** Before which shared letter, counted from 0, the text has letters of its own. */
function gapsOf(segments: readonly Segment[]): ReadonlySet<number> {
  const gaps = new Set<number>();
  let at = 0;
  for (const { text, isDifferent } of segments) {
    if (isDifferent) gaps.add(at);
    else at += lettersOf(text).length;
  }
  return gaps;
}

type Cut = { gaps: ReadonlySet<number>; at: number; isAfterMark: boolean };

function cutAtGaps(text: string, { gaps, at, isAfterMark }: Cut): Segment[] {
  const pieces: Segment[] = [];
  for (const [place, letter] of lettersOf(text).entries()) {
    const isGap = gaps.has(at + place) && !(place === 0 && isAfterMark);
    if (isGap) pieces.push({ text: '', isDifferent: true });
    const last = pieces.at(-1);
    if (last && !last.isDifferent) last.text += letter;
    else pieces.push({ text: letter, isDifferent: false });
  }
  return pieces;
}

/** The text out of a list that is most like another; null when the list is empty. */
export function closestTo(text: string, others: readonly string[]): string | null {
  const likeness = (other: string) => {
    const shared = differences(text, other).a.reduce((sum, it) => sum + (it.isDifferent ? 0 : it.text.length), 0);
    return shared / Math.max(text.length, other.length, 1);
  };
  const [best] = others.map((other) => ({ other, like: likeness(other) })).sort((x, y) => y.like - x.like);
  return best?.other ?? null;
}

/** Whether two texts are the same to a reader: case, composition and spaces at the ends aside. */
export function isSameText(a: string, b: string): boolean {
  return fold(a.trim()) === fold(b.trim());
}

function fold(text: string): string {
  return text.normalize('NFC').toLocaleLowerCase('und');
}

function lettersOf(text: string): string[] {
  return [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text.normalize('NFC'))].map(
    ({ segment }) => segment,
  );
}

function sharedLetters(left: string[], right: string[]): { left: Set<number>; right: Set<number> } {
  const lengths = commonLengths(left.map(fold), right.map(fold));
  const shared = { left: new Set<number>(), right: new Set<number>() };
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    if (fold(left[i] ?? '') === fold(right[j] ?? '')) {
      shared.left.add(i);
      shared.right.add(j);
      i += 1;
      j += 1;
    } else if ((lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  return shared;
}

/** `lengths[i][j]` is the length of the longest common subsequence of the tails from i and j. */
function commonLengths(left: string[], right: string[]): number[][] {
  const lengths = Array.from({ length: left.length + 1 }, () => new Array<number>(right.length + 1).fill(0));
  for (let i = left.length - 1; i >= 0; i -= 1) {
    const row = lengths[i] ?? [];
    const below = lengths[i + 1] ?? [];
    for (let j = right.length - 1; j >= 0; j -= 1) {
      row[j] = left[i] === right[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}

function toSegments(letters: string[], shared: Set<number>): Segment[] {
  const segments: Segment[] = [];
  letters.forEach((letter, at) => {
    const isDifferent = !shared.has(at);
    const last = segments.at(-1);
    if (last && last.isDifferent === isDifferent) last.text += letter;
    else segments.push({ text: letter, isDifferent });
  });
  return segments;
}
