import type { Words } from '#kernel/words.ts';

/** The parts of what is held about a person, in the order in which a person reads them. */
export const holdingGroups = [
  'identity',
  'contacts',
  'enrolments',
  'support',
  'associations',
  'restrictions',
  'findings',
  'matching',
  'submissions',
  'consent',
  'requests',
  'exports',
  'alarms',
  'looks',
  'history',
] as const;
export type HoldingGroup = (typeof holdingGroups)[number];

/**
 * What becomes of a column when a person asks for everything: shown under words (with the code table that explains its values),
 * withheld with the reason, or technical (a key, a version: in the data, not on the page).
 */
export type HeldColumn = (Words & { code?: string; isSoft?: true }) | { withheld: Words } | { technical: true };

export type HeldRow = Record<string, unknown>;

/** What a row may give away besides itself, so that it is withheld from those from whom the person is protected. */
export type Reveals = 'whereabouts' | 'protection';

/**
 * One table that holds rows about people, as its module declares it. The same declaration makes the package of an access-to-information
 * request, finds what is due for disposal and disposes of it; a test over the catalogue fails for a table or a column without one.
 */
export type Holding = {
  /** schema.table. */
  table: string;
  group: HoldingGroup;
  title: Words;
  /** The kind of record by which the jurisdiction's retention schedule speaks of it. */
  recordKind: string;
  /** Every column of the table (or of `rows`). */
  columns: Readonly<Record<string, HeldColumn>>;
  /** Columns that hold the number of the person; `student_number` where nothing is said. */
  numbers?: readonly string[];
  /** A select that shows more than the table itself, with the same number columns. */
  rows?: string;
  /** Column by which rows are ordered, and from whose day records with a term of their own are kept. */
  dated?: string;
  reveals?: Reveals;
  /** Takes other people out of a row; `own` are the numbers of the person. */
  redact?: (row: HeldRow, own: ReadonlySet<string>) => HeldRow;
  /** How rows go when their term is over. `clear` empties columns and leaves the row to be counted. `keep` says why the row stays. */
  onDisposal: 'delete' | { clear: Readonly<Record<string, string>> } | { keep: Words };
  /** An update of rows without a number that belong to these (`{numbers}` stands for them); it runs before they go. */
  beforeDisposal?: string;
  /** A column that names a stored file, which goes with the row. */
  file?: string;
  /** True where the key of a row is itself something to forget (a school's own id of the student). */
  isKeyPersonal?: true;
};

/** For columns that say nothing to a person. */
export const technical: HeldColumn = { technical: true };

export function withheld(en: string, fr: string): HeldColumn {
  return { withheld: { en, fr } };
}

/** A number of the person stays; any other is another person's. */
export function redactNumbers(columns: readonly string[]): NonNullable<Holding['redact']> {
  return (row, own) => {
    const redacted = { ...row };
    for (const column of columns) {
      const value = row[column];
      if (typeof value === 'string' && !own.has(value)) redacted[column] = otherPerson;
    }
    return redacted;
  };
}

/** What stands in place of another person. */
export const otherPerson = '— another person / une autre personne —';
