import type { PlainDate } from '#kernel/dates.ts';
import type { Words } from '#kernel/words.ts';

export const disposalStates = ['proposed', 'approved', 'executed', 'withdrawn'] as const;
export type DisposalState = (typeof disposalStates)[number];

export const disposalStateWords = {
  proposed: { en: 'Waits for approval', fr: 'En attente d’approbation' },
  approved: { en: 'Approved; being carried out', fr: 'Approuvée ; en cours d’exécution' },
  executed: { en: 'Carried out', fr: 'Exécutée' },
  withdrawn: { en: 'Withdrawn', fr: 'Retirée' },
} as const satisfies Record<DisposalState, Words>;

/** The states in which a proposal may still be approved or withdrawn. */
const movesFrom: Readonly<Record<'approve' | 'withdraw', readonly DisposalState[]>> = {
  approve: ['proposed'],
  withdraw: ['proposed'],
};

export function mayWithdraw(state: DisposalState): boolean {
  return movesFrom.withdraw.includes(state);
}

export const disposalRefusals = {
  wrong_state: {
    en: 'The proposal’s state does not allow this; look at it again',
    fr: 'L’état de la proposition ne le permet pas ; regardez-la de nouveau',
  },
  needs_right: { en: 'Your role does not approve disposals', fr: 'Votre rôle n’approuve pas les éliminations' },
  own_proposal: {
    en: 'Whoever proposed a disposal never approves it: ask a colleague',
    fr: 'Qui a proposé une élimination ne l’approuve jamais : demandez à une collègue ou à un collègue',
  },
  approved_already: {
    en: 'You have approved it; somebody else must too',
    fr: 'Vous l’avez approuvée ; une autre personne doit aussi le faire',
  },
  no_account: { en: 'Only a person with an account approves', fr: 'Seule une personne ayant un compte approuve' },
} as const satisfies Record<string, Words>;
export type DisposalRefusal = keyof typeof disposalRefusals;

export type DisposalFacts = { state: DisposalState; proposedBy: string | null; approvedBy: readonly string[] };
export type DisposalVerdict = { may: true; isLast: boolean } | { may: false; because: DisposalRefusal };

/** Whether somebody may approve: never the proposer, never twice; the last needed approval sets the disposal going. */
export function judgeApproval(
  { state, proposedBy, approvedBy }: DisposalFacts,
  {
    accountId,
    permissions,
    approvalsNeeded,
  }: { accountId: string | null; permissions: ReadonlySet<string>; approvalsNeeded: number },
): DisposalVerdict {
  if (!permissions.has('disposal.approve')) return { may: false, because: 'needs_right' };
  if (!movesFrom.approve.includes(state)) return { may: false, because: 'wrong_state' };
  if (accountId === null) return { may: false, because: 'no_account' };
  if (accountId === proposedBy) return { may: false, because: 'own_proposal' };
  if (approvedBy.includes(accountId)) return { may: false, because: 'approved_already' };
  return { may: true, isLast: approvedBy.length + 1 >= approvalsNeeded };
}

export const holdScopes = ['person', 'organisation', 'record_kind'] as const;
export type HoldScope = (typeof holdScopes)[number];

export type Hold = {
  scope: HoldScope;
  person: readonly string[];
  organisation: string | null;
  recordKind: string | null;
};

/** Whether a hold stops the clock for a kind of record of a person who was at some organisations. */
export function isHeld(
  hold: Hold,
  {
    numbers,
    organisations,
    recordKind,
  }: { numbers: readonly string[]; organisations: readonly string[]; recordKind: string },
): boolean {
  if (hold.scope === 'person') return hold.person.some((it) => numbers.includes(it));
  if (hold.scope === 'organisation') return hold.organisation !== null && organisations.includes(hold.organisation);
  return hold.recordKind === recordKind;
}

/** A hold whose day of review has come asks to be looked at; it goes on stopping the clock. */
export function isReviewDue(
  { reviewOn, isLifted }: { reviewOn: PlainDate; isLifted: boolean },
  today: PlainDate,
): boolean {
  return !isLifted && reviewOn <= today;
}
