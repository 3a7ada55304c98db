/** What the joining looks at; times in milliseconds. */
export type Joinable = { readId: number; at: number; readerId: number; purpose: string; door: string; groups: number };

export type JoinedLook<Row extends Joinable> = {
  latest: Row;
  from: number;
  until: number;
  doors: string[];
  groups: number;
  reads: number;
};

/**
 * Joins reads to looks: one page of the program asks several times within a second, and a person who works on a record comes back to it. Reads
 * of one reader for one purpose belong together while no pause between them is longer than so many minutes. The latest look first.
 */
export function joinLooks<Row extends Joinable>(rows: readonly Row[], pauseMinutes: number): JoinedLook<Row>[] {
  const open = new Map<string, JoinedLook<Row>>();
  const looks: JoinedLook<Row>[] = [];
  for (const row of rows) {
    const key = `${row.readerId} ${row.purpose}`;
    const look = open.get(key);
    if (look && look.from - row.at <= pauseMinutes * 60_000) {
      look.from = row.at;
      look.groups |= row.groups;
      look.reads += 1;
      if (!look.doors.includes(row.door)) look.doors.push(row.door);
      continue;
    }
    const begun = { latest: row, from: row.at, until: row.at, doors: [row.door], groups: row.groups, reads: 1 };
    open.set(key, begun);
    looks.push(begun);
  }
  return looks;
}
