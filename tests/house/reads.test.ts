import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { demonstrationRoutes } from '#entrypoints/demonstration.ts';
import { routes as moduleRoutes } from '#entrypoints/modules.ts';
import { fieldGroups } from '#kernel/field-groups.ts';
import { StudentNumber } from '#kernel/ids.ts';
import type { AnyRoute } from '#platform/http/route.ts';

// Every look at a record is written to the ledger. Whoever adds a route that shows a student must say whom it shows.
const routes: readonly AnyRoute[] = [...moduleRoutes, ...demonstrationRoutes];

/** Whether a contract holds a student number anywhere: by the name of a field, by the form, or by the shared shape. */
function holdsStudentNumber(contract: z.ZodType): boolean {
  const schema = z.toJSONSchema(contract, { io: 'input', unrepresentable: 'any' });
  const isForm = (pattern: unknown) => pattern === '^\\d{9}$' || pattern === '^\\d{4}-?\\d{4}-?\\d$';
  const walk = (value: unknown, name: string): boolean => {
    if (Array.isArray(value)) return value.some((it) => walk(it, name));
    if (value === null || typeof value !== 'object') return false;
    return (
      isForm((value as { pattern?: unknown }).pattern) ||
      Object.entries(value).some(([key, inner]) => /student_?numbers?$/i.test(key) || walk(inner, key))
    );
  };
  return walk(schema, '');
}

/** Whether a route could show a student: its answer, its address, or a file whose contract nobody can read. */
function couldShow(route: AnyRoute): boolean {
  const isFile = route.produces !== undefined && !route.produces.startsWith('application/json');
  return (
    isFile ||
    route.path.includes('/students/:number') ||
    Object.values(route.answers).some((contract) => contract !== null && holdsStudentNumber(contract))
  );
}

describe('the walk over contracts', () => {
  test('finds a student number wherever it stands, and nothing where there is none', () => {
    const nine = z.string().regex(/^\d{9}$/);
    const finds = [
      z.strictObject({ studentNumber: z.string().nullable() }),
      z.strictObject({ items: z.array(z.strictObject({ who: z.union([z.null(), nine]) })) }),
      z.strictObject({ by: z.record(z.string(), z.strictObject({ student: StudentNumber.optional() })) }),
      z.strictObject({ a: z.strictObject({ of: StudentNumber }).meta({ id: 'HouseReadsNamed' }) }),
    ];
    expect(finds.map(holdsStudentNumber)).toEqual([true, true, true, true]);
    expect(holdsStudentNumber(z.strictObject({ number: z.string(), students: z.int() }))).toBe(false);
  });
});

describe('every route that could show a student', () => {
  const shown = routes.filter(couldShow);

  test('there are many of them', () => {
    expect(shown.length).toBeGreaterThan(25);
  });

  test('says whom it shows, or why that is no read of a record', () => {
    const silent = shown.filter((route) => route.reads === undefined || route.reads === '');
    expect(silent.map((route) => route.operationId)).toEqual([]);
  });
});

describe('the groups of fields', () => {
  test('keep their places, since the ledger knows each by its place', () => {
    expect(fieldGroups.slice(0, 12)).toEqual([
      'existence',
      'identity',
      'documents',
      'contacts',
      'guardians',
      'restrictions',
      'enrolments',
      'findings',
      'history',
      'submitted',
      'ledger',
      'requests',
    ]);
    expect(fieldGroups.length).toBeLessThan(31);
  });
});
