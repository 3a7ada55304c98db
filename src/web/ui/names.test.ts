import { expect, it } from 'vitest';
import { isSameName, languageOfName } from './PersonName.tsx';

it('tells the language of a name by letters that tell it', () => {
  expect(['ਸਿੰਘ', '陈', 'محمد', 'Олена', 'ᐊᓪᓚ', 'Nguyễn'].map(languageOfName)).toEqual([
    'pa',
    'zh',
    'ar',
    'uk',
    'cr',
    undefined,
  ]);
});

it('knows the same name written family name first', () => {
  expect(isSameName('Zoé Marie Tremblay', 'Tremblay, Zoé Marie')).toBe(true);
  expect(isSameName('Zed Tremblay', 'Tremblay, Zoé')).toBe(false);
});
