import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { PlainDate } from '#kernel/dates.ts';
import { OrganisationCode } from '#kernel/ids.ts';
import { toFieldErrors } from './field-errors.ts';

function told(schema: z.ZodType, value: unknown): string[] {
  const { error } = schema.safeParse(value);
  return toFieldErrors(error?.issues ?? [], 'body').flatMap(({ message }) => [message.en, message.fr]);
}

describe('a value that a contract refuses', () => {
  test.each<[string, z.ZodType, unknown, string[]]>([
    ['an empty text', z.string().min(1), '', ['This field is needed', 'Ce champ est obligatoire']],
    ['a short text', z.string().min(10), 'ab', ['At least 10 characters', 'Au moins 10 caractères']],
    ['a long text', z.string().max(2), 'abc', ['At most 2 characters', 'Au plus 2 caractères']],
    ['too many entries', z.array(z.int()).max(1), [1, 2], ['At most 1 entry', 'Au plus 1 élément']],
    ['a large number', z.int().max(9), 10, ['At most 9', 'Au plus 9']],
    ['an unknown choice', z.enum(['a', 'b']), 'c', ['One of: a, b', 'Une de ces valeurs : a, b']],
    ['an address', z.email(), 'x', ['Not an e-mail address', 'Ce n’est pas une adresse de courriel']],
    ['another form', z.string().regex(/^\d+$/), 'x', ['Not in the expected form', 'N’a pas la forme attendue']],
    ['a day', PlainDate, '2 Sept', ['A day looks like 2026-09-02', 'Un jour s’écrit comme 2026-09-02']],
    [
      'a day that there is not',
      PlainDate,
      '2026-02-30',
      ['Not a day of the calendar', 'Ce jour n’est pas au calendrier'],
    ],
    [
      'any of several',
      z.union([z.int(), z.boolean()]),
      'x',
      ['Not a value that is taken here', 'Cette valeur n’est pas acceptée ici'],
    ],
  ])('is told in both languages what would be right: %s', (_name, schema, value, expected) => {
    expect(told(schema, value)).toEqual(expected);
  });

  test('that has words of its own is told in them', () => {
    expect(told(OrganisationCode, 'x')).toEqual([
      'An organisation code looks like S.0098 or A.K001',
      'Un code d’organisation s’écrit comme S.0098 ou A.K001',
    ]);
  });
});
