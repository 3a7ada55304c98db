import type { OrganisationCode } from '#kernel/ids.ts';
import type { Language } from '#kernel/words.ts';
import { type Act, todayOf } from '#platform/act.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { insertGrants, type NewGrant } from '../people/store/grants.ts';
import { type Permission, type RoleName, roles } from '../rules/roles.ts';
import { type Account, insertAccounts, listDemonstrationAccounts, type NewAccount } from '../store/accounts.ts';

/** The invented accounts that may be signed in; none where demonstration sign-ins are off. */
export async function listSignIns(reader: Reader, isDemonstration: boolean): Promise<Account[]> {
  return isDemonstration ? listDemonstrationAccounts(reader) : [];
}

type Invented = {
  userName: string;
  name: string;
  home: string;
  language?: Language;
  isSupport?: boolean;
  roles: readonly [role: RoleName, organisation: string][];
  added?: readonly [permission: Permission, organisation: string][];
};

/** One account for each way of working; the numbers are part of their ids and never given again. */
const invented: Record<string, Invented> = {
  '01': { userName: 'r.okonkwo', name: 'Rosalind Okonkwo', home: 'O.1', roles: [['ministry_records', 'O.1']] },
  '02': { userName: 'e.lindqvist', name: 'Elias Lindqvist', home: 'O.1', roles: [['ministry_viewer', 'O.1']] },
  '03': {
    userName: 'm.thibodeau',
    name: 'Margaux Thibodeau',
    home: 'A.K001',
    language: 'fr',
    roles: [['authority_coordinator', 'A.K001']],
    added: [
      ['people.manage', 'A.K001'],
      ['support.open', 'A.K001'],
    ],
  },
  '04': {
    userName: 'h.sandhu',
    name: 'Harpreet Sandhu',
    home: 'S.K001',
    roles: [['school_registrar', 'S.K001']],
    added: [
      ['people.manage', 'S.K001'],
      ['support.open', 'S.K001'],
    ],
  },
  '05': { userName: 'd.kowalchuk', name: 'Daria Kowalchuk', home: 'S.K002', roles: [['school_registrar', 'S.K002']] },
  '06': { userName: 'j.cardinal', name: 'Jonah Cardinal', home: 'S.K001', roles: [['school_viewer', 'S.K001']] },
  // A second officer, so that what two people must agree to can be tried.
  '07': { userName: 't.abernathy', name: 'Tove Abernathy', home: 'O.1', roles: [['ministry_records', 'O.1']] },
  // Works at two schools, and chooses for which.
  '08': {
    userName: 's.ferreira',
    name: 'Salomé Ferreira',
    home: 'S.K002',
    roles: [
      ['school_viewer', 'S.K001'],
      ['school_registrar', 'S.K002'],
    ],
  },
  // Helps organisations with the program: nothing until one lets her in.
  '09': { userName: 'n.osei', name: 'Nana Osei', home: 'O.1', isSupport: true, roles: [] },
};

const idOf = (number: string, series: string) => `01990000-0000-7000-${series}-0000000000${number}`;

/** Opens the invented accounts of the demonstration with their grants; harmless when they are there. Returns how many were opened. */
export async function ensureDemonstrationAccounts(tx: Tx, act: Pick<Act, 'at'> = { at: new Date() }): Promise<number> {
  const all = Object.entries(invented);
  const opened = await insertAccounts(
    tx,
    all.map(([number, it]) => accountFrom(number, it)),
  );
  await insertGrants(
    tx,
    all.flatMap(([number, it]) => grantsFrom(number, it, act.at)),
  );
  return opened;
}

function accountFrom(
  number: string,
  { userName, name, home, language = 'en', isSupport = false }: Invented,
): NewAccount {
  return {
    accountId: idOf(number, '8000'),
    userName,
    name,
    home: home as OrganisationCode,
    language,
    isDemonstration: true,
    isSupport,
  };
}

function grantsFrom(number: string, { roles: held, added = [] }: Invented, at: Date): NewGrant[] {
  const accountId = idOf(number, '8000');
  const given = { accountId, startsOn: todayOf(at), endsOn: null, grantedAt: at, needsSecond: false };
  const by = { grantedByAccountId: null, grantedBy: 'Matricula', reason: 'Invented for the demonstration' };
  const kindAt = (organisation: string) => held.find(([, at_]) => at_ === organisation)?.[0] ?? 'none';
  return [
    ...held.map(([name, organisation], index) => ({
      ...given,
      ...by,
      grantId: idOf(number, `8${index}00`),
      organisation,
      organisationKind: roles[name].grantedAt ?? '',
      kind: 'role' as const,
      name,
    })),
    ...added.map(([name, organisation], index) => ({
      ...given,
      ...by,
      grantId: idOf(number, `90${index}0`),
      organisation,
      organisationKind: roles[kindAt(organisation)].grantedAt ?? '',
      kind: 'permission' as const,
      name,
    })),
  ];
}
