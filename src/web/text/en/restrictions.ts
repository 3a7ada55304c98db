import { countingIn } from '../plural.ts';

const count = countingIn('en');

/** Disclosure restrictions of a student, and the protected students while the sealed register is open. */
export const restrictions = {
  title: 'Restrictions',
  none: 'No restriction',
  sealed: 'Shown and recorded while the sealed register is open to you:',
  states: { inForce: 'In force', coming: 'Not yet in force', ended: 'Ended' },
  add: 'Add a restriction',
  addTitle: 'Add a restriction',
  kind: 'Kind',
  chooseKind: 'Choose the kind',
  from: 'From',
  lastDay: 'Last day',
  lastDayHint: 'Empty: until somebody ends it',
  details: 'Details',
  detailsHint: 'The order and its number, who may be told; seen only with the sealed register open',
  reason: 'Reason',
  reasonHint: 'What you saw and from whom. It stays with the act.',
  needKind: 'Choose the kind of restriction.',
  needDay: 'Write a day of the calendar, as 2026-12-01.',
  needOrder: 'The last day must come after the first, and not lie in the past.',
  needReason: 'Write a reason of ten letters at least.',
  effect: {
    hidesNow:
      'As soon as it is kept, this student exists only for whoever has the sealed register open: not for the school, not in counts, not in exports.',
    hidesFrom: (day: string) =>
      `From ${day} on, this student exists only for whoever has the sealed register open: not for the school, not in counts, not in exports.`,
    hidesNobody: 'It hides the student from nobody. That it stands is known only with the sealed register open.',
    ends: 'Where no other restriction protects the student, the school and the authority see the record again from then on. The restriction stays listed as ended.',
  },
  added: 'The restriction is kept.',
  end: 'End it',
  endTitle: (kind: string) => `End: ${kind}`,
  when: 'When does it end?',
  whens: { now: 'Now', later: 'After a last day' },
  ended: 'The end is kept.',
  list: 'Protected students',
  listNone: 'Nobody is protected today.',
  listCount: (n: number, more: boolean) =>
    more ? `The first ${count(n, { one: '#', other: '#' })}` : count(n, { one: '# student', other: '# students' }),
  more: 'Show more',
  since: (day: string) => `since ${day}`,
  until: (day: string) => `until ${day}`,
};
