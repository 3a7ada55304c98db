import { isPlainDate } from '#kernel/dates.ts';
import type { CodeValue } from '#kernel/rule.ts';
import type { Citizenship, CitizenshipChange } from '../../../api/personal.ts';

export type CitizenshipTyped = {
  status: string;
  effectiveOn: string;
  documentType: string;
  documentExpiresOn: string;
  country: string;
  guardianId: string;
  guardianStatus: string;
};

export const nothingTyped: CitizenshipTyped = {
  status: '',
  effectiveOn: '',
  documentType: '',
  documentExpiresOn: '',
  country: '',
  guardianId: '',
  guardianStatus: '',
};

/** What is kept of a status, as it is stated again to take it back or to restore it. */
export function changeOf(it: Citizenship): CitizenshipChange {
  const { status, effectiveOn, documentType, documentExpiresOn, country, guardianId, guardianStatus } = it;
  const kept = { status, effectiveOn, documentType, documentExpiresOn, country, guardianId, guardianStatus };
  return { guid: it.citizenshipId, ...kept, isDeleted: it.isDeleted };
}

/** What was typed, as it is sent: an empty field says nothing. */
export function changeTyped(guid: string, typed: CitizenshipTyped): CitizenshipChange {
  const stated = Object.entries(typed).map(([field, text]) => [field, text.trim() === '' ? null : text.trim()]);
  return { ...Object.fromEntries(stated), guid, status: typed.status, isDeleted: null };
}

/** The documents that support a status, by the code table. */
export function documentsFor(status: string, documents: readonly CodeValue[]): CodeValue[] {
  return documents.filter(({ data }) => Array.isArray(data['supports']) && data['supports'].includes(status));
}

/** The statuses that are still recorded. */
export function statusesRecorded(statuses: readonly CodeValue[]): CodeValue[] {
  return statuses.filter(({ data }) => data['instead'] === undefined);
}

/** The statuses of a guardian on which a status may depend. */
export function guardianStatusesFor(status: string, statuses: readonly CodeValue[]): CodeValue[] {
  const allowed = statuses.find(({ code }) => code === status)?.data['guardian'];
  return Array.isArray(allowed) ? statuses.filter(({ code }) => allowed.includes(code)) : [];
}

export type Missing = 'needStatus' | 'needDay' | 'needFirstDay' | 'needEnd' | 'needGuardianStatus';

/** What is still to be said before it can be sent; null when nothing is. */
export function missingOf(typed: CitizenshipTyped, documents: readonly CodeValue[]): Missing | null {
  const data = documents.find(({ code }) => code === typed.documentType)?.data ?? {};
  const days = [typed.effectiveOn, typed.documentExpiresOn].filter((it) => it !== '');
  if (typed.status === '') return 'needStatus';
  if (!days.every(isPlainDate)) return 'needDay';
  if (typed.effectiveOn === '' && data['holdsFrom'] !== 'birth') return 'needFirstDay';
  if (typed.documentExpiresOn === '' && data['expires'] === true) return 'needEnd';
  return typed.guardianId !== '' && typed.guardianStatus === '' ? 'needGuardianStatus' : null;
}
