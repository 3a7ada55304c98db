import type { OrganisationCode } from '#kernel/ids.ts';
import type { Words } from '#kernel/words.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import { todayOf } from '#platform/act.ts';
import type { RouteContext } from '#platform/http/route.ts';
import { briefOf } from '../present.ts';
import { permissionWords } from '../rules/permissions.ts';
import { isRoleName, permissions, roles } from '../rules/roles.ts';
import type * as contract from './contract.ts';
import { dangersIn, isPermission } from './rules/grants.ts';
import { isUnused } from './rules/review.ts';
import type { MatrixRow } from './service/matrix.ts';
import type { PersonDetailView, PersonView } from './service/people.ts';
import type { ReviewView } from './service/reviews.ts';
import { stateOf } from './service/state.ts';
import type { Grant } from './store/grants.ts';
import type { Review } from './store/reviews.ts';
import type { SupportAccess } from './store/support.ts';

type Organisations = Awaited<ReturnType<typeof findOrganisations>>;

const instant = (at: Date | null) => at?.toISOString() ?? null;

function organisationsOf(context: RouteContext, codes: readonly OrganisationCode[]): Promise<Organisations> {
  return findOrganisations(context.register, [...new Set(codes)]);
}

function wordsOf({ kind, name }: Pick<Grant, 'kind' | 'name'>): Words {
  if (kind === 'role' && isRoleName(name)) return roles[name].words;
  return isPermission(name) ? permissionWords[name] : { en: name, fr: name };
}

function presentGrant(organisations: Organisations, grant: Grant): contract.Grant {
  const { organisation, organisationKind: _kind, grantedAt, approvedAt, revokedAt, ...rest } = grant;
  return {
    ...rest,
    organisation: briefOf(organisations, organisation),
    nameWords: wordsOf(grant),
    state: stateOf(grant, todayOf(new Date())),
    isDangerous: dangersIn(grant).length > 0,
    grantedAt: grantedAt.toISOString(),
    approvedAt: instant(approvedAt),
    revokedAt: instant(revokedAt),
  };
}

export async function presentGrants(context: RouteContext, grants: readonly Grant[]): Promise<contract.Grant[]> {
  const organisations = await organisationsOf(
    context,
    grants.map((grant) => grant.organisation),
  );
  return grants.map((grant) => presentGrant(organisations, grant));
}

export async function presentPeople(context: RouteContext, views: readonly PersonView[]): Promise<contract.Person[]> {
  const codes = views.flatMap(({ person, grants }) => [person.home, ...grants.map((grant) => grant.organisation)]);
  const organisations = await organisationsOf(context, codes);
  return views.map((view) => presentPerson(organisations, view));
}

function presentPerson(organisations: Organisations, { person, grants, sessions }: PersonView): contract.Person {
  const used = grants.flatMap(({ lastUsedOn }) => lastUsedOn ?? []).sort();
  return {
    accountId: person.accountId,
    userName: person.userName,
    name: person.name,
    givenName: person.givenName,
    familyName: person.familyName,
    email: person.email,
    home: briefOf(organisations, person.home),
    language: person.language,
    state: stateOfPerson({ person, grants }),
    openedAt: person.createdAt.toISOString(),
    disabledAt: instant(person.disabledAt),
    disabledBy: person.disabledBy,
    version: person.version,
    lastUsedOn: used.at(-1) ?? null,
    sessions: sessions?.count ?? 0,
    lastSeenAt: instant(sessions?.lastSeenAt ?? null),
    grants: grants.map((grant) => presentGrant(organisations, grant)),
  };
}

function stateOfPerson({ person, grants }: Pick<PersonView, 'person' | 'grants'>): contract.Person['state'] {
  const now = new Date();
  if (person.disabledAt !== null && person.disabledAt <= now) return person.disabledReason ?? 'suspended';
  return grants.some((grant) => stateOf(grant, todayOf(now)) === 'live') ? 'active' : 'no_access';
}

export async function presentDetail(context: RouteContext, view: PersonDetailView): Promise<contract.PersonDetail> {
  const [person] = await presentPeople(context, [view]);
  if (!person) throw new Error('a person was not presented');
  return { ...person, invitedUntil: instant(view.invitedUntil), clients: view.clients };
}

export async function presentMatrix(
  context: RouteContext,
  rows: readonly MatrixRow[],
): Promise<contract.PermissionMatrix> {
  const codes = rows.map((row) => row.standing.organisation as OrganisationCode); // as the grants were written, through the branded type
  const organisations = await organisationsOf(context, codes);
  const used = new Set(rows.flatMap(({ standing }) => standing.permissions));
  return {
    permissions: permissions
      .filter((name) => used.has(name))
      .map((name) => ({
        name,
        words: permissionWords[name],
        isDangerous: dangersIn({ kind: 'permission', name, organisationKind: 'ministry' }).length > 0,
      })),
    rows: rows.map(({ standing, ...row }) => ({
      ...row,
      organisation: briefOf(organisations, standing.organisation as OrganisationCode),
      role: standing.role,
      roleName: roles[standing.role].words,
      permissions: [...standing.permissions],
      added: [...standing.added.keys()],
    })),
  };
}

/** The matrix as a table for a spreadsheet: a row for each person, a column for each permission. */
export function matrixLines(
  matrix: contract.PermissionMatrix,
  { language, unused }: { language: 'en' | 'fr'; unused: string },
): string[] {
  const head = ['name', 'organisation', 'role', 'lastUsedOn', 'unused'];
  const permissionHeads = matrix.permissions.map(({ words }) => words[language]);
  const lines = matrix.rows.map((row) => [
    row.name,
    row.organisation.code,
    row.roleName[language],
    row.lastUsedOn ?? '',
    row.isUnused ? unused : '',
    ...matrix.permissions.map(({ name }) => markOf(row, name)),
  ]);
  return [[...head, ...permissionHeads], ...lines].map((cells) => `${cells.map(quote).join(',')}\r\n`);
}

function markOf(row: contract.PermissionMatrix['rows'][number], name: string): string {
  if (!row.permissions.includes(name)) return '';
  return row.added.includes(name) ? '+' : 'x';
}

/** Text that a spreadsheet would take for a formula is made text by a quote before it. */
function quote(cell: string): string {
  const safe = /^[=+\-@\t\r]./.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export async function presentSupports(
  context: RouteContext,
  accesses: readonly SupportAccess[],
): Promise<contract.SupportAccess[]> {
  const organisations = await organisationsOf(
    context,
    accesses.map((access) => access.organisation),
  );
  const now = new Date();
  return accesses.map(({ accountName, openedAt, expiresAt, endedAt, ...access }) => ({
    ...access,
    name: accountName,
    organisation: briefOf(organisations, access.organisation),
    state: stateOfSupport({ endedAt, expiresAt }, now),
    openedAt: openedAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    endedAt: instant(endedAt),
  }));
}

function stateOfSupport(
  { endedAt, expiresAt }: { endedAt: Date | null; expiresAt: Date },
  now: Date,
): contract.SupportAccess['state'] {
  if (endedAt !== null) return 'ended';
  return expiresAt > now ? 'open' : 'expired';
}

export async function presentReviews(
  context: RouteContext,
  reviews: readonly Review[],
): Promise<contract.AccessReview[]> {
  const organisations = await organisationsOf(
    context,
    reviews.map((review) => review.organisation),
  );
  return reviews.map((review) => ({
    ...review,
    organisation: briefOf(organisations, review.organisation),
    startedAt: review.startedAt.toISOString(),
    closedAt: instant(review.closedAt),
  }));
}

export async function presentReview(
  context: RouteContext,
  { review, items }: ReviewView,
): Promise<contract.AccessReviewDetail> {
  const [head] = await presentReviews(context, [review]);
  if (!head) throw new Error('a review was not presented');
  const organisations = await organisationsOf(context, [review.organisation]);
  const unusedDays = context.jurisdiction.parameter<number>('access.grant_unused_days');
  const today = todayOf(new Date());
  return {
    ...head,
    items: items.map(({ item, grant, name }) => ({
      grant: presentGrant(organisations, grant),
      name,
      isUnused: isUnused(grant, today, unusedDays),
      decision: item.decision,
      decidedAt: instant(item.decidedAt),
      decidedBy: item.decidedBy,
      note: item.note,
    })),
  };
}
