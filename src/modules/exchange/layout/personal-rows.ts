import { z } from 'zod';
import { localStudentId, rowGuid, says } from './cells.ts';
import { code, day, flag, guid } from './values.ts';

// Personal facts of a student in the extract.

export const CitizenshipRow = z.strictObject({
  guid: rowGuid(),
  local_student_id: localStudentId(),
  status: says(code(4), 'Citizenship status', 'Statut de citoyenneté', '5', { codeClass: 'citizenship_status' }),
  effective_on: says(
    day(),
    'First day of the status; the birth date when it is left out beside a birth certificate of the country',
    'Premier jour du statut; la date de naissance s’il est omis avec un certificat de naissance du pays',
    '2026-08-15',
  ).optional(),
  document_type: says(code(40), 'Kind of document that supports it', 'Type de document à l’appui', 'CAStudyPermit', {
    codeClass: 'document_type',
  }).optional(),
  document_expires_on: says(
    day(),
    'Last day of that document',
    'Dernier jour de validité du document',
    '2027-08-31',
  ).optional(),
  country: says(code(3), 'Country of citizenship, two letters', 'Pays de citoyenneté, deux lettres', 'FR', {
    codeClass: 'country',
  }).optional(),
  guardian_guid: says(
    guid(),
    'The row of guardians on whose status it depends',
    'La ligne du tuteur du statut duquel il dépend',
    '0197a0f2-6c1e-7d33-8a55-0c1a2b3c4d5e',
  ).optional(),
  guardian_status: says(code(4), 'Citizenship status of that guardian', 'Statut de citoyenneté de ce tuteur', '5', {
    codeClass: 'citizenship_status',
  }).optional(),
  is_deleted: says(
    flag(),
    'Y takes the status back as recorded in error',
    'Y annule le statut consigné par erreur',
    'N',
    {
      values: ['Y', 'N'],
    },
  ).optional(),
});
export type CitizenshipRow = z.output<typeof CitizenshipRow>;
