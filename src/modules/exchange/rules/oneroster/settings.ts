import type { PlainDate, SchoolYear } from '#kernel/dates.ts';

/** The school year of a file: from its academic sessions, or the one that runs when it comes. `from` and `to` are null when no session says them. */
export type FileYear = { year: SchoolYear; from: PlainDate | null; to: PlainDate | null };

/** What OneRoster lacks; parameter `exchange.oneroster_defaults`. */
export type OneRosterDefaults = {
  gender: string;
  programmingType: string;
  programmingTimeframe: string;
  /** Of an end that lies before the planned one, and of the planned one. */
  exitTypeEarly: string;
  exitTypePlanned: string;
  /** Month and day from which an end date is the planned one, where no session says when the year ends. */
  yearEndsFrom: string;
};

/** The extension columns that are read: for each file the column of our layout by the name behind `metadata.` (parameter `exchange.oneroster_metadata`). */
export type OneRosterMetadata = { users: Readonly<Record<string, string>>; roles: Readonly<Record<string, string>> };

/** What rows of OneRoster are understood by: the jurisdiction's data, and what the file says of places and days. */
export type OneRosterSettings = {
  fileYear: FileYear;
  /** The code of the organisation that a sourcedId of orgs stands for; null when none of the register. */
  organisationOf(orgSourcedId: string): string | null;
  /** The code of the register for a code of OneRoster. */
  grades: ReadonlyMap<string, string>;
  sexes: ReadonlyMap<string, string>;
  defaults: OneRosterDefaults;
  metadata: OneRosterMetadata;
  /** The GUID of a thing of the sender: its sourcedId where that is one, else one made of it, always the same. */
  guidOf(kind: string, sourcedId: string): string;
};
