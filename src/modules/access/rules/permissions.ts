import type { Words } from '#kernel/words.ts';
import { type Permission, type RoleName, roles } from './roles.ts';

/** What each permission lets somebody do, in the words of whoever grants it. */
export const permissionWords: Record<Permission, Words> = {
  'student.read': { en: 'Open a student’s record', fr: 'Ouvrir le dossier d’un élève' },
  'student.write': { en: 'Change a student’s record', fr: 'Modifier le dossier d’un élève' },
  'student.search': { en: 'Search students', fr: 'Chercher des élèves' },
  'restricted.read': { en: 'See protected students', fr: 'Voir les élèves protégés' },
  'enrolment.write': { en: 'Enrol and withdraw', fr: 'Inscrire et retirer' },
  'count.freeze': { en: 'Freeze counts of students', fr: 'Figer les dénombrements d’élèves' },
  'home_education.manage': {
    en: 'Register unsupervised home education',
    fr: 'Inscrire à l’enseignement à domicile non supervisé',
  },
  'accommodation.read': { en: 'See classroom accommodations', fr: 'Voir les mesures d’adaptation en classe' },
  'accommodation.write': {
    en: 'Record classroom accommodations',
    fr: 'Consigner les mesures d’adaptation en classe',
  },
  'note.read': { en: 'Read notes about students', fr: 'Lire les notes au sujet des élèves' },
  'note.write': { en: 'Write notes about students', fr: 'Écrire des notes au sujet des élèves' },
  'guardian_order.read': {
    en: 'See the orders behind guardians’ limits',
    fr: 'Voir les ordonnances qui limitent des tuteurs',
  },
  'submission.read': { en: 'See submissions', fr: 'Voir les envois' },
  'submission.write': { en: 'Submit files', fr: 'Envoyer des fichiers' },
  'submission.reverse': { en: 'Reverse submissions', fr: 'Annuler des envois' },
  'finding.read': { en: 'See work items', fr: 'Voir les éléments à traiter' },
  'finding.acknowledge': { en: 'Acknowledge work items', fr: 'Prendre en compte les éléments à traiter' },
  'finding.override': { en: 'Override warnings', fr: 'Passer outre aux avertissements' },
  'match.decide': { en: 'Decide who is who', fr: 'Décider qui est qui' },
  'move.decide': {
    en: 'Decide between two schools that claim a student',
    fr: 'Trancher entre deux écoles qui revendiquent un élève',
  },
  'sealed.open': {
    en: 'Ask to see protected students for a time',
    fr: 'Demander à voir les élèves protégés pour un temps',
  },
  'sealed.approve': {
    en: 'Let others into the sealed register, and review broken glass',
    fr: 'Ouvrir le registre scellé à d’autres, et examiner les bris de glace',
  },
  'organisation.read': { en: 'See organisations', fr: 'Voir les établissements' },
  'organisation.import': { en: 'Import organisations', fr: 'Importer des établissements' },
  'rule.read': { en: 'Read the rule book', fr: 'Lire le livre des règles' },
  'account.read': { en: 'See who one works with', fr: 'Voir avec qui l’on travaille' },
  'alarm.read': { en: 'See alarms', fr: 'Voir les alertes' },
  'alarm.settle': { en: 'Settle alarms', fr: 'Régler les alertes' },
  'budget.grant': {
    en: 'Let somebody read more people today',
    fr: 'Laisser quelqu’un lire plus de dossiers aujourd’hui',
  },
  'export.read': { en: 'See exports and where they stand', fr: 'Voir les exportations et leur état' },
  'export.ask': { en: 'Ask for an export', fr: 'Demander une exportation' },
  'export.approve': { en: 'Approve exports', fr: 'Approuver les exportations' },
  'client.manage': { en: 'Manage machine clients', fr: 'Gérer les clients machines' },
  'student.identify': { en: 'Ask who a student is', fr: 'Demander qui est un élève' },
  'student.look': {
    en: 'Look at a student from outside, on the record',
    fr: 'Consulter un élève de l’extérieur, avec trace',
  },
  'account.invite': {
    en: 'Invite people and reset their sign-in',
    fr: 'Inviter des personnes et réinitialiser leur accès',
  },
  'privacy.read': { en: 'See privacy requests', fr: 'Voir les demandes touchant la vie privée' },
  'privacy.decide': { en: 'Decide privacy requests', fr: 'Décider des demandes touchant la vie privée' },
  'hold.manage': { en: 'Put records on hold', fr: 'Mettre des dossiers en suspens' },
  'disposal.propose': { en: 'Propose disposal', fr: 'Proposer une élimination' },
  'disposal.approve': { en: 'Approve disposal', fr: 'Approuver une élimination' },
  'people.manage': { en: 'Manage people and their grants', fr: 'Gérer les personnes et leurs droits' },
  'support.open': { en: 'Open support access', fr: 'Ouvrir un accès de soutien' },
  'ledger.student': { en: 'See who looked at a student', fr: 'Voir qui a consulté un élève' },
  'ledger.read': { en: 'See who read whom', fr: 'Voir qui a consulté qui' },
  'ledger.drill': { en: 'Ask what somebody read', fr: 'Demander ce que quelqu’un a consulté' },
  'scim.provision': { en: 'Provision accounts by SCIM', fr: 'Approvisionner les comptes par SCIM' },
};

/** Permissions that work at the ministry alone: never granted elsewhere, and never added to another organisation's role. */
export const ministryOnly: readonly Permission[] = [
  'restricted.read',
  'match.decide',
  'move.decide',
  'sealed.open',
  'sealed.approve',
  'finding.override',
  'organisation.import',
  'count.freeze',
  'home_education.manage',
];

/**
 * Which permissions may be added to which base role, ministry and non-ministry apart (PASI 7.5: one base role and additional ones).
 * What a role holds anyway stands not here. A permission that is added to no role comes with a role or with a machine client only.
 */
export const additions: Record<RoleName, readonly Permission[]> = {
  ministry_records: [],
  ministry_viewer: [
    ...ministryOnly,
    'accommodation.read',
    'note.read',
    'guardian_order.read',
    'privacy.read',
    'privacy.decide',
    'hold.manage',
    'disposal.propose',
    'disposal.approve',
    'people.manage',
    'account.invite',
    'client.manage',
    'alarm.settle',
    'budget.grant',
    'export.ask',
    'export.approve',
    'ledger.student',
    'ledger.read',
    'ledger.drill',
  ],
  authority_coordinator: ['people.manage', 'support.open'],
  school_registrar: [
    'people.manage',
    'account.invite',
    'support.open',
    'client.manage',
    'alarm.read',
    'alarm.settle',
    'budget.grant',
    'ledger.read',
  ],
  school_viewer: [
    'accommodation.read',
    'note.read',
    'guardian_order.read',
    'people.manage',
    'account.invite',
    'account.read',
    'support.open',
    'alarm.read',
  ],
  support_authority: [],
  support_school: [],
  none: [],
};

/**
 * What works only beside another permission. Whoever decides who is who sees which doubts wait, and which rows do: a row whose doubt is
 * not among them is about somebody protected. So only those decide who may open the sealed register.
 */
export const neededBeside: Partial<Record<string, Permission>> = {
  'match.decide': 'restricted.read',
} satisfies Partial<Record<Permission, Permission>>;

/**
 * What somebody with a base role and some additional permissions may do; what may not be added to the role counts for nothing, nor does
 * what lacks the permission that it needs beside it.
 */
export function permissionsOf(role: RoleName, added: readonly string[]): Permission[] {
  const held = [...roles[role].permissions, ...additions[role].filter((permission) => added.includes(permission))];
  return held.filter((permission) => isBesideWhatItNeeds(permission, held));
}

export function isBesideWhatItNeeds(permission: string, held: readonly string[]): boolean {
  const needed = neededBeside[permission];
  return needed === undefined || held.includes(needed);
}
