import { sql } from 'kysely';
import type { Reader } from '#platform/database/database.ts';

export type NewReads = {
  kind: 'account' | 'client' | 'command' | 'system';
  accountId: string | null;
  clientId: string | null;
  name: string;
  role: string;
  organisation: string;
  door: string;
  purpose: string;
  requestId: string;
  /** The people, and what was shown of each as bits; the two lists go together. */
  students: readonly string[];
  groups: readonly number[];
};

/** Appends the reads of one answer, whatever their number, in one statement. */
export async function appendReads(reader: Reader, it: NewReads): Promise<void> {
  await sql`
    select access.append_reads(${it.kind}, ${it.accountId}, ${it.clientId}, ${it.name}, ${it.role}, ${it.organisation},
                               ${it.door}, ${it.purpose}, ${it.requestId}, ${it.students}::bpchar[], ${it.groups}::integer[])`.execute(
    reader,
  );
}
