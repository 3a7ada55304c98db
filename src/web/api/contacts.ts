import type { Address, Guardian } from '#modules/identity/contract.ts';
import { ask } from './client.ts';
import type { Seen } from './personal.ts';

export type { Address, Guardian };

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
  return post(`${addressOfStudent(studentNumber)}/addresses`, { version, change });
}

export type GuardianChange = {
  guid: string;
  relationship: string;
  familyName: string | null;
  givenName: string | null;
  livesWith: boolean | null;
  phone: string | null;
  email: string | null;
  expiresOn: string | null;
};

/** Adds a guardian, or states when the rights end, by the GUID. */
export function recordGuardian({ studentNumber, version }: Seen, change: GuardianChange) {
  return post(`${addressOfStudent(studentNumber)}/guardians`, { version, change });
}

export type LimitChange = {
  guid: string;
  guardianId: string;
  kind: string;
  effectiveOn: string;
  expiresOn: string | null;
  orderType: string;
  orderReference: string | null;
  orderIssuedOn: string | null;
  details: string | null;
  isDeleted: boolean | null;
};

/** Adds what a guardian may not do, takes one back or restores it, by its GUID. */
export function recordLimit({ studentNumber, version }: Seen, change: LimitChange) {
  return post(`${addressOfStudent(studentNumber)}/guardian-limits`, { version, change });
}

const addressOfStudent = (number: string) => `/v1/students/${encodeURIComponent(number)}`;

function post(path: string, { version, change }: { version: number; change: object }) {
  return ask<{ version: number }>(path, { method: 'POST', body: change, version, idempotencyKey: crypto.randomUUID() });
}
