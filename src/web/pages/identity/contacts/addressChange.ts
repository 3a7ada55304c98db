import { isPlainDate, type PlainDate } from '#kernel/dates.ts';
import { type Fired, judgeAll, type RuleContext } from '#kernel/rule.ts';
import { fillWords, type Words } from '#kernel/words.ts';
import { tidyLand, writeLand } from '#modules/identity/rules/land.ts';
import { type AddressCodes, type AddressForm, formOf } from '#modules/identity/rules/validation/address-form.ts';
import { addressFormRules } from '#modules/identity/rules/validation/contacts.ts';
import type { AddressFacts } from '#modules/identity/rules/validation/facts.ts';
import type { Address, AddressChange } from '../../../api/contacts.ts';

/** What is typed of an address; the parts of a land location by their names. */
export type AddressTyped = {
  kind: Address['kind'];
  format: string;
  street: string;
  city: string;
  province: string;
  postalCode: string;
  country: string;
  land: Readonly<Record<string, string>>;
  ruralRoute: string;
  site: string;
  compartment: string;
  box: string;
  isGeneralDelivery: boolean;
  isPreferred: boolean;
  effectiveOn: string;
  expiresOn: string;
};

const usualParts = { ruralRoute: '', site: '', compartment: '', box: '', isGeneralDelivery: false, land: {} };

/** Nothing typed yet, in the first format of the code table. */
export function nothingTyped(today: PlainDate, format: string): AddressTyped {
  const place = { street: '', city: '', province: '', postalCode: '', country: '' };
  return { kind: 'mailing', format, ...place, ...usualParts, isPreferred: false, effectiveOn: today, expiresOn: '' };
}

/** Another format: the street stays, and what the new one does not have goes. */
export function withFormat(typed: AddressTyped, format: string): AddressTyped {
  return { ...typed, ...usualParts, format, city: typed.city, province: '', postalCode: '', country: '' };
}

/** What was typed as the rules and the label see it: an empty field is none. */
export function factsTyped(typed: AddressTyped, form: AddressForm): AddressFacts {
  const { land, isGeneralDelivery, isPreferred: _mark, kind, format, effectiveOn, expiresOn, ...texts } = typed;
  const said = Object.fromEntries(
    Object.entries(texts).map(([field, text]) => [field, text.trim() === '' ? null : text.trim()]),
  ) as Record<keyof typeof texts, string | null>;
  const hasLand = form.land !== undefined && Object.values(land).some((part) => part.trim() !== '');
  return {
    ...said,
    country: form.country ?? said.country,
    kind,
    format,
    isGeneralDelivery,
    landLocation: hasLand && form.land ? tidyLand(writeLand(land, form.land), form.land) : null,
    effectiveOn,
    expiresOn: expiresOn === '' ? null : expiresOn,
  };
}

/** What is wrong with what was typed, by the field, as the server would say it. */
export function problemsOf(facts: AddressFacts, codes: AddressCodes, today: PlainDate): Map<string, Words> {
  const context: RuleContext = {
    today,
    currentSchoolYear: 0 as RuleContext['currentSchoolYear'],
    ...codes,
    parameter: none,
  };
  const { fired } = judgeAll(addressFormRules, facts, context, null);
  return new Map(fired.map((it) => [it.field, wordsOf(it)]));
}

function none(name: string): never {
  throw new Error(`the form asks for the parameter ${name}`);
}

function wordsOf({ code, params }: Fired): Words {
  const rule = addressFormRules.find((it) => it.code === code);
  return rule ? fillWords(rule.message, params) : { en: code, fr: code };
}

export type Missing = 'needDay' | 'needOrder' | 'needPlace';

/** What is still to be said before it can be sent; null when nothing is. */
export function missingOf(typed: AddressTyped, problems: ReadonlyMap<string, Words>): Missing | null {
  const { effectiveOn, expiresOn } = typed;
  if (problems.size > 0) return 'needPlace';
  if (!isPlainDate(effectiveOn) || (expiresOn !== '' && !isPlainDate(expiresOn))) return 'needDay';
  return expiresOn !== '' && expiresOn < effectiveOn ? 'needOrder' : null;
}

/** What was typed, as it is sent. */
export function changeTyped(guid: string, typed: AddressTyped, codes: AddressCodes): AddressChange {
  const { kind: _kind, ...facts } = factsTyped(typed, formOf(typed.format, codes));
  return { guid, ...facts, kind: typed.kind, isPreferred: typed.isPreferred || null, isDeleted: null };
}

/** What is kept of an address, as it is stated again to end it, to prefer it or to take it back. */
export function changeOf(it: Address): AddressChange {
  const { addressId, isInForce: _force, endsOn: _end, label: _label, submittedBy: _by, recordedAt: _at, ...kept } = it;
  return { ...kept, guid: addressId, isPreferred: null };
}
