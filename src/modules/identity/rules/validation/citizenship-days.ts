import { addMonths } from '#kernel/dates.ts';
import { defineRule, passes } from '#kernel/rule.ts';
import { citizenshipExample as example } from './citizenship-example.ts';
import type { CitizenshipFacts } from './facts.ts';
import { everyYear } from './sources.ts';

// The days of a citizenship status and of the paper behind it.

const rejection = {
  severity: 'rejection',
  object: 'citizenship',
  years: everyYear,
  crossRecord: false,
  dateDependent: false,
} as const;

export const firstDayMissing = defineRule<CitizenshipFacts>({
  ...rejection,
  code: 'CIT-0020',
  reference: null,
  inputs: ['effectiveOn', 'documentType'],
  title: { en: 'First day missing', fr: 'Premier jour manquant' },
  message: {
    en: 'It is not said from which day the status holds',
    fr: 'Le jour à partir duquel le statut vaut n’est pas indiqué',
  },
  mend: {
    en: 'State the day; only a birth certificate of the country makes it the birth date',
    fr: 'Indiquez le jour; seul un certificat de naissance du pays en fait la date de naissance',
  },
  source: 'PASI developer documentation, Student Citizenship: the effective date is mandatory; default the birth date',
  field: 'effectiveOn',
  judge: ({ effectiveOn }) => (effectiveOn === null ? { fires: true } : passes),
  example: { passes: example, fires: { ...example, effectiveOn: null } },
});

export const statusBeforeBirth = defineRule<CitizenshipFacts>({
  ...rejection,
  code: 'CIT-0021',
  reference: null,
  inputs: ['effectiveOn', 'birthDate'],
  title: { en: 'Status before birth', fr: 'Statut antérieur à la naissance' },
  message: {
    en: 'The status would begin on {from}, before the birth date {birth}',
    fr: 'Le statut commencerait le {from}, avant la date de naissance {birth}',
  },
  mend: { en: 'Check the day', fr: 'Vérifiez le jour' },
  source: 'Own rule: nobody is a citizen before birth',
  field: 'effectiveOn',
  judge: ({ effectiveOn, birthDate }) =>
    effectiveOn !== null && effectiveOn < birthDate
      ? { fires: true, params: { from: effectiveOn, birth: birthDate } }
      : passes,
  example: { passes: example, fires: { ...example, effectiveOn: '1915-08-15' } },
});

export const statusFarAhead = defineRule<CitizenshipFacts>({
  ...rejection,
  code: 'CIT-0022',
  reference: null,
  inputs: ['effectiveOn'],
  dateDependent: true,
  title: { en: 'Status that begins far ahead', fr: 'Statut commençant dans un avenir lointain' },
  message: {
    en: 'The status would begin on {from}; it may lie ahead until {latest}',
    fr: 'Le statut commencerait le {from}; il peut commencer au plus tard le {latest}',
  },
  mend: { en: 'Check the year', fr: 'Vérifiez l’année' },
  source: 'Own rule: a paper is issued for what lies near (identity.citizenship_ahead_months)',
  field: 'effectiveOn',
  judge: ({ effectiveOn }, context) => {
    const latest = addMonths(context.today, context.parameter<number>('identity.citizenship_ahead_months'));
    return effectiveOn !== null && effectiveOn > latest
      ? { fires: true, params: { from: effectiveOn, latest } }
      : passes;
  },
  example: {
    passes: example,
    fires: { ...example, effectiveOn: '2126-08-15', documentExpiresOn: null },
    context: { today: '2026-11-24' },
  },
});

export const documentDays = defineRule<CitizenshipFacts>({
  ...rejection,
  code: 'CIT-0023',
  reference: null,
  inputs: ['effectiveOn', 'documentExpiresOn'],
  title: { en: 'Last day of the document not possible', fr: 'Dernier jour du document impossible' },
  message: {
    en: 'The document ends on {to}; from {from} on, it can end no later than {latest}',
    fr: 'Le document prend fin le {to}; commençant le {from}, il peut finir au plus tard le {latest}',
  },
  mend: { en: 'Check both days on the document', fr: 'Vérifiez les deux jours sur le document' },
  source: 'Own rule: a paper ends after it begins, within years (identity.document_years_max)',
  field: 'documentExpiresOn',
  judge: ({ effectiveOn, documentExpiresOn }, context) => {
    if (effectiveOn === null || documentExpiresOn === null) return passes;
    // A status may be older than the paper that supports it now: the years are counted from today, or from its first day ahead.
    const from = effectiveOn > context.today ? effectiveOn : context.today;
    const latest = addMonths(from, 12 * context.parameter<number>('identity.document_years_max'));
    if (documentExpiresOn >= effectiveOn && documentExpiresOn <= latest) return passes;
    return { fires: true, params: { to: documentExpiresOn, from: effectiveOn, latest } };
  },
  example: {
    passes: example,
    fires: { ...example, documentExpiresOn: '2026-08-01' },
    context: { today: '2026-11-24' },
  },
});

export const documentWithoutEnd = defineRule<CitizenshipFacts>({
  ...rejection,
  code: 'CIT-0024',
  reference: null,
  inputs: ['documentType', 'documentExpiresOn'],
  title: { en: 'Document without its last day', fr: 'Document sans dernier jour' },
  message: {
    en: 'The document {document} ends on a day, which is not stated',
    fr: 'Le document {document} prend fin un jour qui n’est pas indiqué',
  },
  mend: { en: 'State the last day that is printed on it', fr: 'Indiquez le dernier jour qui y est imprimé' },
  source:
    'PASI student standard of 2009: the expiry of a study permit is mandatory with status 5 (domain research alberta 1.4)',
  field: 'documentExpiresOn',
  judge: ({ documentType, documentExpiresOn }, context) => {
    const data = documentType === null ? undefined : context.code('document_type', documentType)?.data;
    return data?.['expires'] === true && documentExpiresOn === null
      ? { fires: true, params: { document: documentType } }
      : passes;
  },
  example: { passes: example, fires: { ...example, documentExpiresOn: null } },
});

export const citizenshipDayRules = [
  firstDayMissing,
  statusBeforeBirth,
  statusFarAhead,
  documentDays,
  documentWithoutEnd,
] as const;
