import type { PlainDate } from '#kernel/dates.ts';
import type { Words } from '#kernel/words.ts';

export const requestKinds = ['access', 'correction'] as const;
export type RequestKind = (typeof requestKinds)[number];

export const requestStates = [
  'received',
  'in_work',
  'paused',
  'ready',
  'delivered',
  'accepted',
  'refused',
  'withdrawn',
] as const;
export type RequestState = (typeof requestStates)[number];

export const requestMoves = [
  'verify',
  'pause',
  'resume',
  'extend',
  'prepare',
  'deliver',
  'accept',
  'refuse',
  'disagree',
  'withdraw',
] as const;
export type RequestMove = (typeof requestMoves)[number];

export const kindWords = {
  access: { en: 'Access to information', fr: 'Accès à l’information' },
  correction: { en: 'Correction', fr: 'Rectification' },
} as const satisfies Record<RequestKind, Words>;

export const stateWords = {
  received: { en: 'Received', fr: 'Reçue' },
  in_work: { en: 'In work', fr: 'En traitement' },
  paused: { en: 'Clock stopped', fr: 'Délai suspendu' },
  ready: { en: 'Ready to be handed over', fr: 'Prête à remettre' },
  delivered: { en: 'Handed over', fr: 'Remise' },
  accepted: { en: 'Accepted', fr: 'Acceptée' },
  refused: { en: 'Refused', fr: 'Refusée' },
  withdrawn: { en: 'Withdrawn', fr: 'Retirée' },
} as const satisfies Record<RequestState, Words>;

/** What can still happen in a state; a state without a move is an end. */
export const endedStates = ['delivered', 'accepted', 'refused', 'withdrawn'] as const;

export function isEnded(state: RequestState): boolean {
  return (endedStates as readonly RequestState[]).includes(state);
}

type Move = {
  words: Words;
  kinds: readonly RequestKind[];
  from: readonly RequestState[];
  /** Null = the state stays, or (after a pause) is the one that the proof of identity leads to. */
  to: RequestState | null;
  needsReasonCode: boolean;
  needsNote: boolean;
};

const open = ['received', 'in_work', 'paused', 'ready'] as const;
const both = requestKinds;

/** The legal moves of a request, for the server and the screens alike. */
export const moves = {
  verify: {
    words: { en: 'Identity is proven', fr: 'Identité prouvée' },
    kinds: both,
    from: ['received', 'paused'],
    to: 'in_work',
    needsReasonCode: true,
    needsNote: false,
  },
  pause: {
    words: { en: 'Stop the clock', fr: 'Suspendre le délai' },
    kinds: both,
    from: ['received', 'in_work'],
    to: 'paused',
    needsReasonCode: true,
    needsNote: false,
  },
  resume: {
    words: { en: 'Start the clock again', fr: 'Reprendre le délai' },
    kinds: both,
    from: ['paused'],
    to: null,
    needsReasonCode: false,
    needsNote: false,
  },
  extend: {
    words: { en: 'Extend the time limit', fr: 'Prolonger le délai' },
    kinds: both,
    from: ['received', 'in_work', 'paused', 'ready'],
    to: null,
    needsReasonCode: true,
    needsNote: true,
  },
  prepare: {
    words: { en: 'Prepare the package', fr: 'Préparer le dossier' },
    kinds: ['access'],
    from: ['in_work', 'ready'],
    to: 'ready',
    needsReasonCode: false,
    needsNote: false,
  },
  deliver: {
    words: { en: 'Hand over', fr: 'Remettre' },
    kinds: ['access'],
    from: ['ready'],
    to: 'delivered',
    needsReasonCode: false,
    needsNote: false,
  },
  accept: {
    words: { en: 'Accept the correction', fr: 'Accepter la rectification' },
    kinds: ['correction'],
    from: ['in_work'],
    to: 'accepted',
    needsReasonCode: false,
    needsNote: true,
  },
  refuse: {
    words: { en: 'Refuse', fr: 'Refuser' },
    kinds: both,
    from: ['received', 'in_work', 'paused'],
    to: 'refused',
    needsReasonCode: false,
    needsNote: true,
  },
  disagree: {
    words: { en: 'Attach the statement of disagreement', fr: 'Joindre la déclaration de désaccord' },
    kinds: ['correction'],
    from: ['refused'],
    to: null,
    needsReasonCode: false,
    needsNote: true,
  },
  withdraw: {
    words: { en: 'The asker withdraws it', fr: 'Le demandeur la retire' },
    kinds: both,
    from: open,
    to: 'withdrawn',
    needsReasonCode: false,
    needsNote: false,
  },
} as const satisfies Record<RequestMove, Move>;

/** Why a move is refused, in words for the button and the answer. */
export const moveRefusals = {
  wrong_kind: { en: 'This is done with another kind of request', fr: 'Cela se fait avec un autre genre de demande' },
  wrong_state: {
    en: 'The request’s state does not allow this; look at it again',
    fr: 'L’état de la demande ne le permet pas ; regardez-la de nouveau',
  },
  needs_right: {
    en: 'Only those who decide requests may do this',
    fr: 'Seules les personnes qui tranchent les demandes peuvent le faire',
  },
  not_custodian: {
    en: 'The organisation to which the request was given decides it',
    fr: 'L’établissement à qui la demande est confiée la tranche',
  },
  identity_unproven: {
    en: 'First record how the asker’s identity was proven',
    fr: 'Consignez d’abord comment l’identité du demandeur a été prouvée',
  },
  needs_reason: { en: 'Choose a reason', fr: 'Choisissez une raison' },
  needs_note: {
    en: 'Say why, in words that the asker can read',
    fr: 'Dites pourquoi, en mots que le demandeur peut lire',
  },
  too_many_days: { en: 'The law allows no such extension', fr: 'La loi ne permet pas une telle prolongation' },
  day_out_of_order: {
    en: 'Choose a day between the last step and today',
    fr: 'Choisissez un jour entre la dernière étape et aujourd’hui',
  },
  already_said: {
    en: 'A statement of disagreement is attached already',
    fr: 'Une déclaration de désaccord est déjà jointe',
  },
} as const satisfies Record<string, Words>;
export type MoveRefusal = keyof typeof moveRefusals;

export type MoveVerdict = { may: true; to: RequestState } | { may: false; because: MoveRefusal };

export type Judged = {
  kind: RequestKind;
  state: RequestState;
  isIdentityProven: boolean;
  hasDisagreement: boolean;
};
export type By = { permissions: ReadonlySet<string>; isCustodian: boolean };

/** Whether somebody may make a move now; what they have not typed yet is judged by {@link judgeMove}. */
export function judgeMovable(request: Judged, move: RequestMove, by: By): MoveVerdict {
  const rule: Move = moves[move];
  if (!rule.kinds.includes(request.kind)) return { may: false, because: 'wrong_kind' };
  if (!by.permissions.has('privacy.decide')) return { may: false, because: 'needs_right' };
  if (!rule.from.includes(request.state)) return { may: false, because: 'wrong_state' };
  if (!by.isCustodian && move !== 'withdraw') return { may: false, because: 'not_custodian' };
  if (move === 'disagree' && request.hasDisagreement) return { may: false, because: 'already_said' };
  const needsProof = move === 'prepare' || move === 'deliver' || move === 'accept';
  if (needsProof && !request.isIdentityProven) return { may: false, because: 'identity_unproven' };
  return { may: true, to: rule.to ?? stateAfter(request, move) };
}

/** After a pause a request stands where the proof of identity leads; other moves leave the state. */
function stateAfter({ state, isIdentityProven }: Judged, move: RequestMove): RequestState {
  if (move !== 'resume') return state;
  return isIdentityProven ? 'in_work' : 'received';
}

export type MoveInput = {
  move: RequestMove;
  on: PlainDate;
  reasonCode: string | null;
  note: string | null;
  /** Days of an extension. */
  days: number | null;
};
export type Limits = { today: PlainDate; notBefore: PlainDate; extensionDaysLeft: number };

/** Whether a move as filled in may be made. */
export function judgeMove(request: Judged, input: MoveInput, { by, limits }: { by: By; limits: Limits }): MoveVerdict {
  const verdict = judgeMovable(request, input.move, by);
  if (!verdict.may) return verdict;
  const rule: Move = moves[input.move];
  if (rule.needsReasonCode && !input.reasonCode) return { may: false, because: 'needs_reason' };
  if (rule.needsNote && !input.note) return { may: false, because: 'needs_note' };
  if (input.on < limits.notBefore || input.on > limits.today) return { may: false, because: 'day_out_of_order' };
  const isTooLong =
    input.move === 'extend' && (input.days === null || input.days < 1 || input.days > limits.extensionDaysLeft);
  return isTooLong ? { may: false, because: 'too_many_days' } : verdict;
}
