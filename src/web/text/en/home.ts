import { countingIn } from '../plural.ts';

const count = countingIn('en');

export const home = {
  greeting: (name: string) => `Good day, ${name}`,
  answer: (warnings: number, advice: number, matches: number) =>
    [
      count(warnings, { one: '# warning to mend', other: '# warnings to mend', zero: 'No warning to mend' }),
      count(advice, {
        one: '# piece of advice to confirm',
        other: '# pieces of advice to confirm',
        zero: 'no advice to confirm',
      }),
      ...(matches > 0 ? [count(matches, { one: '# student to decide', other: '# students to decide' })] : []),
    ].join(' · '),
  nothing: 'Nothing waits for you',
  nothingWhy: 'Every record within your reach passes its rules today.',
  findings: 'To mend first',
  allFindings: 'All work items',
  rules: 'Most frequent',
  ruleCount: (n: number) => count(n, { one: '# finding', other: '# findings' }),
  mine: 'Given to you',
  mineCount: (n: number) => count(n, { one: '# item', other: '# items', zero: 'Nothing yet' }),
  submissions: 'Lately submitted',
  noSubmissions: 'Nothing was submitted yet',
  allSubmissions: 'All submissions',
  submitNext: 'Submit a file',
  needsHand: (n: number) => count(n, { one: '# row to mend', other: '# rows to mend', zero: 'nothing to mend' }),
  withPerson: (n: number) => count(n, { one: '# with a person', other: '# with a person' }),
  matches: 'Students to decide',
  allMatches: 'All of them',
  noMatches: 'No submitted student waits for a decision',
  moves: 'Moves between schools',
  allMoves: 'All moves',
  movesWait: (n: number) => count(n, { one: '# waits for you', other: '# wait for you', zero: 'None waits for you' }),
  movesOf: (away: number, coming: number) =>
    `${count(away, { one: '# student leaving', other: '# students leaving' })} · ${count(coming, { one: '# coming', other: '# coming' })}`,
  movesLive: (live: number, contested: number) =>
    `${count(live, { one: '# under way', other: '# under way' })} · ${count(contested, { one: '# claimed by two schools', other: '# claimed by two schools' })}`,
  students: 'Students this year',
  studentsOf: (n: number) => count(n, { one: '# student', other: '# students' }),
  activeOf: (n: number) => count(n, { one: '# enrolled today', other: '# enrolled today' }),
  inSchools: (n: number) => count(n, { one: 'in # school', other: 'in # schools' }),
  next: 'Next steps',
  find: 'Find a student',
};
