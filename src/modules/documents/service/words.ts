import { fill, type Language, type Params, type Words } from '#kernel/words.ts';

// In French a narrow no-break space (U+202F) keeps a sign to its word.
const words = {
  // The sheet
  studentRecord: { en: 'Student record', fr: 'Dossier de l’élève' },
  title: { en: 'Student record {number}', fr: 'Dossier de l’élève {number}' },
  demonstration: {
    en: 'Demonstration: invented people. Not the record of anyone.',
    fr: 'Démonstration : personnes inventées. Ce dossier n’est celui de personne.',
  },
  restricted: {
    en: 'Protected student. Do not copy, post or hand over without authority.',
    fr: 'Élève protégé. Ne pas copier, afficher ni remettre sans autorisation.',
  },
  asKnown: {
    en: 'As known on {moment}. Printed for {organisation} by {name}.',
    fr: 'Renseignements connus le {moment}. Imprimé pour {organisation} par {name}.',
  },
  asKnownThen: {
    en: 'As known on {past}. Printed on {moment} for {organisation} by {name}.',
    fr: 'Renseignements connus le {past}. Imprimé le {moment} pour {organisation} par {name}.',
  },
  knownThen: {
    en: 'What the register knew on {past}. It may know better today.',
    fr: 'Ce que le registre savait le {past}. Il en sait peut-être plus aujourd’hui.',
  },
  page: { en: 'Page {page} of {pages}', fr: 'Page {page} sur {pages}' },
  born: { en: 'Born {day}', fr: 'Naissance : {day}' },
  knownAs: { en: 'Known as {name}', fr: 'Nom usuel : {name}' },
  yes: { en: 'Yes', fr: 'Oui' },
  no: { en: 'No', fr: 'Non' },

  // The student
  theStudent: { en: 'The student', fr: 'L’élève' },
  number: { en: 'Student number', fr: 'Numéro d’élève' },
  otherNumbers: { en: 'Other numbers of this person', fr: 'Autres numéros de cette personne' },
  familyName: { en: 'Family name', fr: 'Nom de famille' },
  givenName: { en: 'Given names', fr: 'Prénoms' },
  preferredName: { en: 'Preferred name', fr: 'Nom préféré' },
  birthDate: { en: 'Birth date', fr: 'Date de naissance' },
  gender: { en: 'Gender', fr: 'Genre' },
  multipleBirth: { en: 'Multiple birth', fr: 'Naissance multiple' },
  languageAtHome: { en: 'Language at home', fr: 'Langue parlée à la maison' },
  languageRight: {
    en: 'Right to minority-language schooling',
    fr: 'Droit à l’instruction dans la langue de la minorité',
  },
  deceased: { en: 'Deceased', fr: 'Décès' },
  deactivated: { en: 'Deactivated number', fr: 'Numéro désactivé' },
  onRegisterSince: { en: 'On the register since', fr: 'Au registre depuis' },
  nameNotExact: {
    en: '{name} (not exactly as on the document)',
    fr: '{name} (non conforme à la graphie du document)',
  },

  // Proof of identity
  proof: { en: 'Proof of identity', fr: 'Preuve d’identité' },
  proofNote: {
    en: 'Legal name, birth date and gender follow from the best proof; they are never typed over.',
    fr: 'Le nom légal, la date de naissance et le genre découlent de la meilleure preuve ; ils ne sont jamais réécrits.',
  },
  document: { en: 'Document', fr: 'Document' },
  ending: { en: 'ending in {characters}', fr: 'se terminant par {characters}' },
  issued: { en: 'issued {day}', fr: 'délivré le {day}' },
  quality: { en: 'Quality', fr: 'Qualité' },
  nameAsShown: { en: 'Name shown', fr: 'Nom indiqué' },
  received: { en: 'Received', fr: 'Reçue' },
  givesName: { en: 'gives the legal name', fr: 'donne le nom légal' },
  givesBirth: { en: 'gives birth date and gender', fr: 'donne la date de naissance et le genre' },
  givesBoth: {
    en: 'gives legal name, birth date and gender',
    fr: 'donne le nom légal, la date de naissance et le genre',
  },

  // Names
  otherNames: { en: 'Other names', fr: 'Autres noms' },
  kind: { en: 'Kind', fr: 'Type' },
  name: { en: 'Name', fr: 'Nom' },
  from: { en: 'From', fr: 'Du' },
  to: { en: 'To', fr: 'Au' },

  // Citizenship
  citizenship: { en: 'Citizenship', fr: 'Citoyenneté' },
  country: { en: 'Country', fr: 'Pays' },
  inForce: { en: 'in force', fr: 'en vigueur' },
  until: { en: 'until {day}', fr: 'jusqu’au {day}' },
  byGuardian: { en: 'by a guardian: {status}', fr: 'par un tuteur : {status}' },

  // Contacts
  contacts: { en: 'Addresses and telephones', fr: 'Adresses et téléphones' },
  preferred: { en: 'to be used', fr: 'à utiliser' },
  noContacts: { en: 'None on the register.', fr: 'Aucun renseignement au registre.' },
  contact: { en: 'Contact', fr: 'Coordonnées' },
  address: { en: 'Address', fr: 'Adresse' },
  phone: { en: 'Telephone', fr: 'Téléphone' },
  extension: { en: '{number}, extension {extension}', fr: '{number}, poste {extension}' },
  email: { en: 'E-mail', fr: 'Courriel' },
  guardians: { en: 'Guardians', fr: 'Parents et tuteurs' },
  relationship: { en: 'Relationship', fr: 'Lien' },
  livesWith: { en: 'Lives with the student', fr: 'Vit avec l’élève' },

  // Enrolments
  enrolments: { en: 'Enrolments', fr: 'Inscriptions' },
  responsibleSchool: { en: 'Responsible school', fr: 'École responsable' },
  holdsToday: { en: 'holds today', fr: 'en vigueur' },
  noSchool: { en: 'No school', fr: 'Aucune école' },
  schoolUnknown: { en: 'Not known', fr: 'Inconnu' },
  reason: { en: 'Reason', fr: 'Motif' },
  noEnrolments: { en: 'No enrolment is on the register.', fr: 'Aucune inscription au registre.' },
  schoolYear: { en: 'School year', fr: 'Année scolaire' },
  school: { en: 'School', fr: 'École' },
  grade: { en: 'Grade', fr: 'Année d’études' },
  status: { en: 'Status', fr: 'État' },
  registered: { en: 'Registered', fr: 'À venir' },
  active: { en: 'Active', fr: 'Active' },
  completed: { en: 'Completed', fr: 'Achevée' },
  withdrawn: { en: 'Withdrawn', fr: 'Retrait' },
  closed: { en: 'Closed', fr: 'Close' },
  cancelled: { en: 'Cancelled', fr: 'Annulée' },
  deleted: { en: 'Deleted', fr: 'Supprimée' },

  // Findings
  findings: { en: 'Open findings', fr: 'Constats ouverts' },
  findingsOpen: {
    en: 'Warnings waiting for somebody: {warnings}. Advice waiting: {advice}.',
    fr: 'Avertissements en attente : {warnings}. Avis en attente : {advice}.',
  },
  findingsNone: { en: 'None is open.', fr: 'Aucun n’est ouvert.' },
} as const satisfies Record<string, Words>;

export type Label = keyof typeof words;
export type Say = (label: Label, params?: Params) => string;

/** The words of documents in one language. */
export function wordsIn(language: Language): Say {
  return (label, params = {}) => fill(words[label][language], params);
}
