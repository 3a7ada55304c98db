import type { OrganisationCode } from '#kernel/ids.ts';
import type { Language } from '#kernel/words.ts';

/** Who does something: a person signed in, the command line, or the program itself. */
export type Actor = {
  kind: 'account' | 'command' | 'system';
  accountId: string | null;
  name: string;
  role: string;
  organisation: OrganisationCode;
  permissions: ReadonlySet<string>;
  language: Language;
};

/** The program acting by itself: jobs, start-up. It may everything, and every act names it. */
export function systemActor(name: string, organisation = 'O.1' as OrganisationCode): Actor {
  return {
    kind: 'system',
    accountId: null,
    name,
    role: 'system',
    organisation,
    permissions: everyPermission,
    language: 'en',
  };
}

/** A set that holds whatever is asked for. */
const everyPermission: ReadonlySet<string> = new (class extends Set<string> {
  override has(): boolean {
    return true;
  }
})();

/** Nobody in particular: the caller of a public route without a session. */
export const guestActor: Actor = {
  kind: 'account',
  accountId: null,
  name: 'guest',
  role: 'guest',
  organisation: '' as OrganisationCode,
  permissions: new Set(),
  language: 'en',
};
