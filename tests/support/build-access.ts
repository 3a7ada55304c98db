import { ensureDemonstrationAccounts, findAccountActors } from '#modules/access/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Tx } from '#platform/database/database.ts';

/** One actor for each way of working, each with an account. The registrar and the viewer are at S.K001, the other registrar at S.K002, the authority is A.K001. */
export type Actors = {
  ministry: Actor;
  ministryViewer: Actor;
  authority: Actor;
  registrar: Actor;
  otherRegistrar: Actor;
  viewer: Actor;
};

const ids: Record<keyof Actors, string> = {
  ministry: '01990000-0000-7000-8000-000000000001',
  ministryViewer: '01990000-0000-7000-8000-000000000002',
  authority: '01990000-0000-7000-8000-000000000003',
  registrar: '01990000-0000-7000-8000-000000000004',
  otherRegistrar: '01990000-0000-7000-8000-000000000005',
  viewer: '01990000-0000-7000-8000-000000000006',
};

/** Opens the demonstration accounts and returns the actors they sign in as. */
export async function buildActors(tx: Tx): Promise<Actors> {
  await ensureDemonstrationAccounts(tx);
  const found = await findAccountActors(tx, Object.values(ids));
  const get = (name: keyof Actors): Actor => {
    const actor = found.get(ids[name]);
    if (!actor) throw new Error(`the demonstration has no account for ${name}`);
    return actor;
  };
  return {
    ministry: get('ministry'),
    ministryViewer: get('ministryViewer'),
    authority: get('authority'),
    registrar: get('registrar'),
    otherRegistrar: get('otherRegistrar'),
    viewer: get('viewer'),
  };
}
