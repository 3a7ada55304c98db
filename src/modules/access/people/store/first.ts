import { sql } from 'kysely';
import type { Reader } from '#platform/database/database.ts';

/** Which of some accounts can sign in: they have a secret or a provider, or are invented ones where those need none. */
export async function listAbleToSignIn(
  reader: Reader,
  { accountIds, demonstration }: { accountIds: readonly string[]; demonstration: boolean },
): Promise<string[]> {
  const { rows } = await sql<{ account_id: string }>`
    select account_id from access.account a
     where account_id = any(${accountIds}::uuid[])
       and ((is_demonstration and ${demonstration})
            or exists (select from access.password p where p.account_id = a.account_id)
            or exists (select from access.passkey k where k.account_id = a.account_id)
            or exists (select from access.external_identity e where e.account_id = a.account_id))`.execute(reader);
  return rows.map((row) => row.account_id);
}
