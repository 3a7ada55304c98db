import type { Words } from '#kernel/words.ts';
import {
  type FindingMove,
  type FindingSeverity,
  type FindingState,
  judgeMovable,
  moveRefusals,
} from '#modules/validation/rules/states.ts';

export type MovePreview<Item> = { movable: Item[]; refused: { because: Words; count: number }[] };

/** What a move would do to some findings, by the rule by which the server judges: which would be moved, how many not, and why. */
export function previewMove<Item extends { state: FindingState; severity: FindingSeverity }>(
  findings: readonly Item[],
  move: FindingMove,
  permissions: ReadonlySet<string>,
): MovePreview<Item> {
  const movable: Item[] = [];
  const refused = new Map<keyof typeof moveRefusals, number>();
  for (const finding of findings) {
    const verdict = judgeMovable(finding, move, permissions);
    if (verdict.may) movable.push(finding);
    else refused.set(verdict.because, (refused.get(verdict.because) ?? 0) + 1);
  }
  return {
    movable,
    refused: [...refused].map(([because, count]) => ({ because: moveRefusals[because], count })),
  };
}
