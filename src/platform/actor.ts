import type { OrganisationCode } from '#kernel/ids.ts';
import type { Language } from '#kernel/words.ts';

/** How far an actor's reads and writes go; the database judges by it as well. */
export type ActorReach = {
  /** The organisations whose students are in reach; null = every student. */
  organisations: readonly OrganisationCode[] | null;
  seesProtected: boolean;
};

/** How sure we are of who sits there: when they proved it, and with what. */
export type Assurance = {
  sessionId: string;
  /** When the first factor was shown. */
  signedInAt: Date;
  /** When a second factor (or a passkey, which is both) was last shown; null = never in this session. */
  secondFactorAt: Date | null;
  /** When the person last showed a secret, at sign-in or again before something dangerous. */
  steppedUpAt: Date | null;
  /** True when the jurisdiction asks this role for a second factor and the session has shown none: it may only show or set up one. */
  lacksSecondFactor?: boolean;
};

/** Who does something: a person signed in, a school's system, the command line, or the program itself. */
export type Actor = {
  kind: 'account' | 'client' | 'command' | 'system';
  accountId: string | null;
  /** The machine client, when one calls. */
  clientId?: string | null;
  /** Filled by the server for the request; services may judge it again. */
  reach?: ActorReach;
  /** Of a person's session; null or absent for machines and the program. */
  assurance?: Assurance | null;
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
