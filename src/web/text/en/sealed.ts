import { countingIn } from '../plural.ts';

const count = countingIn('en');
const minutes = (n: number) => count(n, { one: '# minute', other: '# minutes' });
const hours = (n: number) => count(n, { one: '# hour', other: '# hours' });

/** The sealed register: openings, their answers, broken glass and its review. */
export const sealed = {
  title: 'The sealed register',
  openUntil: (time: string) => `It is open to you until ${time}.`,
  asked: (until: string) => `You have asked. Another person must let you in by ${until}.`,
  closed: 'It is closed to you.',
  waiting: (n: number) =>
    count(n, {
      zero: 'Nothing waits for your answer.',
      one: '# waits for your answer.',
      other: '# wait for your answer.',
    }),
  what: 'What it holds',
  whatText:
    'Students protected by a court, the police or a caution. In ordinary work nobody sees them: no search finds them, no count holds them. While the register is open to you they appear like any student, marked “Restricted”.',
  how: (open: string, second: boolean, wait: number) =>
    second
      ? `An opening lasts ${open}, once another person has let you in. It ends by itself. A request that nobody answers within ${hours(wait)} lapses.`
      : `An opening lasts ${open} and begins at once. It ends by itself.`,
  howLong: minutes,
  recorded: 'Each record you open is noted with your name; whoever answers for the student can read it.',
  ask: 'Ask to open it',
  askTitle: 'Ask to open the sealed register',
  glass: 'Break the glass',
  glassTitle: 'Break the glass',
  glassWhen: 'For an emergency in which nobody can be reached to let you in.',
  glassFollows: 'What follows',
  glassSteps: (open: string, days: number) => [
    `The register opens at once, for ${open}, without a second person.`,
    'A critical alarm is raised at the ministry with your name and your reason.',
    `Another person reviews it within ${count(days, { one: '# day', other: '# days' })} and says whether it was justified. It stays on record either way.`,
  ],
  glassNotNeeded: 'Here the register opens without a second person: ask, and leave the glass whole.',
  standing: 'You have asked already, or the register is open to you.',
  reason: 'Reason',
  reasonHint: 'Who needs what, and why now. It is kept, and read by whoever answers or reviews.',
  tooShort: 'Write ten letters at least.',
  opened: 'The register is open to you.',
  askedNow: 'Asked. The page tells you when somebody has answered.',
  find: 'Find a student',
  mine: 'Your opening',
  forYou: 'For you to answer',
  list: 'Openings so far',
  more: 'Show earlier openings',
  none: 'Nobody has asked yet',
  noneWhy: 'Openings and their reasons stay listed here.',
  isGlass: 'Broken glass',
  you: 'you',
  states: {
    asked: 'Asked',
    lapsed: 'Lapsed',
    open: 'Open',
    refused: 'Refused',
    over: 'Over',
    ended: 'Ended early',
  },
  spans: {
    asked: (when: string, length: string) => `asked ${when}, for ${length}`,
    waits: (until: string) => `waits until ${until}`,
    lapsed: (when: string, until: string) => `asked ${when}, nobody answered by ${until}`,
    opened: (from: string, to: string) => `open ${from} – ${to}`,
    refused: (when: string) => `asked ${when}, not opened`,
  },
  decidedBy: (who: string) => `answered by ${who}`,
  endedBy: (who: string) => `ended by ${who}`,
  end: 'End it',
  takeBack: 'Take it back',
  ended: 'The sealed register is closed. Protected students are out of sight again.',
  takenBack: 'Taken back.',
  endedOther: (name: string) => `Ended. ${name} sees no protected student any more.`,
  decide: 'Answer',
  decideTitle: (name: string) => `Let ${name} in?`,
  decideMeans: (name: string, length: string) =>
    `${name} will see every protected student for ${length} from your answer on.`,
  note: 'Note',
  noteHint: 'If you like: what you checked. Ten letters at least.',
  letIn: 'Let in',
  refuse: 'Refuse',
  letInDone: (name: string) => `${name} is let in.`,
  refused: (name: string) => `${name} is refused.`,
  review: 'Review',
  reviewTitle: (name: string) => `Was it justified that ${name} broke the glass?`,
  reviewBy: (when: string) => `to be reviewed by ${when}`,
  overdue: (when: string) => `review overdue since ${when}`,
  outcome: 'What do you find?',
  outcomes: { justified: 'Justified', not_justified: 'Not justified' },
  found: 'What you found',
  foundHint: 'Whom you asked, what was read, what follows. It stays with the opening.',
  keepReview: 'Keep the review',
  reviewed: 'The review is kept.',
  reviewedBy: (who: string, when: string) => `reviewed by ${who}, ${when}`,
  band: {
    open: (time: string) => `The sealed register is open to you until ${time}. Each look is recorded.`,
    glass: (time: string) =>
      `You broke the glass: the sealed register is open to you until ${time}. Another person reviews it.`,
    left: (n: number) => count(n, { one: '# minute left.', other: '# minutes left.' }),
    end: 'End it now',
    more: 'See the opening',
  },
};
