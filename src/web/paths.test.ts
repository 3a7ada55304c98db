import { expect, it } from 'vitest';
import { paths, patterns, readQuery, studentTabs, writeQuery } from './paths.ts';

it('lists every address of the app', () => {
  expect({
    home: paths.home(),
    signIn: paths.signIn({ back: '/students?q=lee' }),
    signedOut: paths.signedOut(),
    signOnReturn: paths.signOnReturn(),
    invitation: paths.invitation(),
    secondFactor: paths.secondFactor(),
    account: paths.account(),
    students: paths.students({ q: 'lee' }),
    student: paths.student('123456789'),
    studentTab: paths.student('123456789', 'history'),
    enrolmentNew: paths.enrolmentNew('123456789'),
    enrolment: paths.enrolment('123456789', 'e1'),
    homeNotification: paths.homeNotification('123456789', 'n1'),
    submissions: paths.submissions(),
    submission: paths.submission('s1', { fate: 'refused' }),
    work: paths.work({ view: 'mine' }),
    matches: paths.matches(),
    match: paths.match('m1'),
    organisations: paths.organisations({ q: 'Kestrel High' }),
    organisation: paths.organisation('S.K001'),
    organisationImport: paths.organisationImport(),
    access: paths.access(),
    privacy: paths.privacy({ view: 'due' }),
    privacyRequest: paths.privacyRequest('r1'),
    holds: paths.holds(),
    disposals: paths.disposals({ kind: 'contact' }),
    disposal: paths.disposal('d1'),
    ledger: paths.ledger({ student: '123456789' }),
    drill: paths.drill(),
    alarms: paths.alarms({ state: 'settled', alarm: 'a1' }),
    budgets: paths.budgets(),
    moves: paths.moves({ view: 'settled' }),
    move: paths.move('m1'),
    exports: paths.exports({ view: 'waiting' }),
    exportNew: paths.exportNew(),
    export: paths.export('e1'),
    people: paths.people({ state: 'former' }),
    person: paths.person('p1'),
    accessReviews: paths.accessReviews(),
    accessReview: paths.accessReview('r1'),
    supportAccess: paths.supportAccess(),
    sealed: paths.sealed(),
    rules: paths.rules(),
    ruleCoverage: paths.ruleCoverage(),
    counts: paths.counts(),
    rule: paths.rule('IDR0001'),
  }).toEqual({
    home: '/',
    signIn: '/sign-in?back=%2Fstudents%3Fq%3Dlee',
    signedOut: '/signed-out',
    signOnReturn: '/sign-in/return',
    invitation: '/invitation',
    secondFactor: '/second-factor',
    account: '/account',
    students: '/students?q=lee',
    student: '/students/123456789',
    studentTab: '/students/123456789/history',
    enrolmentNew: '/students/123456789/enrolments/new',
    enrolment: '/students/123456789/enrolments/e1',
    homeNotification: '/students/123456789/home-notifications/n1',
    submissions: '/submissions',
    submission: '/submissions/s1?fate=refused',
    work: '/work?view=mine',
    matches: '/matches',
    match: '/matches/m1',
    organisations: '/organisations?q=Kestrel+High',
    organisation: '/organisations/S.K001',
    organisationImport: '/organisations/import',
    access: '/access',
    privacy: '/access/privacy?view=due',
    privacyRequest: '/access/privacy/requests/r1',
    holds: '/access/holds',
    disposals: '/access/disposals?kind=contact',
    disposal: '/access/disposals/d1',
    ledger: '/access/ledger?student=123456789',
    drill: '/access/drill',
    alarms: '/access/alarms?state=settled&alarm=a1',
    budgets: '/access/budgets',
    moves: '/access/moves?view=settled',
    move: '/access/moves/m1',
    exports: '/access/exports?view=waiting',
    exportNew: '/access/exports/new',
    export: '/access/exports/e1',
    people: '/access/people?state=former',
    person: '/access/people/p1',
    accessReviews: '/access/reviews',
    accessReview: '/access/reviews/r1',
    supportAccess: '/access/support',
    sealed: '/access/sealed',
    rules: '/rules',
    ruleCoverage: '/rules/coverage',
    counts: '/counts',
    rule: '/rules/IDR0001',
  });
});

it('has a pattern for every address', () => {
  const asPattern = (path: string) => path.replace(/\$\w+/g, 'x');
  const known = Object.values(patterns).map(asPattern);
  const made = [paths.student('x'), paths.submission('x'), paths.match('x'), paths.organisation('x'), paths.rule('x')];
  for (const path of [...made, paths.home(), paths.work(), paths.signIn(), paths.organisationImport()])
    expect(known).toContain(path);
});

it('leaves the summary tab out of a student’s address', () => {
  expect(studentTabs.map((tab) => paths.student('1', tab))).toEqual([
    '/students/1',
    '/students/1/identity',
    '/students/1/personal',
    '/students/1/contacts',
    '/students/1/enrolments',
    '/students/1/notes',
    '/students/1/findings',
    '/students/1/consent',
    '/students/1/looks',
    '/students/1/history',
  ]);
});

it('reads back the query it writes and drops what is empty', () => {
  expect(readQuery(writeQuery({ q: 'Ωmega & sons', kind: '', page: 2 }))).toEqual({ q: 'Ωmega & sons', page: '2' });
  expect(writeQuery({ q: null })).toBe('');
});
