import type { OrganisationCode } from '#kernel/ids.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { errors } from '../errors.ts';
import { commandRoles } from '../rules/roles.ts';
import * as store from '../store/accounts.ts';
import { requireOrganisation, scopeOf } from './scope.ts';
import { toActor } from './sessions.ts';

/** The actor that the command line is for an organisation (`--as S.K001`): whoever may run it on the machine works with that organisation's role. */
export async function commandActor(reader: Reader, organisation: OrganisationCode): Promise<Actor> {
  const found = (await findOrganisations(reader, [organisation])).get(organisation);
  const role = found ? commandRoles[found.kind] : null;
  if (!role) throw errors.organisation_cannot_act({ organisation });
  const name = `${organisation} (command line)`;
  return { ...toActor({ accountId: '', name, role, organisation, language: 'en' }), kind: 'command', accountId: null };
}

/** Accounts within the actor's reach, or of one organisation in it. */
export async function listAccounts(
  reader: Reader,
  actor: Actor,
  organisation: OrganisationCode | undefined,
): Promise<store.Account[]> {
  if (organisation !== undefined) {
    await requireOrganisation(actor, organisation, reader);
    return store.listAccounts(reader, [organisation]);
  }
  const scope = await scopeOf(actor, reader);
  return store.listAccounts(reader, scope.everything ? null : scope.organisations);
}

/** Enabled accounts by id, as the actors they are when they sign in. */
export async function findAccountActors(reader: Reader, accountIds: readonly string[]): Promise<Map<string, Actor>> {
  const accounts = await store.findAccounts(reader, accountIds);
  return new Map([...accounts].map(([id, account]) => [id, toActor(account)]));
}

/** Opens the invented accounts of the demonstration, one for each way of working; harmless when they are there. Returns how many were opened. */
export async function ensureDemonstrationAccounts(tx: Tx): Promise<number> {
  return store.insertAccounts(tx, demonstrationAccounts);
}

const demonstrationAccounts: readonly store.Account[] = [
  demonstration('01', {
    userName: 'r.okonkwo',
    name: 'Rosalind Okonkwo',
    role: 'ministry_records',
    organisation: 'O.1',
  }),
  demonstration('02', {
    userName: 'e.lindqvist',
    name: 'Elias Lindqvist',
    role: 'ministry_viewer',
    organisation: 'O.1',
  }),
  demonstration('03', {
    userName: 'm.thibodeau',
    name: 'Margaux Thibodeau',
    role: 'authority_coordinator',
    organisation: 'A.K001',
    language: 'fr',
  }),
  demonstration('04', {
    userName: 'h.sandhu',
    name: 'Harpreet Sandhu',
    role: 'school_registrar',
    organisation: 'S.K001',
  }),
  demonstration('05', {
    userName: 'd.kowalchuk',
    name: 'Daria Kowalchuk',
    role: 'school_registrar',
    organisation: 'S.K002',
  }),
  demonstration('06', {
    userName: 'j.cardinal',
    name: 'Jonah Cardinal',
    role: 'school_viewer',
    organisation: 'S.K001',
  }),
];

type Invented = Pick<store.Account, 'userName' | 'name' | 'role'> & {
  organisation: string;
  language?: store.Account['language'];
};

function demonstration(number: string, { organisation, language = 'en', ...account }: Invented): store.Account {
  const accountId = `01990000-0000-7000-8000-0000000000${number}`;
  return { accountId, ...account, organisation: organisation as OrganisationCode, language, isDemonstration: true };
}
