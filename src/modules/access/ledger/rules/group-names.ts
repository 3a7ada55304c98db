import type { FieldGroup } from '#kernel/field-groups.ts';
import type { Words } from '#kernel/words.ts';

/** Parts of a record as they are named in lists and notices. */
export const groupNames = {
  existence: { en: 'Existence', fr: 'Existence' },
  identity: { en: 'Name and birth date', fr: 'Nom et date de naissance' },
  documents: { en: 'Identity documents', fr: 'Documents d’identité' },
  contacts: { en: 'Contacts', fr: 'Coordonnées' },
  guardians: { en: 'Guardians', fr: 'Tuteurs' },
  restrictions: { en: 'Restrictions', fr: 'Restrictions' },
  enrolments: { en: 'Enrolments', fr: 'Inscriptions' },
  findings: { en: 'Findings', fr: 'Constats' },
  history: { en: 'History', fr: 'Historique' },
  submitted: { en: 'Submitted rows', fr: 'Lignes transmises' },
  ledger: { en: 'Who looked', fr: 'Consultations' },
  requests: { en: 'Requests', fr: 'Demandes' },
  personal: { en: 'Personal information', fr: 'Renseignements personnels' },
  accommodations: { en: 'Accommodations', fr: 'Mesures d’adaptation' },
  notes: { en: 'Notes', fr: 'Notes' },
} as const satisfies Record<FieldGroup, Words>;
