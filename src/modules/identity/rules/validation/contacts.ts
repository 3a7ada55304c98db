import { defineRule, passes, type RuleContext, type Verdict } from '#kernel/rule.ts';
import { addressDayRules, dayOutOfReach, judgeDays } from './address-days.ts';
import { canadianAddress, formOf, statedParts } from './address-form.ts';
import { addressPartRules } from './address-parts.ts';
import type { AddressFacts, GuardianFacts, PhoneFacts } from './facts.ts';
import { addressAdvice } from './postal.ts';
import { everyYear, pasiPage } from './sources.ts';

const american: AddressFacts = {
  ...canadianAddress,
  format: 'Mail-US',
  city: 'Helena',
  province: 'MT',
  postalCode: '59601',
  country: 'US',
};
const formatInputs = [
  'format',
  'street',
  'city',
  'province',
  'postalCode',
  'country',
] as const satisfies readonly (keyof AddressFacts)[];
const rejection = {
  severity: 'rejection',
  object: 'address',
  years: everyYear,
  crossRecord: false,
  dateDependent: false,
} as const;

export const postalCodeLength = defineRule<AddressFacts>({
  ...rejection,
  code: 'ADR-0004',
  reference: 'PASI 11004',
  inputs: ['format', 'postalCode'],
  title: { en: 'Postal code too short or too long', fr: 'Code postal trop court ou trop long' },
  message: {
    en: 'The postal code “{value}” does not have {length} characters',
    fr: 'Le code postal « {value} » ne compte pas {length} caractères',
  },
  mend: { en: 'Write it as {example}', fr: 'Écrivez-le comme {example}' },
  source: pasiPage('rule_11004'),
  field: 'postalCode',
  judge: (facts, context) => {
    const form = formOf(facts.format, context).postalCode;
    if (form?.length === undefined || facts.postalCode === null || facts.postalCode.length === form.length)
      return passes;
    return { fires: true, params: { value: facts.postalCode, length: form.length, example: form.example } };
  },
  example: { passes: canadianAddress, fires: { ...canadianAddress, postalCode: 'T5A0A1' } },
});

export const postalCodeForm = defineRule<AddressFacts>({
  ...rejection,
  code: 'ADR-0005',
  reference: 'PASI 11005',
  inputs: ['format', 'postalCode'],
  title: { en: 'Postal code in the wrong form', fr: 'Code postal mal formé' },
  message: {
    en: 'The postal code “{value}” is not written as {example}, in capitals',
    fr: 'Le code postal « {value} » n’est pas écrit comme {example}, en majuscules',
  },
  mend: { en: 'Check letters, digits and capitals', fr: 'Vérifiez les lettres, les chiffres et les majuscules' },
  source: pasiPage('rule_11005'),
  field: 'postalCode',
  judge: (facts, context) => {
    const form = formOf(facts.format, context).postalCode;
    const { postalCode: value } = facts;
    const isOfOtherLength = form?.length !== undefined && value?.length !== form.length; // said by the rule about the length
    if (!form || value === null || isOfOtherLength || new RegExp(form.pattern).test(value)) return passes;
    return { fires: true, params: { value: facts.postalCode, example: form.example } };
  },
  example: { passes: canadianAddress, fires: { ...canadianAddress, postalCode: 't5a 0a1' } },
});

export const provinceLength = defineRule<AddressFacts>({
  ...rejection,
  code: 'ADR-0008',
  reference: 'PASI 11008',
  inputs: ['format', 'province'],
  title: { en: 'Province or state not as a code', fr: 'Province ou État sans son code' },
  message: {
    en: 'The province or state “{value}” does not have {length} characters',
    fr: 'La province ou l’État « {value} » ne compte pas {length} caractères',
  },
  mend: { en: 'Use the two-letter code, such as AB', fr: 'Utilisez le code de deux lettres, comme AB' },
  source: pasiPage('rule_11008'),
  field: 'province',
  judge: (facts, context) => {
    const length = formOf(facts.format, context).provinceLength;
    if (length === undefined || facts.province === null || facts.province.length === length) return passes;
    return { fires: true, params: { value: facts.province, length } };
  },
  example: { passes: canadianAddress, fires: { ...canadianAddress, province: 'Alberta' } },
});

/** Fires when a part that the format demands is absent, for the formats whose data name this rule. */
function judgeMissingParts(code: string): (facts: AddressFacts, context: RuleContext) => Verdict {
  return (facts, context) => {
    const { requires = [], requiredBy } = formOf(facts.format, context);
    const missing = requiredBy === code ? requires.filter((part) => lacks(facts, part)) : [];
    const [field] = missing;
    return field === undefined ? passes : { fires: true, field, params: { missing } };
  };
}

/** A box, a rural route or a place by the survey says where as well as street lines do. */
function lacks(facts: AddressFacts, part: keyof AddressFacts): boolean {
  return facts[part] === null && !(part === 'street' && statedParts(facts).length > 0);
}

const missingPart = {
  ...rejection,
  inputs: formatInputs,
  message: { en: 'The address lacks: {missing}', fr: 'Il manque à l’adresse : {missing}' },
  mend: {
    en: 'Fill in the missing parts, or choose the format that fits',
    fr: 'Complétez les parties manquantes, ou choisissez le format qui convient',
  },
  field: 'street',
} as const;

export const americanPartMissing = defineRule<AddressFacts>({
  ...missingPart,
  code: 'ADR-0156',
  reference: 'PASI 11156',
  title: { en: 'United States address incomplete', fr: 'Adresse aux États-Unis incomplète' },
  source: pasiPage('rule_11156'),
  judge: judgeMissingParts('ADR-0156'),
  example: { passes: american, fires: { ...american, postalCode: null } },
});

export const ruralPartMissing = defineRule<AddressFacts>({
  ...missingPart,
  code: 'ADR-0158',
  reference: 'PASI 11158',
  title: { en: 'Rural address incomplete', fr: 'Adresse rurale incomplète' },
  source: pasiPage('rule_11158'),
  judge: judgeMissingParts('ADR-0158'),
  example: {
    passes: { ...canadianAddress, format: 'RuralAlbertaAddress', postalCode: null },
    fires: { ...canadianAddress, format: 'RuralAlbertaAddress', city: null },
  },
});

export const streetMissing = defineRule<AddressFacts>({
  ...missingPart,
  code: 'ADR-0159',
  reference: null,
  inputs: [...formatInputs, 'landLocation', 'ruralRoute', 'site', 'compartment', 'box', 'isGeneralDelivery'],
  title: { en: 'Address without street or other place', fr: 'Adresse sans rue ni autre lieu' },
  source: 'PASI developer documentation, element Student Address: the street is mandatory, or what stands in its place',
  judge: judgeMissingParts('ADR-0159'),
  example: { passes: canadianAddress, fires: { ...canadianAddress, street: null } },
});

export const unknownAddressCode = defineRule<AddressFacts>({
  ...rejection,
  code: 'ADR-0010',
  reference: 'PASI 3001',
  inputs: ['format', 'country'],
  title: { en: 'Unknown code', fr: 'Code inconnu' },
  message: { en: '“{value}” is no code of {codes}', fr: '« {value} » n’est pas un code de {codes}' },
  mend: { en: 'Choose a code of the code table', fr: 'Choisissez un code de la table de codes' },
  source: pasiPage('rejections'),
  field: 'format',
  judge: ({ format, country }, context) => {
    if (!context.code('address_format', format))
      return { fires: true, field: 'format', params: { value: format, codes: 'address_format' } };
    if (country === null || context.code('country', country)) return passes;
    return { fires: true, field: 'country', params: { value: country, codes: 'country' } };
  },
  example: { passes: canadianAddress, fires: { ...canadianAddress, format: 'Mail-Mars' } },
});

const phoneExample: PhoneFacts = {
  kind: 'home',
  number: '7805550142',
  extension: null,
  effectiveOn: '2026-09-01',
  expiresOn: null,
};

export const phoneForm = defineRule<PhoneFacts>({
  code: 'PHN-0010',
  reference: null,
  severity: 'rejection',
  object: 'phone',
  years: everyYear,
  inputs: ['number'],
  crossRecord: false,
  dateDependent: false,
  title: { en: 'Not a telephone number', fr: 'Numéro de téléphone invalide' },
  message: {
    en: '“{value}” does not have 10 digits, or + and up to 15 digits outside North America',
    fr: '« {value} » ne compte pas 10 chiffres, ou + et au plus 15 chiffres hors de l’Amérique du Nord',
  },
  mend: {
    en: 'Write all digits with the area code, without 0 or 1 before it',
    fr: 'Écrivez tous les chiffres avec l’indicatif régional, sans 0 ni 1 devant',
  },
  source: 'PASI developer documentation, element Student Phone Number: 10 to 16 characters, no leading 0 or 1',
  field: 'number',
  judge: ({ number }) => (isPhoneNumber(number) ? passes : { fires: true, params: { value: number } }),
  example: { passes: phoneExample, fires: { ...phoneExample, number: '555-0142' } },
});

const phoneDays = {
  severity: 'rejection',
  object: 'phone',
  reference: null,
  years: everyYear,
  crossRecord: false,
  inputs: ['effectiveOn', 'expiresOn'],
} as const;

export const phoneEndsBeforeItBegins = defineRule<PhoneFacts>({
  ...phoneDays,
  code: 'PHN-0020',
  dateDependent: false,
  title: { en: 'Telephone ends before it begins', fr: 'Téléphone terminé avant de commencer' },
  message: {
    en: 'The last day {to} lies before the first day {from}',
    fr: 'Le dernier jour, {to}, précède le premier jour, {from}',
  },
  mend: { en: 'Check both days', fr: 'Vérifiez les deux jours' },
  source: 'PASI developer documentation, element Student Phone Number: effective and expiry date',
  field: 'expiresOn',
  judge: ({ effectiveOn, expiresOn }) =>
    expiresOn !== null && expiresOn < effectiveOn
      ? { fires: true, params: { from: effectiveOn, to: expiresOn } }
      : passes,
  example: { passes: phoneExample, fires: { ...phoneExample, expiresOn: '2026-08-31' } },
});

export const phoneFarAway = defineRule<PhoneFacts>({
  ...phoneDays,
  ...dayOutOfReach,
  code: 'PHN-0021',
  dateDependent: true,
  judge: judgeDays,
  example: {
    passes: phoneExample,
    fires: { ...phoneExample, effectiveOn: '2062-09-01' },
    context: { today: '2026-11-24' },
  },
});

/** Ten digits of the North American plan, or + with the country and number elsewhere. Punctuation is taken off before. */
function isPhoneNumber(number: string): boolean {
  return /^[2-9]\d{9}$/.test(number) || /^\+[1-9]\d{8,14}$/.test(number);
}

const guardianExample: GuardianFacts = {
  relationship: 'parent',
  phone: '7805550142',
  email: 'parent@example.org',
  expiresOn: null,
  latestEnd: '2033-03-08',
};
const guardianShared = {
  severity: 'rejection',
  object: 'guardian',
  years: everyYear,
  crossRecord: false,
  dateDependent: false,
} as const;

export const unknownRelationship = defineRule<GuardianFacts>({
  ...guardianShared,
  code: 'GRD-0010',
  reference: 'PASI 3001',
  inputs: ['relationship'],
  title: { en: 'Unknown relationship', fr: 'Lien inconnu' },
  message: {
    en: '“{value}” is no code of guardian_relationship',
    fr: '« {value} » n’est pas un code de guardian_relationship',
  },
  mend: { en: 'Choose a code of the code table', fr: 'Choisissez un code de la table de codes' },
  source: pasiPage('rejections'),
  field: 'relationship',
  judge: ({ relationship }, context) =>
    context.code('guardian_relationship', relationship) ? passes : { fires: true, params: { value: relationship } },
  example: { passes: guardianExample, fires: { ...guardianExample, relationship: 'neighbour' } },
});

export const guardianContactForm = defineRule<GuardianFacts>({
  ...guardianShared,
  code: 'GRD-0020',
  reference: null,
  inputs: ['phone', 'email'],
  title: { en: 'Guardian’s contact not in the right form', fr: 'Coordonnée du tuteur mal formée' },
  message: {
    en: '“{value}” is no telephone number or e-mail address',
    fr: '« {value} » n’est ni un numéro de téléphone ni une adresse électronique',
  },
  mend: { en: 'Check it, or leave it empty', fr: 'Vérifiez-la, ou laissez-la vide' },
  source: 'PASI developer documentation, elements Parent/Guardian and Student Phone Number',
  field: 'phone',
  judge: ({ phone, email }) => {
    if (phone !== null && !isPhoneNumber(phone)) return { fires: true, field: 'phone', params: { value: phone } };
    const isEmail = email === null || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email);
    return isEmail ? passes : { fires: true, field: 'email', params: { value: email } };
  },
  example: { passes: guardianExample, fires: { ...guardianExample, email: 'parent at example.org' } },
});

export const guardianOfAdult = defineRule<GuardianFacts>({
  ...guardianShared,
  code: 'GRD-0031',
  reference: null,
  inputs: ['expiresOn', 'latestEnd'],
  title: { en: 'Guardian beyond the age of majority', fr: 'Tuteur au-delà de la majorité' },
  message: {
    en: 'The rights would last until {stated}; by the student’s age they end on {latest}',
    fr: 'Les droits dureraient jusqu’au {stated}; selon l’âge de l’élève, ils prennent fin le {latest}',
  },
  mend: {
    en: 'Leave the last day empty, or have the restriction recorded that continues the rights of guardians',
    fr: 'Laissez le dernier jour vide, ou faites consigner la restriction qui prolonge les droits des tuteurs',
  },
  source:
    'PASI developer documentation, Parent/Guardian: the earlier of the stated end and the 18th birthday, unless continued',
  field: 'expiresOn',
  judge: ({ expiresOn, latestEnd }) =>
    expiresOn !== null && latestEnd !== null && expiresOn > latestEnd
      ? { fires: true, params: { stated: expiresOn, latest: latestEnd } }
      : passes,
  example: { passes: guardianExample, fires: { ...guardianExample, expiresOn: '2040-06-30' } },
});

/** Those that look at the address and the code tables alone: a form in the browser judges by them while one types. */
export const addressFormRules = [
  unknownAddressCode,
  postalCodeLength,
  postalCodeForm,
  provinceLength,
  americanPartMissing,
  ruralPartMissing,
  streetMissing,
  ...addressPartRules,
] as const;
export const addressRules = [...addressFormRules, ...addressDayRules, ...addressAdvice] as const;
export const phoneRules = [phoneForm, phoneEndsBeforeItBegins, phoneFarAway] as const;
export const guardianRules = [unknownRelationship, guardianContactForm, guardianOfAdult] as const;
