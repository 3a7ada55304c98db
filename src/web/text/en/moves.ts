import { countingIn } from '../plural.ts';

const count = countingIn('en');

/** A school enrolled a student whom another school still claims. */
export const moves = {
  title: 'Moves between schools',
  answerSchool: (waiting: number, coming: number) =>
    [
      count(waiting, {
        one: '# student waits for your answer',
        other: '# students wait for your answer',
        zero: 'No student waits for your answer',
      }),
      ...(coming > 0 ? [count(coming, { one: '# is on the way to you', other: '# are on the way to you' })] : []),
    ].join(' · '),
  answerMinistry: (contested: number, live: number) =>
    [
      count(contested, {
        one: 'Two schools claim # student',
        other: 'Two schools claim each of # students',
        zero: 'No student is claimed by two schools',
      }),
      count(live, { one: '# move is under way', other: '# moves are under way', zero: 'no move is under way' }),
    ].join(' · '),
  view: 'Moves',
  views: {
    away: 'Leaving us',
    coming: 'Coming to us',
    contested: 'Claimed by two',
    live: 'Under way',
    settled: 'Settled',
  },
  list: 'Moves between schools',
  student: 'Student',
  number: 'Number',
  from: 'From',
  to: 'To',
  state: 'State',
  opened: 'Enrolled on',
  until: 'Passes by itself',
  daysLeft: (days: number) => count(days, { one: '# day left', other: '# days left', zero: 'last day' }),
  untilNever: 'Not by itself',
  states: {
    open: 'Waits for an answer',
    contested: 'Claimed by two',
    confirmed: 'Confirmed',
    granted: 'Decided for the new school',
    denied: 'Decided for the old school',
    left: 'Old enrolment ended',
    withdrawn: 'New enrolment taken back',
    elapsed: 'Time passed',
  },
  empty: {
    away: 'No student is leaving you',
    coming: 'No student is on the way to you',
    contested: 'No student is claimed by two schools',
    live: 'No move is under way',
    settled: 'No move was settled yet',
  },
  emptyWhy: {
    away: 'When another school enrols a student who is still enrolled with you, you are asked here.',
    coming: 'When you enrol a student whom another school still claims, you see here what you wait for.',
    contested: 'When the old school says that a student has not moved, both claims meet here.',
    live: 'When a school enrols a student whom another still claims, the move stands here until it is settled.',
    settled: 'What was confirmed, decided or passed by itself stays here with what was said.',
  },
  emptyNext: 'See settled moves',
  emptySettledNext: 'See what is under way',
  question: (student: string) => `Where does ${student} go to school?`,
  aStudent: 'the student',
  openStudent: 'Open the record',
  answers: {
    open: (fresh: string, old: string, day: string) =>
      `${fresh} has enrolled the student; ${old} has not answered. Until ${day} ${fresh} sees the minimum, then everything.`,
    contested: (fresh: string, old: string) =>
      `Both ${old} and ${fresh} claim the student. ${fresh} sees the minimum until a guardian speaks, ${old} gives way, or the ministry decides.`,
    confirmed: (fresh: string) => `The move is confirmed: ${fresh} sees everything.`,
    granted: (fresh: string) => `The ministry decided for ${fresh}, which sees everything.`,
    denied: (fresh: string, old: string) =>
      `The ministry decided for ${old}. ${fresh} sees the minimum as long as the enrolment at ${old} lasts.`,
    left: (fresh: string, old: string) => `The enrolment at ${old} has ended: ${fresh} sees everything.`,
    withdrawn: (fresh: string) => `${fresh} took its enrolment back. Nothing is left to settle.`,
    elapsed: (fresh: string, old: string) => `${old} did not answer in time: ${fresh} sees everything.`,
  },
  sides: { old: 'Had the student before', new: 'Enrolled the student now' },
  statement: 'Claims the student',
  stated: (from: string, to: string | null) => (to ? `${from} to ${to}` : `since ${from}`),
  notStated: 'No enrolment any more',
  sees: 'Sees today',
  everything: 'Everything',
  minimum: 'The minimum: names, birth date, number and its own enrolment',
  notSeen: 'Grade and hours are shown to whoever sees the whole record.',
  enrolment: 'Enrolment',
  hours: 'Hours',
  percentage: 'Share of programme',
  asked: 'Who stated it',
  askedAt: (who: string, when: string) => `${who}, ${when}`,
  yours: 'What do you say?',
  decide: 'Decide',
  nothingToSay: 'You have nothing to say here',
  nothingWhy: {
    settled: 'The move is settled. What was said stays below.',
    other: 'The answer lies with the other school, a guardian or the ministry.',
    role: 'Your role reads moves. Registrars, coordinators and records officers answer them.',
  },
  say: {
    confirm: 'The student has moved',
    contest: 'The student is still ours',
    guardian: 'A guardian confirmed the move',
    answer: 'Answer the claim',
    grant: 'Decide for the new school',
    deny: 'Decide for the old school',
  },
  means: {
    confirm: (fresh: string) =>
      `${fresh} sees the whole record from now on. Your own enrolment stays as it is: give it its exit day. This cannot be taken back.`,
    contest: (fresh: string) =>
      `You claim the student too. ${fresh} sees the minimum until your enrolment ends, a guardian speaks, you give way, or the ministry decides.`,
    guardian: (fresh: string) =>
      `You record a guardian’s word. ${fresh} sees the whole record from now on. This cannot be taken back.`,
    answer: () =>
      'Your answer stands beside the other claim, for that school and the ministry to read. Nothing else changes.',
    grant: (fresh: string, old: string) =>
      `${fresh} sees the whole record from now on. The enrolment at ${old} stays until ${old} ends it. This cannot be taken back.`,
    deny: (fresh: string, old: string) =>
      `${fresh} sees the minimum as long as the enrolment at ${old} lasts, also if it states its own anew. You can still decide for ${fresh} later.`,
  },
  wouldSeeOf: (school: string) => `${school} sees`,
  unchanged: (what: string) => `${what}, as today`,
  words: 'Why',
  wordsOptional: 'Why (if you like)',
  wordsHint: 'Both schools and the ministry read it. It stays with the move.',
  guardianWords: 'What the guardian said',
  guardianHint: 'Who told you, when and how. Both schools and the ministry read it.',
  wordsNeeded: 'Say why, in your own words.',
  done: {
    confirm: 'The move is confirmed.',
    contest: 'Your claim is stated.',
    guardian: 'The guardian’s word is recorded.',
    answer: 'Your answer stands.',
    grant: 'Decided for the new school.',
    deny: 'Decided for the old school.',
  },
  history: 'What happened',
  began: (school: string) => `${school} enrolled the student`,
  passes: 'Passes by itself if nobody says anything',
  said: {
    confirm: 'Confirmed the move',
    contest: 'Claims the student',
    guardian: 'Recorded a guardian’s word',
    answer: 'Answered',
    grant: 'Decided for the new school',
    deny: 'Decided for the old school',
  },
  by: (who: string, school: string) => `${who}, ${school}`,
};
