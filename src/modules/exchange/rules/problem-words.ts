import type { Words } from '#kernel/words.ts';

export type ProblemWords = { message: Words; mend: Words };

/** What is the matter, and how to mend it, in both languages. */
export function says(en: string, fr: string, mendEn: string, mendFr: string): ProblemWords {
  return { message: { en, fr }, mend: { en: mendEn, fr: mendFr } };
}
