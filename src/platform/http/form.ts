import type { z } from 'zod';
import type { Language } from '#kernel/words.ts';
import type { Problem } from './problem.ts';

/** How a standard that is not ours wants its routes to speak. A value: the server and the description of the API judge it, no address does. */
export type AnswerForm = {
  /** The type of answers and refusals; bodies of it are read as JSON too. */
  type: string;
  /** The contract of a refusal's body, under its name in the description of the API. */
  refusal: z.ZodType;
  /** A refusal as the standard has it. */
  refuse(problem: Problem, language: Language): { status: number; body: unknown };
  /** How many rows an answer holds, where it is a list of the standard's. */
  rowsOf?(body: unknown): number | null;
};
