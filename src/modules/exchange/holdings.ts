import { type Holding, technical } from '#platform/holdings/holding.ts';

/** What exchange holds of people: the rows that were submitted about them. */
export const exchangeHoldings: readonly Holding[] = [
  {
    table: 'exchange.item_fate',
    group: 'submissions',
    title: {
      en: 'Rows that schools submitted about this student',
      fr: 'Lignes envoyées par les écoles au sujet de l’élève',
    },
    recordKind: 'submission',
    reveals: 'whereabouts',
    // The row as it was sent stands beside its fate; the student is known by the fate alone.
    rows: `select f.student_number, s.organisation_code, s.received_at, s.is_rehearsal, f.submission_id, f.ordinal, f.file, f.fate, f.is_new_number,
                  f.match_task_id, f.rules, f.remarks, i.payload, i.payload_before
             from exchange.item_fate f
             join exchange.submission s on s.submission_id = f.submission_id
             left join exchange.submission_item i on i.submission_id = f.submission_id and i.ordinal = f.ordinal
            where f.student_number is not null`,
    columns: {
      student_number: { en: 'Student number', fr: 'Numéro d’élève' },
      organisation_code: { en: 'Sent by', fr: 'Envoyé par' },
      received_at: { en: 'Received', fr: 'Reçu le' },
      is_rehearsal: { en: 'A rehearsal', fr: 'Une répétition' },
      submission_id: technical,
      ordinal: technical,
      file: { en: 'Kind of row', fr: 'Genre de ligne' },
      fate: { en: 'What became of it', fr: 'Ce qu’elle est devenue' },
      is_new_number: { en: 'A number was issued', fr: 'Un numéro a été attribué' },
      match_task_id: technical,
      rules: { en: 'Rules that spoke', fr: 'Règles appliquées' },
      remarks: technical,
      payload: { en: 'As it was sent', fr: 'Tel qu’envoyé' },
      payload_before: { en: 'As it was before it was mended', fr: 'Avant correction' },
    },
    beforeDisposal: `update exchange.submission_item i set payload = '{}'::jsonb, payload_before = null, guid = null
      from exchange.item_fate f
     where f.student_number = any({numbers}) and i.submission_id = f.submission_id and i.ordinal = f.ordinal`,
    // The fates of a submission must go on adding up to its rows, so the rows stay and lose what they say of the person.
    onDisposal: { clear: { student_number: 'null', remarks: "'[]'::jsonb" } },
  },
];
