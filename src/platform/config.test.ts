import { expect, test } from 'vitest';
import { ConfigError, readConfig } from './config.ts';

test('an empty environment means the embedded database and the demonstration', () => {
  expect(readConfig('/somewhere', {})).toMatchObject({
    databaseUrl: null,
    port: null,
    host: '127.0.0.1',
    dataFolder: '/somewhere/.matricula',
    jurisdiction: 'demonstration',
  });
});

test('every mistake is told at once, with the names that are known', () => {
  const read = () => readConfig('/somewhere', { PORT: 'x', DATABASE_URL: 'mysql://a', MATRICULA_DEMO: '1' });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(/MATRICULA_DEMO: unknown variable[\s\S]*PORT|DATABASE_URL/);
});

test('variables of others are left alone', () => {
  expect(() => readConfig('/somewhere', { HOME: '/root', EDITOR: 'vi' })).not.toThrow();
});
