import { z } from 'zod';
import { asOne } from './words.ts';

declare const brand: unique symbol;
/** A text or number that must not be mixed up with another kind of the same shape. */
export type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

/** Nine digits without hyphens; the last one checks the others. Shown `1234-5678-9`. */
export type StudentNumber = Branded<string, 'StudentNumber'>;
export const StudentNumber = z
  .string()
  .regex(
    /^\d{4}-?\d{4}-?\d$/,
    asOne({
      en: 'A student number has nine digits, written 1234-5678-9',
      fr: 'Un numéro d’élève a neuf chiffres et s’écrit 1234-5678-9',
    }),
  )
  .transform((text) => text.replaceAll('-', '') as StudentNumber)
  .meta({
    id: 'StudentNumber',
    description: 'A student number, 1234-5678-9 (hyphens optional on input)',
    examples: ['1234-5678-9'],
  });

/** `123456789` as `1234-5678-9`. */
export function showStudentNumber(number: StudentNumber | string): string {
  return `${number.slice(0, 4)}-${number.slice(4, 8)}-${number.slice(8)}`;
}

/** An organisation's code: a kind letter, a point, a code: `S.K001`, `A.2195`, `O.1`. */
export type OrganisationCode = Branded<string, 'OrganisationCode'>;
export const OrganisationCode = z
  .string()
  .regex(
    /^[A-Z]\.[A-Z0-9]{1,8}$/,
    asOne({
      en: 'An organisation code looks like S.0098 or A.K001',
      fr: 'Un code d’organisation s’écrit comme S.0098 ou A.K001',
    }),
  )
  .transform((text) => text as OrganisationCode)
  .meta({
    id: 'OrganisationCode',
    description: 'An organisation code such as S.0098 (school) or A.2195 (authority)',
    examples: ['S.K001'],
  });

export const Guid = z
  .guid()
  .transform((text) => text.toLowerCase())
  .meta({
    id: 'Guid',
    description: 'A GUID made by whoever first recorded the thing',
    examples: ['0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e'],
  });
export type Guid = string;
