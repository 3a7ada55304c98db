import { addDays, addMonths, type PlainDate } from '#kernel/dates.ts';
import { defineRule, passes, type RuleContext, type Verdict } from '#kernel/rule.ts';
import { canadianAddress } from './address-form.ts';
import type { AddressFacts, AddressOverlapFacts } from './facts.ts';
import { everyYear } from './sources.ts';

// The days of an address, alone and beside the others of its kind.

const shared = { object: 'address', years: everyYear, reference: null } as const;

export const endsBeforeItBegins = defineRule<AddressFacts>({
  ...shared,
  severity: 'rejection',
  crossRecord: false,
  dateDependent: false,
  code: 'ADR-0020',
  inputs: ['effectiveOn', 'expiresOn'],
  title: { en: 'Address ends before it begins', fr: 'Adresse terminée avant de commencer' },
  message: {
    en: 'The last day {to} lies before the first day {from}',
    fr: 'Le dernier jour, {to}, précède le premier jour, {from}',
  },
  mend: { en: 'Check both days', fr: 'Vérifiez les deux jours' },
  source: 'PASI developer documentation, element Student Address: effective and expiry date',
  field: 'expiresOn',
  judge: ({ effectiveOn, expiresOn }) =>
    expiresOn !== null && expiresOn < effectiveOn
      ? { fires: true, params: { from: effectiveOn, to: expiresOn } }
      : passes,
  example: { passes: canadianAddress, fires: { ...canadianAddress, expiresOn: '2026-08-31' } },
});

type Years = { back: number; ahead: number; endAhead: number };

/** Fires on the first of two days that lies outside what a contact may have. */
export function judgeDays(
  { effectiveOn, expiresOn }: { effectiveOn: PlainDate; expiresOn: PlainDate | null },
  context: RuleContext,
): Verdict {
  const { back, ahead, endAhead } = context.parameter<Years>('identity.contact_years');
  const from = addMonths(context.today, -12 * back);
  const to = addMonths(context.today, 12 * ahead);
  if (effectiveOn < from || effectiveOn > to) return { fires: true, params: { day: effectiveOn, from, to } };
  const last = addMonths(context.today, 12 * endAhead);
  if (expiresOn === null || expiresOn <= last) return passes;
  return { fires: true, field: 'expiresOn', params: { day: expiresOn, from: effectiveOn, to: last } };
}

/** What every rule about days out of reach says alike. */
export const dayOutOfReach = {
  title: { en: 'Day too far away', fr: 'Jour trop éloigné' },
  message: {
    en: '{day} does not lie between {from} and {to}',
    fr: 'Le {day} ne se situe pas entre le {from} et le {to}',
  },
  mend: {
    en: 'Check the year; leave the last day empty while it is not known',
    fr: 'Vérifiez l’année; laissez le dernier jour vide tant qu’il n’est pas connu',
  },
  source: 'Own rule: a slip in the year would keep a contact for ever (identity.contact_years)',
  field: 'effectiveOn',
} as const;

export const addressFarAway = defineRule<AddressFacts>({
  ...shared,
  ...dayOutOfReach,
  severity: 'rejection',
  crossRecord: false,
  dateDependent: true,
  code: 'ADR-0021',
  inputs: ['effectiveOn', 'expiresOn'],
  judge: judgeDays,
  example: {
    passes: canadianAddress,
    fires: { ...canadianAddress, effectiveOn: '2062-09-01' },
    context: { today: '2026-11-24' },
  },
});

const other = { place: '3 Kingfisher Way', effectiveOn: '2026-09-01', expiresOn: null };

export const addressesContradict = defineRule<AddressOverlapFacts>({
  ...shared,
  severity: 'advice',
  crossRecord: true,
  dateDependent: true,
  code: 'ADR-1030',
  inputs: ['other', 'expiresOn'],
  title: { en: 'Two addresses for the same days', fr: 'Deux adresses pour les mêmes jours' },
  message: {
    en: 'Another address of this kind stands for the same days: {place}, from {from}',
    fr: 'Une autre adresse de ce type vaut pour les mêmes jours : {place}, à partir du {from}',
  },
  mend: {
    en: 'End one of them the day before the other begins, or take back the wrong one',
    fr: 'Mettez fin à l’une la veille du début de l’autre, ou annulez celle qui est fausse',
  },
  source: 'Own rule: of two addresses of a kind that begin on one day, or overlap by their stated days, one is wrong',
  field: 'effectiveOn',
  judge: ({ other: beside, expiresOn }, context) => {
    if (beside === null) return passes;
    const months = context.parameter<number>('identity.address_advice_months');
    const silentFrom = expiresOn === null ? null : addDays(addMonths(expiresOn, months), 1);
    if (silentFrom !== null && silentFrom <= context.today) return passes;
    return { fires: true, rescanOn: silentFrom, params: { place: beside.place, from: beside.effectiveOn } };
  },
  example: {
    passes: { expiresOn: null, other: null },
    fires: { expiresOn: null, other },
    context: { today: '2026-11-24' },
  },
});

export const addressDayRules = [endsBeforeItBegins, addressFarAway] as const;
export const addressOverlapRules = [addressesContradict] as const;
