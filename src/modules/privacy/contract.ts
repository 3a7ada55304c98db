import { z } from 'zod';
import { asOne } from '#kernel/words.ts';

/** What somebody writes, on one line or several. */
export const Text = (max: number, min = 1) =>
  z
    .string()
    .trim()
    .min(min)
    .max(max)
    .regex(/^[\P{Cc}\n\r\t]*$/u, asOne({ en: 'No control characters', fr: 'Pas de caractères de commande' }));
