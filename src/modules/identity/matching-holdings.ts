import {
  type HeldColumn,
  type HeldRow,
  type Holding,
  otherPerson,
  redactNumbers,
  technical,
  withheld,
} from '#platform/holdings/holding.ts';

const number: HeldColumn = { en: 'Student number', fr: 'Numéro d’élève' };

/** What identity holds of how people were told apart. */
export const matchingHoldings: readonly Holding[] = [
  {
    table: 'identity.local_student',
    group: 'identity',
    title: { en: 'Numbers that schools use', fr: 'Numéros utilisés par les écoles' },
    recordKind: 'matching',
    dated: 'mapped_at',
    reveals: 'whereabouts',
    columns: {
      organisation_code: { en: 'School', fr: 'École' },
      local_student_id: { en: 'The school’s own number', fr: 'Numéro propre à l’école' },
      student_number: number,
      mapped_at: { en: 'Since', fr: 'Depuis' },
    },
    onDisposal: 'delete',
    isKeyPersonal: true,
  },
  {
    table: 'identity.match_decision',
    group: 'matching',
    title: {
      en: 'How submitted records were matched to this student',
      fr: 'Comment les données reçues ont été rattachées à l’élève',
    },
    recordKind: 'matching',
    dated: 'decided_at',
    reveals: 'whereabouts',
    columns: {
      decision_id: technical,
      decided_at: { en: 'Decided', fr: 'Décidé le' },
      organisation_code: { en: 'Submitted by', fr: 'Envoyé par' },
      local_student_id: { en: 'The school’s own number', fr: 'Numéro propre à l’école' },
      submission_id: technical,
      item_ref: technical,
      query_digest: technical,
      outcome: { en: 'Outcome', fr: 'Issue' },
      method: { en: 'How', fr: 'Comment' },
      student_number: number,
      candidates: { en: 'Whom the records resembled', fr: 'À qui les données ressemblaient' },
      model_version: { en: 'Method’s version', fr: 'Version de la méthode' },
      is_by_person: { en: 'Decided by a person', fr: 'Décidé par une personne' },
    },
    redact: redactCandidates,
    onDisposal: 'delete',
  },
  {
    table: 'identity.match_task',
    group: 'matching',
    title: { en: 'Questions that a person decided', fr: 'Questions tranchées par une personne' },
    recordKind: 'matching',
    dated: 'opened_at',
    reveals: 'whereabouts',
    columns: {
      task_id: technical,
      state: { en: 'State', fr: 'État' },
      reason: { en: 'Why a person was asked', fr: 'Pourquoi une personne a été consultée' },
      organisation_code: { en: 'Submitted by', fr: 'Envoyé par' },
      local_student_id: { en: 'The school’s own number', fr: 'Numéro propre à l’école' },
      submission_id: technical,
      item_ref: technical,
      query_digest: technical,
      facts: { en: 'What was submitted', fr: 'Ce qui a été envoyé' },
      candidates: { en: 'Whom it resembled', fr: 'À qui cela ressemblait' },
      opened_at: { en: 'Opened', fr: 'Ouvert le' },
      decided_at: { en: 'Decided', fr: 'Décidé le' },
      decided_by: { en: 'Decided by', fr: 'Décidé par' },
      decision: { en: 'Decision', fr: 'Décision' },
      student_number: number,
      note: withheld(
        'The note compares this student with other people',
        'La note compare cet élève à d’autres personnes',
      ),
    },
    redact: redactCandidates,
    onDisposal: 'delete',
  },
  {
    table: 'identity.identity_assertion',
    group: 'matching',
    title: {
      en: 'Statements that two numbers are, or are not, one person',
      fr: 'Déclarations que deux numéros sont, ou ne sont pas, une seule personne',
    },
    recordKind: 'identity',
    dated: 'decided_at',
    numbers: ['student_number', 'other_number'],
    columns: {
      student_number: number,
      other_number: { en: 'And the number', fr: 'Et le numéro' },
      assertion_id: technical,
      kind: { en: 'Statement', fr: 'Déclaration' },
      reason: withheld('The reason can tell of another person', 'La raison peut parler d’une autre personne'),
      evidence: withheld('The evidence can tell of another person', 'Les preuves peuvent parler d’une autre personne'),
      decided_by: { en: 'Decided by', fr: 'Décidé par' },
      decided_at: { en: 'Decided', fr: 'Décidé le' },
      revoked_at: { en: 'Revoked', fr: 'Révoqué le' },
      revoked_by: { en: 'Revoked by', fr: 'Révoqué par' },
      revoke_reason: withheld('The reason can tell of another person', 'La raison peut parler d’une autre personne'),
    },
    redact: redactNumbers(['student_number', 'other_number']),
    onDisposal: 'delete',
  },
  {
    table: 'identity.guid_owner',
    group: 'identity',
    title: {
      en: 'Keys under which schools’ systems keep this student’s records',
      fr: 'Clés sous lesquelles les systèmes des écoles tiennent le dossier',
    },
    recordKind: 'identity',
    columns: {
      object_kind: { en: 'Kind of record', fr: 'Genre de donnée' },
      guid: technical,
      student_number: number,
      act_id: technical,
    },
    onDisposal: 'delete',
  },
  {
    table: 'identity.student_key',
    group: 'matching',
    title: { en: 'Search keys', fr: 'Clés de recherche' },
    recordKind: 'identity',
    columns: { key_hash: technical, student_number: technical },
    onDisposal: 'delete',
  },
  {
    table: 'identity.search_token',
    group: 'matching',
    title: { en: 'Words under which the student is found', fr: 'Mots sous lesquels l’élève est trouvé' },
    recordKind: 'identity',
    columns: { token: { en: 'Word', fr: 'Mot' }, student_number: technical },
    onDisposal: 'delete',
  },
];

/** Of the people whom a record resembled, the person asks about themself; of the others there stays how many there were. */
function redactCandidates(row: HeldRow, own: ReadonlySet<string>): HeldRow {
  const candidates = Array.isArray(row['candidates']) ? row['candidates'] : [];
  return {
    ...row,
    candidates: candidates.map((it: { studentNumber?: string }) =>
      it.studentNumber !== undefined && own.has(it.studentNumber) ? it : { studentNumber: otherPerson },
    ),
  };
}
