import { defineRule, passes } from '#kernel/rule.ts';
import { dayOutOfReach, judgeDays } from './address-days.ts';
import type { GuardianLimitFacts } from './facts.ts';
import { everyYear } from './sources.ts';

// What a guardian may not do, and the paper behind it.

const example: GuardianLimitFacts = {
  kind: 'no_pick_up',
  effectiveOn: '2026-09-01',
  expiresOn: '2027-08-31',
  orderType: 'parenting_order',
  orderReference: 'Court of King’s Bench 2604 11873',
  orderIssuedOn: '2026-08-20',
  isGuardianKnown: true,
};
const rejection = {
  severity: 'rejection',
  object: 'guardian',
  reference: null,
  years: everyYear,
  crossRecord: false,
  dateDependent: false,
} as const;

export const unknownLimitCode = defineRule<GuardianLimitFacts>({
  ...rejection,
  code: 'GRD-0040',
  inputs: ['kind', 'orderType'],
  title: { en: 'Unknown code', fr: 'Code inconnu' },
  message: { en: '“{value}” is no code of {codes}', fr: '« {value} » n’est pas un code de {codes}' },
  mend: { en: 'Choose a code of the code table', fr: 'Choisissez un code de la table de codes' },
  source: 'Own rule: code tables guardian_limit and guardian_order',
  field: 'kind',
  judge: ({ kind, orderType }, context) => {
    if (!context.code('guardian_limit', kind)) return { fires: true, params: { value: kind, codes: 'guardian_limit' } };
    if (context.code('guardian_order', orderType)) return passes;
    return { fires: true, field: 'orderType', params: { value: orderType, codes: 'guardian_order' } };
  },
  example: { passes: example, fires: { ...example, kind: 'no_ice_cream' } },
});

export const limitOfNobody = defineRule<GuardianLimitFacts>({
  ...rejection,
  code: 'GRD-0041',
  inputs: ['isGuardianKnown'],
  title: { en: 'Not a guardian of the student', fr: 'Pas un tuteur de l’élève' },
  message: {
    en: 'The guardian named is none of this student’s',
    fr: 'Le tuteur indiqué n’est pas un tuteur de cet élève',
  },
  mend: {
    en: 'Record the guardian first, or choose another one',
    fr: 'Consignez d’abord le tuteur, ou choisissez-en un autre',
  },
  source: 'Own rule: a limit belongs to a guardian of the student',
  field: 'guardianId',
  judge: ({ isGuardianKnown }) => (isGuardianKnown ? passes : { fires: true }),
  example: { passes: example, fires: { ...example, isGuardianKnown: false } },
});

export const orderWithoutReference = defineRule<GuardianLimitFacts>({
  ...rejection,
  code: 'GRD-0042',
  inputs: ['orderType', 'orderReference'],
  title: { en: 'Order without court and file number', fr: 'Ordonnance sans tribunal ni numéro de dossier' },
  message: {
    en: 'An order of this kind is named by its court and file number',
    fr: 'Une ordonnance de ce type se désigne par le tribunal et le numéro de dossier',
  },
  mend: {
    en: 'Write them as on the paper; without the paper choose the statement',
    fr: 'Écrivez-les comme sur le document; sans document, choisissez la déclaration',
  },
  source: 'Own rule: staff act on an order that somebody has seen',
  field: 'orderReference',
  judge: ({ orderType, orderReference }, context) =>
    orderReference === null && context.code('guardian_order', orderType)?.data['needsReference'] === true
      ? { fires: true }
      : passes,
  example: { passes: example, fires: { ...example, orderReference: null } },
});

export const limitDays = defineRule<GuardianLimitFacts>({
  ...rejection,
  code: 'GRD-0043',
  dateDependent: true,
  inputs: ['effectiveOn', 'expiresOn', 'orderIssuedOn'],
  title: { en: 'Days of the limit out of order', fr: 'Jours de la limite en désordre' },
  message: {
    en: '{later} cannot come before {earlier}',
    fr: 'Le {later} ne peut précéder le {earlier}',
  },
  mend: { en: 'Check the days of the limit and of the paper', fr: 'Vérifiez les jours de la limite et du document' },
  source: 'Own rule: a limit ends after it began, and a paper that was seen is of today at the latest',
  field: 'expiresOn',
  judge: ({ effectiveOn, expiresOn, orderIssuedOn }, { today }) => {
    if (expiresOn !== null && expiresOn < effectiveOn)
      return { fires: true, params: { later: expiresOn, earlier: effectiveOn } };
    if (orderIssuedOn === null || orderIssuedOn <= today) return passes;
    return { fires: true, field: 'orderIssuedOn', params: { later: today, earlier: orderIssuedOn } };
  },
  example: {
    passes: example,
    fires: { ...example, expiresOn: '2026-08-31' },
    context: { today: '2026-11-24' },
  },
});

export const limitFarAway = defineRule<GuardianLimitFacts>({
  ...rejection,
  ...dayOutOfReach,
  code: 'GRD-0044',
  dateDependent: true,
  inputs: ['effectiveOn', 'expiresOn'],
  judge: judgeDays,
  example: {
    passes: example,
    fires: { ...example, effectiveOn: '2062-09-01', expiresOn: null },
    context: { today: '2026-11-24' },
  },
});

export const guardianLimitRules = [
  unknownLimitCode,
  limitOfNobody,
  orderWithoutReference,
  limitDays,
  limitFarAway,
] as const;
