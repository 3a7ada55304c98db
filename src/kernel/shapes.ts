import { z } from 'zod';
import { PlainDate } from './dates.ts';
import { asOne } from './words.ts';

// Shapes that the contracts of several modules share.

/** A text in both languages. */
export const WordsShape = z.strictObject({ en: z.string(), fr: z.string() });

/** A student number as it goes out: nine digits, without hyphens. */
export const Number9 = z
  .string()
  .regex(/^\d{9}$/)
  .meta({ description: 'A student number, nine digits', examples: ['123456789'] });

/** A moment in whose knowledge an answer is given: what the register knew then. */
export const AsKnownAt = z.iso
  .datetime({ offset: true })
  .optional()
  .describe('What the register knew at this moment, instead of what it knows now');

/** A day for which an answer is given: what holds on it. */
export const AsOf = PlainDate.optional().describe('What holds on this day, instead of today or the day of asKnownAt');

const refused = asOne({ en: 'No control characters', fr: 'Pas de caractères de commande' });

/** For `.regex(...oneLine)`: text as a name or a reason is written. */
export const oneLine = [/^\P{Cc}*$/u, refused] as const;

/** For `.regex(...manyLines)`: line breaks and tabs as well. */
export const manyLines = [/^(?:\P{Cc}|[\n\t])*$/u, refused] as const;
