import type { RuleContext } from '#kernel/rule.ts';
import type { LandForm } from '../land.ts';
import type { AddressFacts } from './facts.ts';

// Which parts an address needs and how its codes look is data of the address format (code table address_format).

export type AddressForm = {
  /** True for the country of the register: its name is not on the label. */
  isHome?: boolean;
  country?: string;
  postalCode?: { length?: number; pattern: string; example: string; inUse?: string };
  provinceLength?: number;
  requires?: readonly (keyof AddressFacts)[];
  requiredBy?: string;
  /** The parts beside the street lines that it may have; codes of address_part. */
  parts?: readonly string[];
  land?: LandForm;
  label?: { lines: number; width: number; addressee: number };
};

/** Where codes are looked up: a rule's context, the jurisdiction, or the browser's code tables. */
export type AddressCodes = Pick<RuleContext, 'code'>;

/** What a format says of its addresses; nothing for an unknown one. */
export function formOf(format: string, codes: AddressCodes): AddressForm {
  return (codes.code('address_format', format)?.data ?? {}) as AddressForm; // shape tested with the jurisdiction's files
}

/** The parts beside the street lines: the code of each, and the field that holds it. */
export const partFields = {
  landLocation: 'landLocation',
  generalDelivery: 'isGeneralDelivery',
  site: 'site',
  compartment: 'compartment',
  box: 'box',
  ruralRoute: 'ruralRoute',
} as const satisfies Record<string, keyof AddressFacts>;
export type AddressPart = keyof typeof partFields;
export const addressParts = Object.keys(partFields) as AddressPart[]; // the keys of the literal above

/** The parts that an address states. */
export function statedParts(facts: Pick<AddressFacts, (typeof partFields)[AddressPart]>): AddressPart[] {
  return addressParts.filter((part) => facts[partFields[part]] !== null && facts[partFields[part]] !== false);
}

/** Parts that no address states. */
export const noParts = {
  landLocation: null,
  ruralRoute: null,
  site: null,
  compartment: null,
  box: null,
  isGeneralDelivery: false,
} as const;

export const canadianAddress: AddressFacts = {
  kind: 'mailing',
  format: 'Mail-CA',
  street: '12 First Avenue',
  city: 'Kestrel Bay',
  province: 'AB',
  postalCode: 'T5A 0A1',
  country: 'CA',
  ...noParts,
  effectiveOn: '2026-09-01',
  expiresOn: null,
};
