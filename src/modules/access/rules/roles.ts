import type { Words } from '#kernel/words.ts';

/** What a route or an act may ask for; closed, so that a misspelt permission does not compile. */
export const permissions = [
  'student.read',
  'student.write',
  'student.search',
  'student.identify',
  'student.look',
  'restricted.read',
  'enrolment.write',
  'count.freeze',
  'home_education.manage',
  'accommodation.read',
  'accommodation.write',
  'note.read',
  'note.write',
  'guardian_order.read',
  'submission.read',
  'submission.write',
  'submission.reverse',
  'finding.read',
  'finding.acknowledge',
  'finding.override',
  'match.decide',
  'move.decide',
  'sealed.open',
  'sealed.approve',
  'organisation.read',
  'organisation.import',
  'rule.read',
  'privacy.read',
  'privacy.decide',
  'hold.manage',
  'disposal.propose',
  'disposal.approve',
  'account.read',
  'alarm.read',
  'alarm.settle',
  'budget.grant',
  'export.read',
  'export.ask',
  'export.approve',
  'client.manage',
  'account.invite',
  'people.manage',
  'support.open',
  'scim.provision',
  'ledger.student',
  'ledger.read',
  'ledger.drill',
] as const;
export type Permission = (typeof permissions)[number];

export const roleNames = [
  'ministry_records',
  'ministry_viewer',
  'authority_coordinator',
  'school_registrar',
  'school_viewer',
  'support_authority',
  'support_school',
  'none',
] as const;
export type RoleName = (typeof roleNames)[number];

/** How far a role's organisation reaches: itself, itself and its schools, everything, or nobody's records at all. */
export type Reach = 'everything' | 'authority' | 'organisation' | 'nothing';

export type Role = {
  words: Words;
  meaning: Words;
  reach: Reach;
  /** The kind of organisation that may grant it; null for roles that nobody is granted. */
  grantedAt: 'ministry' | 'authority' | 'school' | null;
  permissions: readonly Permission[];
};

const reads = [
  'student.read',
  'student.search',
  'submission.read',
  'finding.read',
  'organisation.read',
  'rule.read',
] as const;
const schoolWork = [
  'student.write',
  'student.identify',
  'student.look',
  'enrolment.write',
  'accommodation.read',
  'accommodation.write',
  'note.read',
  'note.write',
  'guardian_order.read',
  'submission.write',
  'finding.acknowledge',
  'account.read',
  'privacy.read',
  'privacy.decide',
] as const;

/** Every role, once: the server judges by it, the screens explain by it. Source: pasi-marks-exams 7.5, pasi-student-enrolment 5.2 and 6.4. */
export const roles = {
  ministry_records: {
    words: { en: 'Ministry records officer', fr: 'Agent des dossiers du ministère' },
    meaning: {
      en: 'Keeps every record, decides who is who, overrides warnings, may open the sealed register',
      fr: 'Tient tous les dossiers, décide des identités, passe outre aux avertissements, peut ouvrir le registre scellé',
    },
    reach: 'everything',
    grantedAt: 'ministry',
    permissions,
  },
  ministry_viewer: {
    words: { en: 'Ministry viewer', fr: 'Lecteur du ministère' },
    meaning: {
      en: 'Reads every record but those of protected students',
      fr: 'Lit tous les dossiers, sauf ceux des élèves protégés',
    },
    reach: 'everything',
    grantedAt: 'ministry',
    permissions: [...reads, 'account.read', 'alarm.read', 'export.read'],
  },
  authority_coordinator: {
    words: { en: 'Authority coordinator', fr: 'Coordonnateur de l’autorité scolaire' },
    meaning: {
      en: 'Works on the records of all schools of the authority',
      fr: 'Travaille aux dossiers de toutes les écoles de l’autorité scolaire',
    },
    reach: 'authority',
    grantedAt: 'authority',
    permissions: [
      ...reads,
      ...schoolWork,
      'submission.reverse',
      'account.invite',
      'alarm.read',
      'alarm.settle',
      'budget.grant',
      'export.read',
      'export.ask',
      'export.approve',
      'client.manage',
      'ledger.student',
      'ledger.read',
      'ledger.drill',
    ],
  },
  school_registrar: {
    words: { en: 'School registrar', fr: 'Registraire de l’école' },
    meaning: {
      en: 'Works on the records of the school’s students',
      fr: 'Travaille aux dossiers des élèves de l’école',
    },
    reach: 'organisation',
    grantedAt: 'school',
    permissions: [...reads, ...schoolWork, 'export.read', 'export.ask', 'ledger.student'],
  },
  school_viewer: {
    words: { en: 'School viewer', fr: 'Lecteur de l’école' },
    meaning: { en: 'Reads the records of the school’s students', fr: 'Lit les dossiers des élèves de l’école' },
    reach: 'organisation',
    grantedAt: 'school',
    permissions: reads,
  },
  // The two below are acted in while an organisation lets somebody of support in; nobody holds them.
  support_authority: {
    words: { en: 'Support, let in by an authority', fr: 'Soutien, admis par une autorité scolaire' },
    meaning: {
      en: 'Helps an authority that opened the door, for some hours',
      fr: 'Aide une autorité scolaire qui a ouvert la porte, pour quelques heures',
    },
    reach: 'authority',
    grantedAt: null,
    permissions: reads,
  },
  support_school: {
    words: { en: 'Support, let in by a school', fr: 'Soutien, admis par une école' },
    meaning: {
      en: 'Helps a school that opened the door, for some hours',
      fr: 'Aide une école qui a ouvert la porte, pour quelques heures',
    },
    reach: 'organisation',
    grantedAt: null,
    permissions: reads,
  },
  none: {
    words: { en: 'No access today', fr: 'Aucun accès aujourd’hui' },
    meaning: {
      en: 'May sign in, and see nothing until an organisation grants or opens access',
      fr: 'Peut ouvrir une session, et ne voit rien tant qu’aucun établissement n’accorde ou n’ouvre d’accès',
    },
    reach: 'nothing',
    grantedAt: null,
    permissions: [],
  },
} as const satisfies Record<RoleName, Role>;

export function isRoleName(text: string): text is RoleName {
  return Object.hasOwn(roles, text);
}

/** What support may do besides reading, where the organisation let it in to work. */
export const supportWork: readonly Permission[] = [
  'student.write',
  'enrolment.write',
  'submission.write',
  'finding.acknowledge',
];

/** The role that the command line acts in for an organisation of a kind; null for kinds that submit nothing yet. */
export const commandRoles = {
  ministry: 'ministry_records',
  authority: 'authority_coordinator',
  school: 'school_registrar',
  post_secondary: null,
  exam_centre: null,
} as const satisfies Record<string, RoleName | null>;
