import { countingIn } from '../plural.ts';

const count = countingIn('en');

/** How many different people somebody may read in an hour and in a day. */
export const budgets = {
  title: 'Read budgets',
  answer: (readers: number, stopped: number) =>
    `${count(readers, { one: '# account or client read somebody today', other: '# accounts and clients read somebody today', zero: 'Nobody read anybody today' })} · ${count(stopped, { one: '# is stopped', other: '# are stopped', zero: 'none is stopped' })}`,
  own: {
    title: 'My read budget',
    meaning: 'How many different students you open or list. Whom you have read already costs nothing more.',
    hour: 'In this hour',
    day: 'Today',
    people: (n: string, first: string) => `${n} of ${first} different people`,
    endsAt: (time: string) => `counted anew at ${time}`,
    above: (first: string, second: string) =>
      `Above ${first} you prove again who you are; at ${second} reading stops until the count begins anew, and an alarm tells your authority or the ministry.`,
    exception: (until: string) => `A larger budget was granted to you until ${until}.`,
    ask: 'Do you need more? Your authority’s coordinator or the ministry can grant it for a time.',
  },
  readers: 'Who read most today',
  kinds: { account: 'Person', client: 'Machine client' },
  who: 'Who',
  kind: 'Kind',
  organisation: 'Organisation',
  hourPeople: 'People this hour',
  dayPeople: 'People today',
  state: 'State',
  states: { free: 'Within the budget', asked: 'First limit met', stopped: 'Stopped' },
  noReaders: 'Nobody within reach read anybody today',
  noReadersWhy: 'Each account and each machine client that reads a student is counted here.',
  exceptions: 'Larger budgets',
  noExceptions: 'No larger budget was granted in the last month.',
  exception: (hour: string, day: string, until: string) => `${hour} an hour, ${day} a day, until ${until}`,
  grantedBy: (who: string, when: string) => `granted by ${who}, ${when}`,
  endedBy: (who: string, when: string) => `Ended by ${who}, ${when}`,
  over: 'Over',
  running: 'Runs',
  end: 'End now',
  ended: 'The larger budget is ended.',
  grant: 'Grant a larger budget',
  grantMeans:
    'The person may read so many different students freely until it ends. It is on record with your name and the reason.',
  hour: 'Different people an hour',
  day: 'Different people a day',
  until: 'Until',
  untilHint: 'As 2026-12-01; it ends with that day',
  reason: 'Why',
  reasonHint: 'At least ten letters; it stays on record.',
  granted: (who: string) => `${who} has a larger budget.`,
  limits: 'What each role may read',
  limitsWhere:
    'These numbers are data of the jurisdiction: parameter access.read_budgets in its parameters/read-budgets.json, each with its years and source. They change with the data, not here.',
  perHour: (n: string) => `In an hour: ${n}`,
  perDay: (n: string) => `In a day: ${n}`,
  pair: (first: string, second: string) => (first === second ? first : `${first}, then ${second} after proof`),
};
