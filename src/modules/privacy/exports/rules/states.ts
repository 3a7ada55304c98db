import type { Words } from '#kernel/words.ts';

export const exportStates = [
  'asked',
  'approved_once',
  'approved',
  'paused',
  'made',
  'fetched',
  'expired',
  'refused',
  'withdrawn',
] as const;
export type ExportState = (typeof exportStates)[number];

/** Where an export may go from where it stands; the database has the same table (privacy.export_move) and refuses every other move. */
export const exportMoves = {
  asked: ['approved_once', 'refused', 'withdrawn', 'expired'],
  approved_once: ['approved', 'refused', 'withdrawn', 'expired'],
  approved: ['made', 'paused', 'refused', 'withdrawn', 'expired'],
  paused: ['approved', 'refused', 'withdrawn', 'expired'],
  made: ['fetched', 'withdrawn', 'expired'],
  fetched: ['expired'],
  expired: [],
  refused: [],
  withdrawn: [],
} as const satisfies Record<ExportState, readonly ExportState[]>;

export function mayMove(from: ExportState, to: ExportState): boolean {
  return (exportMoves[from] as readonly ExportState[]).includes(to);
}

export const stateWords = {
  asked: { en: 'Waits for two approvals', fr: 'Attend deux approbations' },
  approved_once: { en: 'Waits for the second approval', fr: 'Attend la deuxième approbation' },
  approved: { en: 'Approved, being made', fr: 'Approuvée, en préparation' },
  paused: { en: 'Paused: the sealed register was closed', fr: 'Suspendue : le registre scellé était fermé' },
  made: { en: 'Ready to fetch', fr: 'Prête à être récupérée' },
  fetched: { en: 'Fetched', fr: 'Récupérée' },
  expired: { en: 'Expired', fr: 'Expirée' },
  refused: { en: 'Refused', fr: 'Refusée' },
  withdrawn: { en: 'Withdrawn', fr: 'Retirée' },
} as const satisfies Record<ExportState, Words>;

/** Why an export ended without leaving. */
export const endReasons = {
  by_approver: { en: 'An approver refused it', fr: 'Une personne chargée d’approuver l’a refusée' },
  by_asker: { en: 'Whoever asked for it withdrew it', fr: 'La personne qui l’a demandée l’a retirée' },
  time: { en: 'Its time ran out', fr: 'Son délai est écoulé' },
  too_many_rows: {
    en: 'It holds more rows than its limit: nothing was made',
    fr: 'Elle compte plus de lignes que sa limite : rien n’a été préparé',
  },
  nobody: {
    en: 'Nobody is in its scope: nothing was made',
    fr: 'Sa portée ne contient personne : rien n’a été préparé',
  },
  asker_gone: {
    en: 'Whoever asked for it does not work for this organisation any more: nothing was made',
    fr: 'La personne qui l’a demandée ne travaille plus pour cet établissement : rien n’a été préparé',
  },
  reach_lost: {
    en: 'Whoever asked for it may no longer see what it holds: nothing was made',
    fr: 'La personne qui l’a demandée ne peut plus voir ce qu’elle contient : rien n’a été préparé',
  },
} as const satisfies Record<string, Words>;
export type EndReason = keyof typeof endReasons;
