import { type RoleName, roles } from '#modules/access/index.ts';
import type { AnyRoute } from '#platform/http/route.ts';

/** How a table is guarded, as access.table_guard says it. */
export type TableGuard = {
  table: string;
  guard: 'student' | 'organisation' | 'open' | 'kept_back' | 'special';
  why: string;
};

/** What a role is answered: let in (whatever the service then says of the organisation and the person), or the status of the refusal. */
export type RouteAnswer = 'yes' | '401' | '403' | 'sealed';
/** What of a table the application shows to a role: `own` = rows of associated students or of the organisations in reach. */
export type TableAnswer = 'all' | 'all but protected' | 'own' | 'none' | 'refused' | 'see below';

const nobody = 'nobody';
/** The permission that its holders have only while they have the sealed register open. */
const sealed = 'restricted.read';
export type Asker = RoleName | typeof nobody;
export const askers: readonly Asker[] = [...(Object.keys(roles) as RoleName[]), nobody];

/** What a route must answer a role by its permission alone. */
export function expectRoute(route: Pick<AnyRoute, 'permission'>, asker: Asker): RouteAnswer {
  if (route.permission === 'public') return 'yes';
  if (asker === nobody) return '401';
  const held: readonly string[] = roles[asker].permissions;
  if (route.permission !== 'signed-in' && !held.includes(route.permission)) return '403';
  return route.permission === sealed ? 'sealed' : 'yes';
}

/** What the database must show a role of a table, whatever a service forgot to ask. */
export function expectTable({ guard }: Pick<TableGuard, 'guard'>, asker: Asker): TableAnswer {
  if (guard === 'kept_back') return 'refused';
  if (guard === 'open') return 'all';
  if (guard === 'special') return 'see below';
  if (asker === nobody) return 'none';
  if (roles[asker].reach !== 'everything') return 'own';
  const held: readonly string[] = roles[asker].permissions;
  return guard === 'student' && !held.includes('restricted.read') ? 'all but protected' : 'all';
}

/** docs/access-matrix.md: every route and every table against every role, from their declarations; a test tries them all. */
export function accessMatrix(routes: readonly AnyRoute[], guards: readonly TableGuard[]): string {
  const head = (first: string) => [
    `| ${first} | ${askers.join(' | ')} |`,
    `| --- |${askers.map(() => ' --- |').join('')}`,
  ];
  const ordered = [...routes].sort((a, b) => (a.path === b.path ? byText(a.method, b.method) : byText(a.path, b.path)));
  const special = guards.filter((it) => it.guard === 'special');
  return `${[
    '# Who may ask what',
    '',
    'Generated from the routes, the roles and the guards of the tables by `npm run generate`. Do not edit: `tests/access-matrix.db.test.ts`',
    'signs in as each role and tries every line.',
    '',
    '## Routes',
    '',
    '*yes*: let in; the service, and the database after it, then judge whose record it is. 403: the role lacks the permission. 401: sign in first.',
    '*sealed*: 403 until the holder has opened the sealed register.',
    '',
    ...head('route'),
    ...ordered.map(
      (it) =>
        `| ${it.method} \`${it.path}\` (${it.permission}) | ${askers.map((who) => expectRoute(it, who)).join(' | ')} |`,
    ),
    '',
    '## Tables',
    '',
    'What a request of the role can read with any query at all. *own*: rows of students with whom an organisation in reach is associated and who are',
    'not protected, or of the organisations in reach. *refused*: no request may read it; services do with the worker’s role.',
    '',
    ...head('table'),
    ...guards.map((it) => `| ${it.table} | ${askers.map((who) => expectTable(it, who)).join(' | ')} |`),
    '',
    '## Tables with a rule of their own, and tables that are kept back',
    '',
    '| table | rule |',
    '| --- | --- |',
    ...[...special, ...guards.filter((it) => it.guard === 'kept_back')].map(
      (it) => `| ${it.table} | ${it.guard === 'kept_back' ? 'kept back: ' : ''}${it.why} |`,
    ),
  ].join('\n')}\n`;
}

const byText = (a: string, b: string) => (a < b ? -1 : 1);
