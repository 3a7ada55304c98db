import { addDays, addMonths, type PlainDate } from '#kernel/dates.ts';
import { defineRule, passes, type RuleContext } from '#kernel/rule.ts';
import { foldText } from '../normalise.ts';
import { type AddressForm, canadianAddress, formOf } from './address-form.ts';
import type { AddressFacts } from './facts.ts';
import { everyYear, pasiPage, pasiPageInPart } from './sources.ts';

// What looks wrong about an address that was taken. The post's list of codes and towns is licensed; its letters are not.

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

const provinceOfOtherCountry = defineRule<AddressFacts>({
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
  example: { passes: canadianAddress, fires: { ...canadianAddress, province: 'MT' } },
});

/** The first letter of a postal code, where its format says that codes have one and it is well formed. */
function districtLetter(postalCode: string | null, form: AddressForm['postalCode']): string | null {
  return form && postalCode !== null && new RegExp(form.pattern).test(postalCode) ? postalCode.charAt(0) : null;
}

const postalCodeOfOtherProvince = defineRule<AddressFacts>({
  ...advice,
  code: 'ADR-1010',
  reference: 'PASI 11010',
  inputs: ['format', 'postalCode', 'province', 'expiresOn'],
  title: { en: 'Postal code of another province', fr: 'Code postal d’une autre province' },
  message: {
    en: 'The postal code {value} belongs to {provinces}, not to {province}',
    fr: 'Le code postal {value} appartient à {provinces}, non à {province}',
  },
  mend: {
    en: 'Check postal code and province; acknowledge the advice when mail arrives',
    fr: 'Vérifiez le code postal et la province; prenez acte de l’avis si le courrier arrive',
  },
  source: `${pasiPage('rule_11010')}; judged by the letter of the province alone: the list of towns is licensed`,
  field: 'postalCode',
  judge: ({ format, postalCode, province, expiresOn }, context) => {
    const letter = districtLetter(postalCode, formOf(format, context).postalCode);
    const district = letter === null ? null : context.code('postal_district', letter);
    const rescanOn = silentFrom(expiresOn, context);
    if (district === null || province === null) return passes;
    if (rescanOn !== null && rescanOn <= context.today) return passes;
    const provinces = district.data['provinces'] as readonly string[]; // shape tested with the jurisdiction's files
    if (provinces.includes(province)) return passes;
    return { fires: true, rescanOn, params: { value: postalCode, provinces, province } };
  },
  example: { passes: canadianAddress, fires: { ...canadianAddress, province: 'BC' } },
});

const postalCodeNotInUse = defineRule<AddressFacts>({
  ...advice,
  dateDependent: false,
  code: 'ADR-1013',
  reference: 'PASI 11013',
  inputs: ['format', 'postalCode'],
  title: { en: 'Postal code that no place has', fr: 'Code postal d’aucun lieu' },
  message: {
    en: 'The post gives out no postal code like {value}',
    fr: 'La poste n’attribue aucun code postal comme {value}',
  },
  mend: {
    en: 'Check the letters: O and I are often a 0 and a 1, and no code begins with W or Z',
    fr: 'Vérifiez les lettres : O et I sont souvent un 0 et un 1, et aucun code ne commence par W ou Z',
  },
  source: `${pasiPage('rule_11013')}; judged by the letters in use alone: the list of codes is licensed`,
  field: 'postalCode',
  judge: ({ format, postalCode }, context) => {
    const form = formOf(format, context).postalCode;
    const isJudged = form?.inUse !== undefined && districtLetter(postalCode, form) !== null;
    if (!isJudged || postalCode === null || new RegExp(form.inUse ?? '').test(postalCode)) return passes;
    return { fires: true, params: { value: postalCode } };
  },
  example: { passes: canadianAddress, fires: { ...canadianAddress, postalCode: 'W5A 0A1' } },
});

const abroad: AddressFacts = {
  ...canadianAddress,
  format: 'Mail-International',
  street: '3 rue des Lilas\n69003 Lyon',
  city: null,
  province: null,
  postalCode: null,
  country: 'FR',
};

const countryInStreet = defineRule<AddressFacts>({
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

export const addressAdvice = [
  provinceOfOtherCountry,
  postalCodeOfOtherProvince,
  postalCodeNotInUse,
  countryInStreet,
] as const;
