import type { PlainDate } from '#kernel/dates.ts';
import type { Severity } from '#kernel/rule.ts';
import type { Words } from '#kernel/words.ts';

export const findingStates = ['open', 'in_progress', 'acknowledged', 'overridden', 'cleared'] as const;
export type FindingState = (typeof findingStates)[number];

export const findingMoves = ['start', 'acknowledge', 'override', 'reopen', 'assign', 'snooze', 'note'] as const;
export type FindingMove = (typeof findingMoves)[number];

/** Rejections never become findings: they stop the item before it is written. */
export type FindingSeverity = Exclude<Severity, 'rejection'>;

export const stateWords = {
  open: { en: 'Open', fr: 'À traiter' },
  in_progress: { en: 'In progress', fr: 'En cours' },
  acknowledged: { en: 'Acknowledged', fr: 'Pris en compte' },
  overridden: { en: 'Overridden', fr: 'Levé par le ministère' },
  cleared: { en: 'Cleared', fr: 'Réglé' },
} as const satisfies Record<FindingState, Words>;

type Move = {
  words: Words;
  /** States from which it leads on; null = the state stays, whatever live state it is. */
  from: readonly FindingState[] | null;
  to: FindingState | null;
  severity: FindingSeverity | null;
  needsNote: boolean;
  permission: 'finding.acknowledge' | 'finding.override';
};

/**
 * The legal moves, for the server and the screens alike. Advice may be acknowledged by its owner; a warning is mended,
 * or overridden by the ministry. Source: pasi-student-enrolment 5.2.
 */
export const moves = {
  start: {
    words: { en: 'Start work', fr: 'Commencer' },
    from: ['open'],
    to: 'in_progress',
    severity: null,
    needsNote: false,
    permission: 'finding.acknowledge',
  },
  acknowledge: {
    words: { en: 'Acknowledge', fr: 'Prendre en compte' },
    from: ['open', 'in_progress'],
    to: 'acknowledged',
    severity: 'advice',
    needsNote: true,
    permission: 'finding.acknowledge',
  },
  override: {
    words: { en: 'Override', fr: 'Passer outre' },
    from: ['open', 'in_progress'],
    to: 'overridden',
    severity: 'warning',
    needsNote: true,
    permission: 'finding.override',
  },
  reopen: {
    words: { en: 'Reopen', fr: 'Rouvrir' },
    from: ['in_progress', 'acknowledged', 'overridden'],
    to: 'open',
    severity: null,
    needsNote: false,
    permission: 'finding.acknowledge',
  },
  assign: {
    words: { en: 'Assign', fr: 'Attribuer' },
    from: null,
    to: null,
    severity: null,
    needsNote: false,
    permission: 'finding.acknowledge',
  },
  snooze: {
    words: { en: 'Snooze', fr: 'Reporter' },
    from: ['open', 'in_progress'],
    to: null,
    severity: null,
    needsNote: false,
    permission: 'finding.acknowledge',
  },
  note: {
    words: { en: 'Add a note', fr: 'Ajouter une note' },
    from: null,
    to: null,
    severity: null,
    needsNote: true,
    permission: 'finding.acknowledge',
  },
} as const satisfies Record<FindingMove, Move>;

/** Why a move is refused, in words for the button and the answer. */
export const moveRefusals = {
  cleared: {
    en: 'This finding is cleared: its rule passes now, and nothing is left to do',
    fr: 'Ce constat est réglé : la règle est maintenant respectée, il n’y a plus rien à faire',
  },
  wrong_state: {
    en: 'The finding’s state does not allow this; look at it again',
    fr: 'L’état du constat ne le permet pas ; regardez-le de nouveau',
  },
  only_advice: {
    en: 'A warning cannot be acknowledged: mend the record, or ask the ministry to override it',
    fr: 'Un avertissement ne peut pas être pris en compte : corrigez le dossier, ou demandez au ministère de passer outre',
  },
  only_warning: {
    en: 'Advice is not overridden: acknowledge it with a note',
    fr: 'On ne passe pas outre à un conseil : prenez-le en compte avec une note',
  },
  needs_right: {
    en: 'Only the ministry’s records staff may do this',
    fr: 'Seul le personnel des dossiers du ministère peut le faire',
  },
  needs_note: {
    en: 'Say why in a note',
    fr: 'Dites pourquoi dans une note',
  },
  needs_later_day: {
    en: 'Choose a day after today, at most a year ahead',
    fr: 'Choisissez un jour après aujourd’hui, d’au plus un an',
  },
  no_assignee: {
    en: 'This person cannot work on the finding: choose somebody whose organisation it concerns',
    fr: 'Cette personne ne peut pas traiter le constat : choisissez quelqu’un de l’établissement concerné',
  },
} as const satisfies Record<string, Words>;
export type MoveRefusal = keyof typeof moveRefusals;

export type MoveVerdict = { may: true; to: FindingState } | { may: false; because: MoveRefusal };

/** Whether somebody may make a move on a finding now. What they have not typed yet (note, day) is judged by {@link judgeMove}. */
export function judgeMovable(
  finding: { state: FindingState; severity: FindingSeverity },
  move: FindingMove,
  permissions: ReadonlySet<string>,
): MoveVerdict {
  const rule: Move = moves[move];
  if (finding.state === 'cleared') return { may: false, because: 'cleared' };
  if (rule.severity && rule.severity !== finding.severity) {
    return { may: false, because: rule.severity === 'advice' ? 'only_advice' : 'only_warning' };
  }
  const undoesOverride = move === 'reopen' && finding.state === 'overridden';
  if (!permissions.has(undoesOverride ? 'finding.override' : rule.permission))
    return { may: false, because: 'needs_right' };
  if (rule.from && !rule.from.includes(finding.state)) return { may: false, because: 'wrong_state' };
  return { may: true, to: rule.to ?? finding.state };
}

export type MoveInput = { move: FindingMove; note: string | null; until: PlainDate | null };

/** Whether a move as filled in may be made: {@link judgeMovable}, the note where one is needed, the day of a snooze. */
export function judgeMove(
  finding: { state: FindingState; severity: FindingSeverity },
  input: MoveInput,
  by: { permissions: ReadonlySet<string>; today: PlainDate; latest: PlainDate },
): MoveVerdict {
  const verdict = judgeMovable(finding, input.move, by.permissions);
  if (!verdict.may) return verdict;
  if (moves[input.move].needsNote && !input.note) return { may: false, because: 'needs_note' };
  const isDayWrong =
    input.move === 'snooze' && input.until !== null && (input.until <= by.today || input.until > by.latest);
  return isDayWrong ? { may: false, because: 'needs_later_day' } : verdict;
}
