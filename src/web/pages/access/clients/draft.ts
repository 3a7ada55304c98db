import { isPlainDate } from '#kernel/dates.ts';
import { lookOfKey } from '#modules/access/clients/rules/key-text.ts';
import { normaliseNetwork } from '#modules/access/clients/rules/networks.ts';
import type { Client, ClientSettings } from '../../../api/clients.ts';

/** What stands in the form of a client, as typed. */
export type Draft = {
  name: string;
  software: string;
  contactEmail: string;
  /** The authority whose schools are offered. */
  authority: string;
  /** True: it calls for the authority with all its schools; false: for the chosen schools. */
  isWhole: boolean;
  schools: string[];
  scopes: string[];
  networks: string;
  validUntil: string;
  isDpopRequired: boolean;
  publicKey: string;
};

export type DraftProblem =
  | { field: 'name' | 'software' | 'contactEmail' | 'whom' | 'scopes' | 'validUntil' }
  | { field: 'networks'; line: string }
  | { field: 'publicKey'; why: 'missing' | 'private' | 'unknown' };

/** What each part of the form gets: what stands in it, what is wrong with it, and how to change it. */
export type PartProps = { draft: Draft; problems: DraftProblem[]; onChange(part: Partial<Draft>): void };

/** A client to be registered until next year's end of August, the day on which a school year's key is changed. */
export function emptyDraft(authority: string, today: string): Draft {
  const year = Number(today.slice(0, 4)) + (today.slice(5) > '06-30' ? 1 : 0);
  return {
    name: '',
    software: '',
    contactEmail: '',
    authority,
    isWhole: true,
    schools: [],
    scopes: [],
    networks: '',
    validUntil: `${year}-08-31`,
    isDpopRequired: false,
    publicKey: '',
  };
}

export function draftOf(client: Client): Draft {
  const isWhole = client.represents.includes(client.organisation);
  return {
    name: client.name,
    software: client.software,
    contactEmail: client.contactEmail,
    authority: client.organisation,
    isWhole,
    schools: client.represents.filter((code) => code !== client.organisation),
    scopes: client.scopes,
    networks: client.networks.join('\n'),
    validUntil: client.validUntil.slice(0, 10),
    isDpopRequired: client.isDpopRequired,
    publicKey: '',
  };
}

/** What the form itself can judge; a private key is found here, before anything is sent. */
export function judgeDraft(draft: Draft, isNew: boolean): DraftProblem[] {
  const problems: DraftProblem[] = [];
  if (draft.name.trim() === '') problems.push({ field: 'name' });
  if (draft.software.trim() === '') problems.push({ field: 'software' });
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(draft.contactEmail.trim())) problems.push({ field: 'contactEmail' });
  if (representsOf(draft).length === 0) problems.push({ field: 'whom' });
  if (draft.scopes.length === 0) problems.push({ field: 'scopes' });
  const line = linesOf(draft.networks).find((it) => normaliseNetwork(it) === null);
  if (line !== undefined) problems.push({ field: 'networks', line });
  if (!isPlainDate(draft.validUntil)) problems.push({ field: 'validUntil' });
  const why = isNew ? judgeKey(draft.publicKey) : null;
  if (why) problems.push({ field: 'publicKey', why });
  return problems;
}

/** Why a pasted key cannot be sent, or null. */
export function judgeKey(text: string): 'missing' | 'private' | 'unknown' | null {
  if (text.trim() === '') return 'missing';
  const look = lookOfKey(text);
  return look === 'public' ? null : look;
}

export function settingsOf(draft: Draft): ClientSettings {
  return {
    name: draft.name.trim(),
    software: draft.software.trim(),
    contactEmail: draft.contactEmail.trim(),
    represents: representsOf(draft),
    scopes: draft.scopes,
    networks: linesOf(draft.networks),
    isDpopRequired: draft.isDpopRequired,
    validUntil: draft.validUntil,
  };
}

/** What differs from what stands; only that is sent, so that a change elsewhere is not undone. */
export function changesOf(before: Draft, after: Draft): Partial<ClientSettings> {
  const [old, fresh] = [settingsOf(before), settingsOf(after)];
  const names = Object.keys(fresh) as (keyof ClientSettings)[]; // the keys of the settings
  return Object.fromEntries(
    names
      .filter((name) => JSON.stringify(old[name]) !== JSON.stringify(fresh[name]))
      .map((name) => [name, fresh[name]]),
  );
}

function representsOf({ isWhole, authority, schools }: Draft): string[] {
  if (!isWhole) return schools;
  return authority === '' ? [] : [authority];
}

const linesOf = (text: string): string[] =>
  text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
