import { type Holding, technical } from '#platform/holdings/holding.ts';

/** What enrolment holds of people. */
export const enrolmentHoldings: readonly Holding[] = [
  {
    table: 'enrolment.school_enrolment',
    group: 'enrolments',
    title: { en: 'School enrolments', fr: 'Inscriptions scolaires' },
    recordKind: 'enrolment',
    dated: 'start_on',
    reveals: 'whereabouts',
    columns: {
      student_number: { en: 'Student number', fr: 'Numéro d’élève' },
      enrolment_id: technical,
      school_code: { en: 'School', fr: 'École' },
      school_year: { en: 'School year ending in', fr: 'Année scolaire se terminant en' },
      grade: { en: 'Grade', fr: 'Année d’études', code: 'grade' },
      start_on: { en: 'From', fr: 'Du' },
      exit_on: { en: 'Until', fr: 'Jusqu’au' },
      exit_type: { en: 'How it ended', fr: 'Fin de l’inscription', code: 'exit_type' },
      programming_type: { en: 'Programming', fr: 'Programmation', code: 'programming_type' },
      programming_timeframe: { en: 'Time of day', fr: 'Moment', code: 'programming_timeframe' },
      enrolment_types: { en: 'Types', fr: 'Types', code: 'enrolment_type' },
      exception_codes: { en: 'Exceptions', fr: 'Exceptions', code: 'exception_code' },
      grants_programmes: { en: 'Funded programmes', fr: 'Programmes subventionnés', code: 'grants_programme' },
      resident_board: { en: 'Resident board', fr: 'Autorité de résidence' },
      francophone_board: { en: 'Francophone board', fr: 'Autorité francophone' },
      self_declaration: {
        en: 'Indigenous self-declaration',
        fr: 'Déclaration d’identité autochtone',
        code: 'self_declaration',
      },
      french_hours: { en: 'Hours in French', fr: 'Heures en français' },
      hours: { en: 'Hours', fr: 'Heures' },
      programme_percentage: { en: 'Share of the programme', fr: 'Part du programme' },
      local_student_id: { en: 'The school’s own number', fr: 'Numéro propre à l’école' },
      submitted_by: { en: 'Stated by', fr: 'Déclaré par' },
      version: technical,
      submitted_at: { en: 'Recorded', fr: 'Consigné le' },
      deleted_at: { en: 'Taken back', fr: 'Retirée le' },
    },
    onDisposal: 'delete',
  },
];
