import { countingIn } from '../plural.ts';

const count = countingIn('en');

export const alarms = {
  title: 'Alarms',
  answer: (open: number, unseen: number) =>
    open === 0
      ? 'Nothing waits for somebody to look.'
      : `${count(open, { one: '# alarm is open', other: '# alarms are open' })}, ${count(unseen, { one: '# of them unseen', other: '# of them unseen', zero: 'all of them seen' })}.`,
  filters: 'What is shown',
  view: 'Show',
  views: { open: 'Open', settled: 'Settled' },
  severity: 'Severity',
  everySeverity: 'Every severity',
  severities: { notice: 'Notice', serious: 'Serious', critical: 'Critical' },
  list: 'Alarms',
  what: 'What happened',
  whose: 'Who must look',
  raised: 'Raised',
  seen: 'Seen',
  seenBy: (who: string, when: string) => `${who}, ${when}`,
  unseen: 'Not yet',
  outcome: 'Outcome',
  settledBy: (who: string, when: string) => `Settled by ${who}, ${when}`,
  student: 'Student',
  openStudent: 'Open the record',
  settle: 'Settle this alarm',
  settleDone: 'The alarm is settled.',
  aboutYou: 'This alarm is about your own account: somebody else must settle it.',
  mayNot: 'Your role reads alarms. Coordinators and records officers settle them.',
  verdict: 'What was it?',
  verdicts: {
    false_alarm: 'False alarm',
    explained: 'Allowed, and explained',
    mistake: 'Not allowed, not meant',
    misuse: 'Misuse, passed on',
  },
  found: 'What was found',
  foundHint: 'Whom you asked, what they said, what was done. It stays with the alarm.',
  foundNeeded: 'Write what was found, in three letters at least.',
  empty: 'No alarm is open',
  emptyWhy: 'Spent budgets, decoys that were met, broken glass and locked accounts come here by themselves.',
  emptyNext: 'See settled alarms',
  emptySettled: 'No alarm was settled yet',
  emptySettledWhy: 'What was settled stays here with who settled it and what was found.',
  emptySettledNext: 'See open alarms',
};
