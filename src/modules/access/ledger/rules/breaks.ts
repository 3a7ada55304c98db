import type { Words } from '#kernel/words.ts';

/** Every way in which the ledger may fail to add up, with what it means. Places in braces are filled from where it was found. */
export const breakKinds = {
  row_changed: {
    en: 'A row was changed or replaced: row {place} of run {ordinal} in {month} ({row})',
    fr: 'Une ligne a été modifiée ou remplacée : ligne {place} du lot {ordinal} de {month} ({row})',
  },
  row_missing: {
    en: 'A row is missing: row {place} of run {ordinal} in {month} (before {row})',
    fr: 'Une ligne manque : ligne {place} du lot {ordinal} de {month} (avant {row})',
  },
  row_added: {
    en: 'A row was put in afterwards: row {place} of run {ordinal} in {month} ({row})',
    fr: 'Une ligne a été ajoutée après coup : ligne {place} du lot {ordinal} de {month} ({row})',
  },
  seal_missing: {
    en: 'A run of the chain is missing: number {ordinal} in {month}',
    fr: 'Un lot de la chaîne manque : numéro {ordinal} de {month}',
  },
  seal_changed: {
    en: 'The rows are as they were, but the seal over them was changed: run {ordinal} in {month}',
    fr: 'Les lignes sont intactes, mais le sceau qui les couvre a été modifié : lot {ordinal} de {month}',
  },
  tail_cut: {
    en: 'The end of {month} was cut off: a signed head knows more rows than there are',
    fr: 'La fin de {month} a été coupée : un en-tête signé connaît plus de lignes qu’il n’y en a',
  },
  chain_rewritten: {
    en: 'The chain of {month} was written anew: a signed head knows another hash for run {ordinal}',
    fr: 'La chaîne de {month} a été réécrite : un en-tête signé connaît une autre empreinte pour le lot {ordinal}',
  },
  head_missing: {
    en: 'The signed head {ordinal} is missing',
    fr: 'L’en-tête signé {ordinal} manque',
  },
  head_changed: {
    en: 'The signed head {ordinal} is not the one that was signed, or stands in another’s place',
    fr: 'L’en-tête signé {ordinal} n’est pas celui qui a été signé, ou occupe la place d’un autre',
  },
  head_unknown_key: {
    en: 'The head {ordinal} was signed with a key that this data folder does not know',
    fr: 'L’en-tête {ordinal} a été signé avec une clé que ce dossier de données ne connaît pas',
  },
} as const satisfies Record<string, Words>;
export type BreakKind = keyof typeof breakKinds;

/** Where the ledger does not add up. `month` is null for what concerns a head alone. */
export type Break = {
  kind: BreakKind;
  month: string | null;
  ordinal: number;
  /** Place of the row in its run, from 1; null where it is not about a row. */
  place: number | null;
  /** The row that stands there, as transaction/number; null when none does. */
  row: string | null;
};
