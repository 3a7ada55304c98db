import { countingIn } from '../plural.ts';

const count = countingIn('en');

/** Why one sees a student, and the look from outside. */
export const sight = {
  title: 'Why do I see this student?',
  ends: {
    always: () => '.',
    until: (day: string) => `, until ${day}.`,
    open: () => '; no end is known.',
    minimum_until: (day: string) =>
      `. You see the minimum (names, birth date, number, your own enrolment) until ${day}, unless the move is settled earlier.`,
    minimum_open: () =>
      '. You see the minimum (names, birth date, number, your own enrolment) until the move is settled.',
  },
  minimum: 'You see the minimum: names, birth date, number and your own enrolment.',
  toMoves: 'See the move',
  looks: (n: number) => count(n, { one: '# look from outside', other: '# looks from outside' }),
  look: (who: string, school: string, when: string) => `${who}, ${school}, ${when}:`,
  outside: 'Look from outside',
  outsideAsk: 'Is the family in front of you, and the student another school’s?',
  outsideWhy: 'You may look from outside: the minimum, for a short time, for a reason that the student sees.',
  outsideTitle: (number: string) => `Look at ${number} from outside`,
  opens: 'What you see',
  opensWhat: 'Names, birth date and number: enough to know that you have the right student',
  untilWhen: 'Until when',
  untilDay: (day: string) => `The end of ${day}; after that you ask again, or enrol the student`,
  whoKnows: 'Who knows',
  whoKnowsWhat: 'The student and the student’s school read that you looked, for which organisation and why',
  birthHint: 'As the family tells it, such as 2015-03-09. A number alone opens nothing.',
  reason: 'Why you look',
  reasonHint: 'The student sees it.',
  reasonNeeded: 'Say why, in ten letters at least.',
};
