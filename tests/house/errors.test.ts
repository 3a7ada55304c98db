import { describe, expect, test } from 'vitest';
import { errorLists, routes } from '#entrypoints/modules.ts';

const factories = errorLists.flatMap((list) => Object.values(list));

describe('refusals', () => {
  test('have codes of their own', () => {
    expect(factories.length).toBeGreaterThan(10);
    const codes = factories.map((factory) => factory.code);
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([]);
  });

  test('speak English and French, with the same values in both', () => {
    const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    const wrong = factories.filter(
      ({ entry }) =>
        entry.en.trim() === '' ||
        entry.fr.trim() === '' ||
        entry.en === entry.fr ||
        String(places(entry.en)) !== String(places(entry.fr)),
    );
    expect(wrong.map((factory) => factory.code)).toEqual([]);
  });
});

describe('routes', () => {
  test('have an operation id of their own, a summary, a tag and a permission', () => {
    expect(routes.length).toBeGreaterThan(20);
    const ids = routes.map((route) => route.operationId);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(routes.filter((route) => !route.summary || !route.tag || !route.permission)).toEqual([]);
  });

  test('declare only refusals that stand in a module’s list', () => {
    const known = new Set(factories.map((factory) => factory.code));
    const unknown = routes.flatMap((route) =>
      route.errors.filter((error) => !known.has(error.code)).map((error) => `${route.operationId}: ${error.code}`),
    );
    expect(unknown).toEqual([]);
  });

  test('refuse what they do not know: every input schema is closed', () => {
    const isOpen = (schema: unknown): boolean => {
      const { def } =
        (schema as { _zod?: { def: { type: string; catchall?: { _zod: { def: { type: string } } } } } })._zod ?? {};
      return def?.type === 'object' && def.catchall?._zod.def.type !== 'never';
    };
    const open = routes.flatMap((route) =>
      [route.params, route.query, route.body].filter((schema) => schema && isOpen(schema)).map(() => route.operationId),
    );
    expect(open).toEqual([]);
  });
});
