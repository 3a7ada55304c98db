import type { Address } from '#modules/identity/contract.ts';
import { ask } from './client.ts';
import type { Seen } from './personal.ts';

export type { Address };

/** An address as it is stated: what is left out says nothing, a null takes away. */
export type AddressChange = Pick<
  Address,
  | 'kind'
  | 'format'
  | 'street'
  | 'city'
  | 'province'
  | 'postalCode'
  | 'country'
  | 'landLocation'
  | 'ruralRoute'
  | 'site'
  | 'compartment'
  | 'box'
  | 'isGeneralDelivery'
  | 'effectiveOn'
  | 'expiresOn'
> & { guid: string; isPreferred: boolean | null; isDeleted: boolean | null };

/** Adds an address, ends or prefers one, takes one back or restores it, by its GUID. */
export function recordAddress({ studentNumber, version }: Seen, change: AddressChange) {
  return ask<{ version: number }>(`/v1/students/${encodeURIComponent(studentNumber)}/addresses`, {
    method: 'POST',
    body: change,
    version,
    idempotencyKey: crypto.randomUUID(),
  });
}
