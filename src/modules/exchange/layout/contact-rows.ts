import { z } from 'zod';
import { effectiveOn, expiresOn, familyName, givenName, localStudentId, phoneNumber, rowGuid, says } from './cells.ts';
import { choice, code, flag, text } from './values.ts';

// Where a student and the family are reached, in the extract.

export const AddressRow = z.strictObject({
  guid: rowGuid(),
  local_student_id: localStudentId(),
  kind: says(
    choice(['mailing', 'physical', 'delivery']),
    'mailing, physical or delivery',
    'mailing (postale), physical (physique) ou delivery (livraison)',
    'mailing',
    { values: ['mailing', 'physical', 'delivery'] },
  ),
  format: says(
    code(40),
    'Format of the address; decides which parts are required',
    'Format de l’adresse; détermine les parties obligatoires',
    'Mail-CA',
    { codeClass: 'address_format' },
  ),
  street: says(
    text(140, { lines: true }),
    'Street lines, separated by line feeds',
    'Lignes de rue, séparées par des sauts de ligne',
    '12 Larch Crescent',
    { max: 140 },
  ).optional(),
  city: says(text(60), 'Place', 'Localité', 'Kestrel Bay', { max: 60 }).optional(),
  province: says(text(40), 'Code of the province or state', 'Code de la province ou de l’État', 'AB', {
    max: 40,
  }).optional(),
  postal_code: says(text(12), 'Postal code', 'Code postal', 'T5A 0A1', { max: 12 }).optional(),
  country: says(code(3), 'Country, two letters', 'Pays, deux lettres', 'CA', { codeClass: 'country' }),
  effective_on: effectiveOn(),
  expires_on: expiresOn().optional(),
  land_location: says(
    text(40),
    'Place by the land survey, for formats that have one',
    'Emplacement cadastral, pour les formats qui en ont un',
    'NE-12-45-7-W4',
    { max: 40 },
  ).optional(),
  rural_route: says(text(40), 'Number of the rural route', 'Numéro de la route rurale', '8', { max: 40 }).optional(),
  site: says(text(40), 'Site on the rural route', 'Emplacement sur la route rurale', '6', { max: 40 }).optional(),
  compartment: says(text(40), 'Compartment of the site', 'Compartiment de l’emplacement', '10', {
    max: 40,
  }).optional(),
  box: says(text(40), 'Number of the post-office box', 'Numéro de la case postale', '4001', { max: 40 }).optional(),
  is_general_delivery: says(
    flag(),
    'Y when the post keeps letters at its counter',
    'Y si la poste garde le courrier en poste restante',
    'N',
    { values: ['Y', 'N'] },
  ).optional(),
  is_preferred: says(
    flag(),
    'Y when it is the one to use; of several that hold on one day the one marked last',
    'Y si c’est l’adresse à utiliser; de plusieurs valables le même jour, la dernière marquée',
    'Y',
    { values: ['Y', 'N'] },
  ).optional(),
  is_deleted: says(
    flag(),
    'Y takes the address back as recorded in error',
    'Y annule l’adresse consignée par erreur',
    'N',
    { values: ['Y', 'N'] },
  ).optional(),
});
export type AddressRow = z.output<typeof AddressRow>;

export const PhoneRow = z.strictObject({
  guid: rowGuid(),
  local_student_id: localStudentId(),
  kind: says(
    choice(['home', 'mobile', 'work']),
    'home, mobile or work',
    'home (domicile), mobile ou work (travail)',
    'home',
    { values: ['home', 'mobile', 'work'] },
  ),
  number: phoneNumber(),
  extension: says(text(10), 'Extension', 'Poste', '204', { max: 10 }).optional(),
  is_listable: says(flag(), 'Y when it may stand in a list', 'Y si le numéro peut figurer dans une liste', 'Y', {
    values: ['Y', 'N'],
  }).optional(),
  effective_on: effectiveOn(),
  expires_on: expiresOn().optional(),
});
export type PhoneRow = z.output<typeof PhoneRow>;

export const GuardianRow = z.strictObject({
  guid: rowGuid(),
  local_student_id: localStudentId(),
  relationship: says(code(40), 'Relationship to the student', 'Lien avec l’élève', 'parent', {
    codeClass: 'guardian_relationship',
  }),
  family_name: familyName(),
  given_name: givenName(),
  lives_with: says(
    flag(),
    'Y when the student lives with this person',
    'Y si l’élève habite avec cette personne',
    'Y',
    { values: ['Y', 'N'] },
  ).optional(),
  phone: phoneNumber().optional(),
  email: says(text(254), 'Electronic address', 'Adresse électronique', 'parent@example.org', { max: 254 }).optional(),
  expires_on: expiresOn().optional(),
});
export type GuardianRow = z.output<typeof GuardianRow>;
