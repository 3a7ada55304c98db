import { ensureDemonstrationAccounts } from '#modules/access/index.ts';
import { perform } from '#platform/act.ts';
import { systemActor } from '#platform/actor.ts';
import type { Scratch } from './scratch.ts';

/** Somebody who works with the program: a registrar at a school, with an open session. */
export type Seat = {
  school: string;
  get(path: string): Promise<unknown>;
  post(path: string, sent: Sent): Promise<void>;
};
type Sent = { body: object; version: number };

/** The year of most enrolments; the one that begins has few as yet. */
export const fullYear = 'select school_year from enrolment.school_enrolment group by 1 order by count(*) desc limit 1';

/** Seats registrars at the largest schools, one each, and signs them in at a server. */
export async function seatRegistrars(scratch: Scratch, base: string, count: number): Promise<Seat[]> {
  const schools = await openAccounts(scratch, count);
  const seats: Seat[] = [];
  for (const { accountId, school } of schools) seats.push(await signIn(base, accountId, school));
  return seats;
}

/** Accounts of invented registrars, with the rights that the demonstration's registrar has. */
async function openAccounts({ services, ownerPool }: Scratch, count: number) {
  await perform(services.db, { kind: 'bench.prepare', actor: systemActor('bench') }, ensureDemonstrationAccounts);
  const client = await ownerPool.connect();
  try {
    await client.query('begin');
    await client.query(
      `select audit.begin_act('bench.prepare', 'system', null, null, 'bench', 'O.1', null, null, now())`,
    );
    await client.query(
      `insert into access.account (account_id, user_name, name, organisation_code, language, is_demonstration, created_at)
       select gen_random_uuid(), 'seat.' || lower(replace(school_code, '.', '')), 'Registrar', school_code, 'en', true, now()
         from (select school_code from enrolment.school_enrolment
                where school_year = (${fullYear}) group by school_code order by count(*) desc, school_code limit $1) as s`,
      [count],
    );
    await client.query(
      `insert into access.account_grant (grant_id, account_id, organisation_code, organisation_kind, kind, name, starts_on, granted_at, granted_by, reason, needs_second)
       select gen_random_uuid(), a.account_id, a.organisation_code, g.organisation_kind, g.kind, g.name, g.starts_on, g.granted_at, g.granted_by, g.reason, false
         from access.account a, access.account_grant g
        where a.user_name like 'seat.%' and g.kind = 'role' and g.name = 'school_registrar' and g.organisation_code = 'S.K001'
          and g.account_id = (select account_id from access.account where user_name = 'h.sandhu')`,
    );
    await client.query('commit');
    const { rows } = await client.query<{ accountId: string; school: string }>(
      `select account_id as "accountId", organisation_code as school from access.account where user_name like 'seat.%' order by 2`,
    );
    return rows;
  } finally {
    client.release();
  }
}

async function signIn(base: string, accountId: string, school: string): Promise<Seat> {
  const ask = async (path: string, init: RequestInit) => {
    const answer = await fetch(base + path, init);
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as unknown;
  };
  const sending = (body: object) => ({ method: 'POST', body: JSON.stringify(body) });
  const json = { 'content-type': 'application/json' };
  const opened = await ask('/v1/session', { ...sending({ accountId, hold: 'bearer' }), headers: json });
  const { token } = opened as { token: string };
  const authorization = `Bearer ${token}`;
  return {
    school,
    get: (path) => ask(path, { headers: { authorization } }),
    post: async (path, { body, version }) => {
      await ask(path, { ...sending(body), headers: { ...json, authorization, 'if-match': `"${version}"` } });
    },
  };
}
