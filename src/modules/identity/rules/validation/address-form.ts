import type { RuleContext } from '#kernel/rule.ts';
import type { AddressFacts } from './facts.ts';

// Which parts an address needs and how its codes look is data of the address format (code table address_format).

export type AddressForm = {
  postalCode?: { length: number; pattern: string; example: string; inUse?: string };
  provinceLength?: number;
  requires?: readonly (keyof AddressFacts)[];
  requiredBy?: string;
};

/** What a format says of its addresses; nothing for an unknown one. */
export function formOf(format: string, context: RuleContext): AddressForm {
  return (context.code('address_format', format)?.data ?? {}) as AddressForm; // shape tested with the jurisdiction's files
}

export const canadianAddress: AddressFacts = {
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
