import { defineRule, passes } from '#kernel/rule.ts';
import type { NoteFacts } from './facts.ts';
import { everyYear, pasiPage } from './sources.ts';

// Notes about a student, besides what is refused of any free text.

const example: NoteFacts = { kind: 'family', audience: 'organisation', seesEverything: false };
const rejection = {
  severity: 'rejection',
  object: 'note',
  years: everyYear,
  crossRecord: false,
  dateDependent: false,
} as const;

export const unknownNoteKind = defineRule<NoteFacts>({
  ...rejection,
  code: 'NOT-0010',
  reference: 'PASI 3001',
  inputs: ['kind'],
  title: { en: 'Unknown code', fr: 'Code inconnu' },
  message: { en: '“{value}” is no code of note_kind', fr: '« {value} » n’est pas un code de note_kind' },
  mend: { en: 'Choose a code of the code table', fr: 'Choisissez un code de la table de codes' },
  source: pasiPage('rejections'),
  field: 'kind',
  judge: ({ kind }, context) =>
    context.code('note_kind', kind, context.today) ? passes : { fires: true, params: { value: kind } },
  example: { passes: example, fires: { ...example, kind: 'gossip' } },
});

export const audienceBeyond = defineRule<NoteFacts>({
  ...rejection,
  code: 'NOT-0020',
  reference: null,
  inputs: ['audience', 'seesEverything'],
  title: { en: 'Note that its author could not read', fr: 'Note que son auteur ne pourrait pas lire' },
  message: {
    en: 'Only the ministry writes notes that the ministry alone reads',
    fr: 'Seul le ministère écrit des notes qu’il est seul à lire',
  },
  mend: { en: 'Choose another audience', fr: 'Choisissez d’autres lecteurs' },
  source: 'Own rule: whoever writes a note can read it, correct it and void it',
  field: 'audience',
  judge: ({ audience, seesEverything }) => (audience === 'ministry' && !seesEverything ? { fires: true } : passes),
  example: { passes: example, fires: { ...example, audience: 'ministry' } },
});

export const noteRules = [unknownNoteKind, audienceBeyond] as const;
