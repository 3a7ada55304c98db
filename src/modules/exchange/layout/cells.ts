import type { z } from 'zod';
import { code, day, type FieldWords, fieldWords, guid, text } from './values.ts';

// Fields that several files of the extract have, each with its words.

/** Attaches the words of a field to its schema. */
export function says<Schema extends z.ZodType>(
  schema: Schema,
  en: string,
  fr: string,
  example: string,
  more: Partial<FieldWords> = {},
): Schema {
  fieldWords.add(schema, { words: { en, fr }, example, ...more });
  return schema;
}

export const localStudentId = () =>
  says(
    text(40),
    'The school’s own identifier of the student; joins the rows of the files',
    'L’identifiant de l’élève propre à l’école; relie les lignes des fichiers',
    '10442',
  );
export const rowGuid = () =>
  says(
    guid(),
    'Made once by the school’s system and sent again with every later version of the row',
    'Créé une seule fois par le système de l’école et renvoyé avec chaque version ultérieure de la ligne',
    '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e',
  );
export const familyName = () => says(text(50), 'Family name', 'Nom de famille', 'Adeyemi', { max: 50 });
export const givenName = () => says(text(50), 'Given name', 'Prénom', 'Amara', { max: 50 });
export const middleName = () => says(text(50), 'Middle name or names', 'Autres prénoms', 'Grace', { max: 50 });
export const suffix = () => says(text(15), 'Suffix of the name', 'Suffixe du nom', 'Jr.', { max: 15 });
export const birthDate = () => says(day(), 'Birth date', 'Date de naissance', '2015-03-09');
export const gender = () =>
  says(code(4), 'Gender, a code of the jurisdiction', 'Genre, un code de l’administration', 'F', {
    codeClass: 'gender',
  });
export const effectiveOn = () => says(day(), 'First day on which it holds', 'Premier jour de validité', '2026-09-01');
export const expiresOn = () => says(day(), 'Last day on which it holds', 'Dernier jour de validité', '2027-06-30');
export const phoneNumber = () => says(text(20), 'Telephone number', 'Numéro de téléphone', '780-555-0142', { max: 20 });
