import type { Actor } from '#platform/actor.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import { joinReads, type ReadEntry, type ReadLedger } from '#platform/http/reads.ts';
import type { PersonRead } from '#platform/http/route.ts';
import { newId } from '#platform/ids.ts';
import type { Services } from '#platform/services.ts';
import { admitReads } from '../../budgets/service/admit.ts';
import { packGroups } from '../rules/groups.ts';
import { defaultPurpose, type PurposeByRole } from '../rules/purpose.ts';
import { appendReads } from '../store/append.ts';

/**
 * The ledger that the entry points hand to the server. Before each append the reader's budget judges whether so much may be read;
 * its refusal goes to the caller, and nothing is appended.
 */
export function createReadLedger(services: Pick<Services, 'db' | 'jurisdiction'>): ReadLedger {
  const { db, jurisdiction } = services;
  const byRole = jurisdiction.parameter<PurposeByRole>('access.purpose_by_role');
  const known = jurisdiction.codes('read_purpose').map((it) => it.code);
  return {
    purposeOf: (actor, header) => {
      if (header === undefined || header === '') return defaultPurpose(actor, byRole);
      if (!known.includes(header)) throw httpErrors.purpose_unknown({ purpose: header, known });
      return header;
    },
    admit: ({ actor, reads, requestId }: ReadEntry) =>
      admitReads(db, {
        actor,
        people: reads.flatMap((read) => read.subjects),
        now: new Date(),
        parameters: jurisdiction,
        requestId,
      }),
    append: ({ actor, door, purpose, requestId, reads }) =>
      appendReads(db, {
        kind: actor.kind,
        accountId: actor.accountId,
        clientId: actor.clientId ?? null,
        name: actor.name,
        role: actor.role,
        organisation: actor.organisation,
        door,
        purpose,
        requestId,
        students: reads.flatMap((read) => read.subjects),
        groups: reads.flatMap((read) => read.subjects.map(() => packGroups(read.groups))),
      }),
  };
}

/** Records whom a command prints, before it prints them: its door is `command:NAME`. All that one run prints is one request. */
export function noteAtCommandLine(
  services: Pick<Services, 'db' | 'jurisdiction'>,
  { actor, command }: { actor: Actor; command: string },
): (reads: readonly PersonRead[]) => Promise<void> {
  const ledger = createReadLedger(services);
  const reading = {
    actor,
    door: `command:${command}`,
    purpose: ledger.purposeOf(actor, undefined),
    requestId: newId(),
  };
  return async (shown) => {
    const reads = joinReads(shown);
    if (reads.length > 0) await ledger.append({ ...reading, reads });
  };
}
