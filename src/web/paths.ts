/** Every address of the web app. Pages and links ask here; nothing else spells an address. */

export const studentTabs = [
  'summary',
  'identity',
  'personal',
  'contacts',
  'enrolments',
  'notes',
  'findings',
  'consent',
  'looks',
  'history',
] as const;
export type StudentTab = (typeof studentTabs)[number];

type Query = Record<string, string | number | null | undefined>;

/** What the queue of people to decide is narrowed by, and the one that was decided a moment ago. */
type QueueQuery = {
  state?: string | undefined;
  school?: string | undefined;
  why?: string | undefined;
  decided?: string | undefined;
};

export const paths = {
  home: () => '/',
  signIn: (query: { back?: string } = {}) => withQuery('/sign-in', query),
  signedOut: () => '/signed-out',
  signOnReturn: () => '/sign-in/return',
  invitation: () => '/invitation',
  secondFactor: () => '/second-factor',
  account: () => '/account',
  students: (query: { q?: string } = {}) => withQuery('/students', query),
  /** `known`: the moment whose knowledge is shown, now when left out. */
  student: (number: string, tab: StudentTab = 'summary', query: { known?: string | null } = {}) =>
    withQuery(`/students/${encodeURIComponent(number)}${tab === 'summary' ? '' : `/${tab}`}`, query),
  /** `programme`: the grants programme that is filled in. */
  enrolmentNew: (number: string, query: { programme?: string } = {}) =>
    withQuery(`/students/${encodeURIComponent(number)}/enrolments/new`, query),
  homeNotification: (number: string, id: string) =>
    `/students/${encodeURIComponent(number)}/home-notifications/${encodeURIComponent(id)}`,
  enrolment: (number: string, id: string) =>
    `/students/${encodeURIComponent(number)}/enrolments/${encodeURIComponent(id)}`,
  submissions: () => '/submissions',
  submission: (id: string, query: { fate?: string; item?: string } = {}) =>
    withQuery(`/submissions/${encodeURIComponent(id)}`, query),
  work: (query: { view?: string; due?: string; finding?: string; rule?: string } = {}) => withQuery('/work', query),
  matches: (query: QueueQuery = {}) => withQuery('/matches', query),
  match: (id: string, query: QueueQuery = {}) => withQuery(`/matches/${encodeURIComponent(id)}`, query),
  organisations: (query: { q?: string; kind?: string } = {}) => withQuery('/organisations', query),
  organisation: (code: string) => `/organisations/${encodeURIComponent(code)}`,
  organisationImport: (query: { report?: string } = {}) => withQuery('/organisations/import', query),
  access: () => '/access',
  alarms: (query: { state?: string | undefined; severity?: string | undefined; alarm?: string } = {}) =>
    withQuery('/access/alarms', query),
  budgets: () => '/access/budgets',
  moves: (query: { view?: string | undefined } = {}) => withQuery('/access/moves', query),
  move: (id: string) => `/access/moves/${encodeURIComponent(id)}`,
  exports: (query: { view?: string } = {}) => withQuery('/access/exports', query),
  exportNew: () => '/access/exports/new',
  export: (id: string) => `/access/exports/${encodeURIComponent(id)}`,
  people: (query: { state?: string } = {}) => withQuery('/access/people', query),
  person: (id: string) => `/access/people/${encodeURIComponent(id)}`,
  accessReviews: () => '/access/reviews',
  accessReview: (id: string) => `/access/reviews/${encodeURIComponent(id)}`,
  supportAccess: () => '/access/support',
  sealed: () => '/access/sealed',
  clients: () => '/access/clients',
  clientNew: () => '/access/clients/new',
  client: (id: string) => `/access/clients/${encodeURIComponent(id)}`,
  clientChange: (id: string) => `/access/clients/${encodeURIComponent(id)}/change`,
  privacy: (query: { view?: string; kind?: string; student?: string } = {}) => withQuery('/access/privacy', query),
  privacyRequest: (id: string) => `/access/privacy/requests/${encodeURIComponent(id)}`,
  holds: () => '/access/holds',
  disposals: (query: { kind?: string } = {}) => withQuery('/access/disposals', query),
  disposal: (id: string) => `/access/disposals/${encodeURIComponent(id)}`,
  ledger: (query: { account?: string; student?: string } = {}) => withQuery('/access/ledger', query),
  drill: (query: { account?: string } = {}) => withQuery('/access/drill', query),
  rules: (query: { q?: string } = {}) => withQuery('/rules', query),
  ruleCoverage: () => '/rules/coverage',
  counts: (query: { year?: string; kind?: string } = {}) => withQuery('/counts', query),
  rule: (code: string) => `/rules/${encodeURIComponent(code)}`,
};

/** The patterns behind the addresses, as the router names their parts. */
export const patterns = {
  home: '/',
  signIn: '/sign-in',
  signedOut: '/signed-out',
  signOnReturn: '/sign-in/return',
  invitation: '/invitation',
  secondFactor: '/second-factor',
  account: '/account',
  students: '/students',
  student: '/students/$number',
  studentTab: '/students/$number/$tab',
  enrolmentNew: '/students/$number/enrolments/new',
  enrolment: '/students/$number/enrolments/$enrolmentId',
  homeNotification: '/students/$number/home-notifications/$id',
  submissions: '/submissions',
  submission: '/submissions/$id',
  work: '/work',
  matches: '/matches',
  match: '/matches/$id',
  organisations: '/organisations',
  organisationImport: '/organisations/import',
  organisation: '/organisations/$code',
  access: '/access',
  alarms: '/access/alarms',
  budgets: '/access/budgets',
  moves: '/access/moves',
  move: '/access/moves/$id',
  exports: '/access/exports',
  exportNew: '/access/exports/new',
  export: '/access/exports/$id',
  people: '/access/people',
  person: '/access/people/$id',
  accessReviews: '/access/reviews',
  accessReview: '/access/reviews/$id',
  supportAccess: '/access/support',
  sealed: '/access/sealed',
  clients: '/access/clients',
  clientNew: '/access/clients/new',
  client: '/access/clients/$clientId',
  clientChange: '/access/clients/$clientId/change',
  privacy: '/access/privacy',
  privacyRequest: '/access/privacy/requests/$id',
  holds: '/access/holds',
  disposals: '/access/disposals',
  disposal: '/access/disposals/$id',
  ledger: '/access/ledger',
  drill: '/access/drill',
  rules: '/rules',
  ruleCoverage: '/rules/coverage',
  counts: '/counts',
  rule: '/rules/$code',
} as const;

/** Reads `?q=lee&kind=S` as plain texts; the address stays readable, unlike JSON in it. */
export function readQuery(text: string): Record<string, string> {
  return Object.fromEntries(new URLSearchParams(text));
}

/** Writes what {@link readQuery} reads; empty values are left out. */
export function writeQuery(query: Query): string {
  const kept = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== '');
  const text = new URLSearchParams(kept.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? '' : `?${text}`;
}

function withQuery(path: string, query: Query): string {
  return `${path}${writeQuery(query)}`;
}
