import { addDays, addMonths, type PlainDate } from '#kernel/dates.ts';
import { defineRule, passes, type RuleContext, type Verdict } from '#kernel/rule.ts';
import { foldText } from '../normalise.ts';
import type { AddressFacts, GuardianFacts, PhoneFacts } from './facts.ts';
import { everyYear, pasiPage, pasiPageInPart } from './sources.ts';

// Which parts an address needs and how its codes look is data of the address format (code table address_format).

type FormatData = {
  postalCode?: { length: number; pattern: string; example: string };
  provinceLength?: number;
  requires?: readonly (keyof AddressFacts)[];
  requiredBy?: string;
};

const canadian: AddressFacts = {
  kind: 'mailing',
  format: 'Mail-CA',
  street: '12 First Avenue',
  city: 'Kestrel Bay',
  province: 'AB',
  postalCode: 'T5A 0A1',
  country: 'CA',
  effectiveOn: '2026-09-01',
  expiresOn: null,
};
const american: AddressFacts = {
  ...canadian,
  format: 'Mail-US',
  city: 'Helena',
  province: 'MT',
  postalCode: '59601',
  country: 'US',
};
const abroad: AddressFacts = {
  ...canadian,
  format: 'Mail-International',
  street: '3 rue des Lilas\n69003 Lyon',
  city: null,
  province: null,
  postalCode: null,
  country: 'FR',
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

function formatOf(facts: AddressFacts, context: RuleContext): FormatData {
  return (context.code('address_format', facts.format)?.data ?? {}) as FormatData; // shape tested with the jurisdiction's files
}

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
    const form = formatOf(facts, context).postalCode;
    if (!form || facts.postalCode === null || facts.postalCode.length === form.length) return passes;
    return { fires: true, params: { value: facts.postalCode, length: form.length, example: form.example } };
  },
  example: { passes: canadian, fires: { ...canadian, postalCode: 'T5A0A1' } },
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
    const form = formatOf(facts, context).postalCode;
    if (!form || facts.postalCode?.length !== form.length || new RegExp(form.pattern).test(facts.postalCode))
      return passes;
    return { fires: true, params: { value: facts.postalCode, example: form.example } };
  },
  example: { passes: canadian, fires: { ...canadian, postalCode: 't5a 0a1' } },
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
    const length = formatOf(facts, context).provinceLength;
    if (length === undefined || facts.province === null || facts.province.length === length) return passes;
    return { fires: true, params: { value: facts.province, length } };
  },
  example: { passes: canadian, fires: { ...canadian, province: 'Alberta' } },
});

/** Fires when a part that the format demands is absent, for the formats whose data name this rule. */
function judgeMissingParts(code: string): (facts: AddressFacts, context: RuleContext) => Verdict {
  return (facts, context) => {
    const { requires = [], requiredBy } = formatOf(facts, context);
    const missing = requiredBy === code ? requires.filter((part) => facts[part] === null) : [];
    const [field] = missing;
    return field === undefined ? passes : { fires: true, field, params: { missing } };
  };
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
    passes: { ...canadian, format: 'RuralAlbertaAddress', postalCode: null },
    fires: { ...canadian, format: 'RuralAlbertaAddress', city: null },
  },
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
  example: { passes: canadian, fires: { ...canadian, format: 'Mail-Mars' } },
});

const advice = {
  severity: 'advice',
  object: 'address',
  years: everyYear,
  crossRecord: false,
  dateDependent: true,
} as const;

/** The day on which an address has been gone for so long that nobody is asked about it any more. */
function silentFrom(expiresOn: PlainDate | null, context: RuleContext): PlainDate | null {
  return expiresOn === null
    ? null
    : addDays(addMonths(expiresOn, context.parameter<number>('identity.address_advice_months')), 1);
}

export const provinceOfOtherCountry = defineRule<AddressFacts>({
  ...advice,
  code: 'ADR-0012',
  reference: 'PASI 11012',
  inputs: ['province', 'country', 'expiresOn'],
  title: { en: 'Province or state of another country', fr: 'Province ou État d’un autre pays' },
  message: {
    en: '“{province}” is no province or state of {country}',
    fr: '« {province} » n’est ni une province ni un État du pays {country}',
  },
  mend: { en: 'Check province and country', fr: 'Vérifiez la province et le pays' },
  source: pasiPage('rule_11012'),
  field: 'province',
  judge: ({ province, country, expiresOn }, context) => {
    const listed = context.parameter<readonly string[]>('identity.countries_with_provinces');
    const rescanOn = silentFrom(expiresOn, context);
    if (province === null || country === null || !listed.includes(country)) return passes;
    if (rescanOn !== null && rescanOn <= context.today) return passes;
    if (context.code('province', province)?.data['country'] === country) return passes;
    return { fires: true, rescanOn, params: { province, country } };
  },
  example: { passes: canadian, fires: { ...canadian, province: 'MT' } },
});

export const countryInStreet = defineRule<AddressFacts>({
  ...advice,
  dateDependent: false,
  code: 'ADR-0014',
  reference: 'PASI 11014',
  inputs: ['format', 'street', 'country'],
  title: { en: 'Country within the street lines', fr: 'Pays dans les lignes de rue' },
  message: {
    en: 'The street lines of the foreign address hold the country {country}',
    fr: 'Les lignes de rue de l’adresse étrangère contiennent le pays {country}',
  },
  mend: {
    en: 'Take the country out of the street lines: it has its own field',
    fr: 'Retirez le pays des lignes de rue : il a son propre champ',
  },
  source: pasiPageInPart('rule_11014', 'a list on the page'),
  field: 'street',
  judge: ({ street, country }, context) => {
    const home = context.parameter<string>('identity.home_country');
    if (street === null || country === null || country === home) return passes;
    const names = context.code('country', country)?.words;
    if (!names) return passes;
    const text = ` ${foldText(street)} `;
    const found = [names.en, names.fr].find((name) => text.includes(` ${foldText(name)} `));
    return found === undefined ? passes : { fires: true, params: { country: found } };
  },
  example: { passes: abroad, fires: { ...abroad, street: '3 rue des Lilas\n69003 Lyon, France' } },
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

/** Ten digits of the North American plan, or + with the country and number elsewhere. Punctuation is taken off before. */
function isPhoneNumber(number: string): boolean {
  return /^[2-9]\d{9}$/.test(number) || /^\+[1-9]\d{8,14}$/.test(number);
}

const guardianExample: GuardianFacts = {
  relationship: 'parent',
  phone: '7805550142',
  email: 'parent@example.org',
  expiresOn: null,
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

export const addressRules = [
  unknownAddressCode,
  postalCodeLength,
  postalCodeForm,
  provinceLength,
  americanPartMissing,
  ruralPartMissing,
  provinceOfOtherCountry,
  countryInStreet,
] as const;
export const phoneRules = [phoneForm] as const;
export const guardianRules = [unknownRelationship, guardianContactForm] as const;
