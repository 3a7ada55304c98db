import { defineRule, passes } from '#kernel/rule.ts';
import { wrongLandPart } from '../land.ts';
import { canadianAddress, formOf, noParts, partFields, statedParts } from './address-form.ts';
import type { AddressFacts } from './facts.ts';
import { everyYear } from './sources.ts';

// The parts of an address beside its street lines, by the data of its format.

const rejection = {
  severity: 'rejection',
  object: 'address',
  years: everyYear,
  crossRecord: false,
  dateDependent: false,
  reference: null,
} as const;

/** A place by the land survey, as the example of these rules. */
const surveyed: AddressFacts = {
  ...canadianAddress,
  format: 'ATS',
  street: null,
  postalCode: null,
  ...noParts,
  landLocation: 'NE-12-45-7-W4',
};

export const partNotOfFormat = defineRule<AddressFacts>({
  ...rejection,
  code: 'ADR-0170',
  inputs: ['format', 'landLocation', 'ruralRoute', 'site', 'compartment', 'box', 'isGeneralDelivery'],
  title: { en: 'Part that the format does not have', fr: 'Partie étrangère au format' },
  message: {
    en: 'An address of the format {format} has no part {part}',
    fr: 'Une adresse au format {format} n’a pas de partie {part}',
  },
  mend: {
    en: 'Leave the part out, or choose the format that has it',
    fr: 'Omettez cette partie, ou choisissez le format qui la comporte',
  },
  source: 'Own rule: the parts of each format stand in the code table address_format',
  field: 'landLocation',
  judge: (facts, context) => {
    if (!context.code('address_format', facts.format)) return passes; // said by the rule about codes
    const { parts = [] } = formOf(facts.format, context);
    const wrong = statedParts(facts).find((part) => !parts.includes(part));
    if (wrong === undefined) return passes;
    return { fires: true, field: partFields[wrong], params: { format: facts.format, part: wrong } };
  },
  example: { passes: surveyed, fires: { ...canadianAddress, landLocation: 'NE-12-45-7-W4' } },
});

export const landLocationWrong = defineRule<AddressFacts>({
  ...rejection,
  code: 'ADR-0171',
  inputs: ['format', 'landLocation'],
  title: { en: 'No place of the land survey', fr: 'Emplacement cadastral inexistant' },
  message: {
    en: 'The land location “{value}” is none: {part} can be {allowed}',
    fr: 'L’emplacement cadastral « {value} » n’existe pas : {part} peut être {allowed}',
  },
  mend: { en: 'Write it as {example}', fr: 'Écrivez-le comme {example}' },
  source:
    'Alberta Township System: quarter, section, township, range and meridian (limits in the code table address_format)',
  field: 'landLocation',
  judge: ({ format, landLocation }, context) => {
    const { land } = formOf(format, context);
    const wrong = landLocation === null || !land ? null : wrongLandPart(landLocation, land);
    if (wrong === null) return passes;
    const params = { value: landLocation, part: wrong.part?.name ?? '–', allowed: wrong.allowed };
    return { fires: true, params: { ...params, example: land?.example ?? '' } };
  },
  example: { passes: surveyed, fires: { ...surveyed, landLocation: 'NE-37-45-7-W4' } },
});

export const partOverlong = defineRule<AddressFacts>({
  ...rejection,
  code: 'ADR-0173',
  inputs: ['ruralRoute', 'site', 'compartment', 'box'],
  title: { en: 'Part of a rural address not in the right form', fr: 'Partie d’une adresse rurale mal formée' },
  message: {
    en: '“{value}” is not the number alone: letters, digits and hyphens, ten at most',
    fr: '« {value} » n’est pas le seul numéro : lettres, chiffres et traits d’union, dix au plus',
  },
  mend: {
    en: 'Write the number alone, without words such as RR or Site',
    fr: 'Écrivez le numéro seul, sans mots comme RR ou Empl',
  },
  source: 'Canada Post, addressing guidelines: rural addresses',
  field: 'ruralRoute',
  judge: (facts) => {
    const field = (['ruralRoute', 'site', 'compartment', 'box'] as const).find(
      (it) => facts[it] !== null && !/^[\p{L}\d][\p{L}\d-]{0,9}$/u.test(facts[it] ?? ''),
    );
    if (field === undefined) return passes;
    return { fires: true, field, params: { value: facts[field] } };
  },
  example: {
    passes: { ...canadianAddress, site: '6', compartment: '10', ruralRoute: '8' },
    fires: { ...canadianAddress, ruralRoute: 'RR 8 Site 6' },
  },
});

export const countryOfOtherFormat = defineRule<AddressFacts>({
  ...rejection,
  code: 'ADR-0172',
  inputs: ['format', 'country'],
  title: { en: 'Country against the format', fr: 'Pays contraire au format' },
  message: {
    en: 'An address of the format {format} lies in {expected}, not in {country}',
    fr: 'Une adresse au format {format} se trouve dans le pays {expected}, non dans le pays {country}',
  },
  mend: { en: 'Choose the format of the country', fr: 'Choisissez le format du pays' },
  source: 'PASI code table Address Format',
  field: 'country',
  judge: ({ format, country }, context) => {
    const expected = formOf(format, context).country;
    if (country === null || expected === undefined || country === expected) return passes;
    return { fires: true, params: { format, country, expected } };
  },
  example: { passes: canadianAddress, fires: { ...canadianAddress, country: 'FR', province: null } },
});

export const addressPartRules = [partNotOfFormat, landLocationWrong, partOverlong, countryOfOtherFormat] as const;
