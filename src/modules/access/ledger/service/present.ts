import type { OrganisationCode } from '#kernel/ids.ts';
import type { Language, Words } from '#kernel/words.ts';
import { findOrganisations, type Organisation } from '#modules/organisations/index.ts';
import type { Reader } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { isRoleName, roles } from '../../rules/roles.ts';
import type { LedgerReader } from '../contract.ts';
import type { KeptReader } from '../store/looks.ts';

export type Organisations = ReadonlyMap<OrganisationCode, Organisation>;

export function organisationsOf(reader: Reader, readers: Iterable<KeptReader>): Promise<Organisations> {
  return findOrganisations(reader, [...new Set([...readers].map((it) => it.organisation as OrganisationCode))]); // the ledger keeps codes as they were given
}

const kindWords = {
  account: { en: 'Account', fr: 'Compte' },
  client: { en: 'System', fr: 'Système' },
  command: { en: 'Command line', fr: 'Ligne de commande' },
  system: { en: 'The register itself', fr: 'Le registre lui-même' },
} as const satisfies Record<KeptReader['kind'], Words>;

export function presentReader(reader: KeptReader, organisations: Organisations): LedgerReader {
  const { kind, accountId, clientId, name, role } = reader;
  const code = reader.organisation as OrganisationCode; // as above
  const found = organisations.get(code);
  return {
    kind,
    accountId,
    clientId,
    name,
    role,
    roleWords: isRoleName(role) && kind === 'account' ? roles[role].words : kindWords[kind],
    organisation: { code, kind: found?.kind ?? 'unknown', name: found?.name ?? code, nameFr: found?.nameFr ?? null },
  };
}

export function nameIn(organisation: LedgerReader['organisation'], language: Language): string {
  return language === 'fr' ? (organisation.nameFr ?? organisation.name) : organisation.name;
}

type Codes = Pick<Jurisdiction, 'code'>;

export function presentPurpose(purpose: string, codes: Codes): { code: string; words: Words } {
  return { code: purpose, words: codes.code('read_purpose', purpose)?.words ?? { en: purpose, fr: purpose } };
}

/** The purpose as the person reads it whose record it was. */
export function purposeForYou(purpose: string, codes: Codes): Words {
  const found = codes.code('read_purpose', purpose);
  return (found?.data['you'] as Words | undefined) ?? found?.words ?? { en: purpose, fr: purpose }; // the shape is tested with the jurisdiction's files
}

const dayForms = { en: 'en-GB', fr: 'fr-CA' } as const;

/** A moment as people say it by the clock of the jurisdiction: 2 September 2026, 14:05. */
export function sayMoment(
  at: Date,
  { language, codes }: { language: Language; codes: Pick<Jurisdiction, 'parameter'> },
): { day: string; time: string } {
  const timeZone = codes.parameter<string>('access.time_zone');
  const form = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(dayForms[language], { timeZone, ...options }).format(at);
  return {
    day: form({ day: 'numeric', month: 'long', year: 'numeric' }),
    time: form({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
  };
}

/** The ledger's microseconds as the program's moments. */
export function toDate(microseconds: number): Date {
  return new Date(Math.floor(microseconds / 1000));
}
