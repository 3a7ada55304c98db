import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Language } from '#kernel/words.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import type { Standing } from '../rules/holding.ts';
import { noteUse } from '../store/held.ts';

type Named = { accountId: string; name: string; language: Language };

/** The actor that somebody is where they stand. `note` is told which grants are used. */
export function toStandingActor(account: Named, standing: Standing, note?: (grantId: string) => void): Actor {
  const { accountId, name, language } = account;
  const organisation = standing.organisation as OrganisationCode; // written through the branded type only
  const permissions = note ? notingSet(standing, note) : new Set(standing.permissions);
  return { kind: 'account', accountId, name, role: standing.role, organisation, permissions, language };
}

/** A set that says which additional permission was asked for and there: that is what a use is. */
function notingSet(standing: Standing, note: (grantId: string) => void): ReadonlySet<string> {
  const set = new Set(standing.permissions);
  if (standing.added.size === 0) return set;
  const has = set.has.bind(set);
  set.has = (permission) => {
    const isHeld = has(permission);
    const grant = isHeld ? standing.added.get(permission) : undefined;
    if (grant) note(grant.grantId);
    return isHeld;
  };
  return set;
}

export type UseNotes = {
  note(grantId: string): void;
  /** Writes what was noted since, if anything; a grant is written once a day. */
  write(reader: Reader, day: PlainDate): Promise<void>;
};

/**
 * Which grants were used, cheaply: noted in memory, written with a later request, each once a day. What is lost when the program
 * ends within a minute of a use is one day of one grant.
 */
export function createUseNotes(): UseNotes {
  const pending = new Set<string>();
  let written = { day: '', ids: new Set<string>() };
  return {
    note: (grantId) => {
      if (!written.ids.has(grantId)) pending.add(grantId);
    },
    write: async (reader, day) => {
      if (written.day !== day) written = { day, ids: new Set() };
      const ids = [...pending].filter((id) => !written.ids.has(id));
      pending.clear();
      if (ids.length === 0) return;
      for (const id of ids) written.ids.add(id);
      await noteUse(reader, ids, day);
    },
  };
}
