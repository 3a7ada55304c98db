import { expect, test } from 'vitest';
import { choicesFrom, textWith } from './columnChoice.ts';

test('each list keeps its own choice under one key', () => {
  const first = textWith(null, 'work', { due: false });
  const both = textWith(first, 'class-list', { local: true });
  expect(choicesFrom(textWith(both, 'work', { due: true }))).toEqual(
    new Map([
      ['work', { due: true }],
      ['class-list', { local: true }],
    ]),
  );
});

test('what is broken, of another version or no choice is left aside', () => {
  const other = JSON.stringify({ version: 2, lists: { work: { due: false } } });
  for (const text of [null, '', '{', '[]', '{"version":1}', '{"version":1,"lists":[]}', other])
    expect(choicesFrom(text)).toEqual(new Map());
  const mixed = JSON.stringify({ version: 1, lists: { work: { due: 'no', rule: false }, alarms: null } });
  expect(choicesFrom(mixed)).toEqual(
    new Map([
      ['work', { rule: false }],
      ['alarms', {}],
    ]),
  );
});
