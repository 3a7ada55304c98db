import { describe, expect, test } from 'vitest';
import { draftNotice, type NoticeFacts, toMarkdown, toPlainText } from './notice.ts';

const facts: NoticeFacts = {
  name: 'Daria *Kowalchuk*',
  isSystem: false,
  organisation: 'Saint-Éloi School',
  from: '2 September 2026, 14:05',
  to: '3 September 2026, 02:10',
  people: 50_123,
  answers: 1200,
  groups: ['name and birth date', 'contacts'],
  commissioner: 'Privacy Commissioner',
  ministry: 'Ministry of Education',
  today: '4 September 2026',
};

describe('a draft of a notice', () => {
  test('says the figures, the span and the fields in both languages, to each addressee', () => {
    for (const to of ['people', 'commissioner', 'organisation'] as const) {
      const en = toPlainText(draftNotice(to, facts, 'en'));
      const fr = toPlainText(draftNotice(to, facts, 'fr'));
      for (const text of [en, fr]) {
        expect(text).toContain('2 September 2026, 14:05');
        expect(text).toContain('Saint-Éloi School');
        expect(text).not.toMatch(/\{\w+\}/);
      }
      expect(en).toContain('50,123 people');
      expect(en).toContain('name and birth date and contacts');
      expect(fr).toMatch(/50\s123 personnes/);
    }
  });

  test('leaves to people what only they know, in square brackets', () => {
    expect(toPlainText(draftNotice('people', facts, 'en'))).toMatch(/\[The account was disabled on …/);
    expect(toPlainText(draftNotice('commissioner', facts, 'fr'))).toMatch(/\[Qui pourrait subir un préjudice/);
  });

  test('does not call a system a person', () => {
    const text = toPlainText(draftNotice('commissioner', { ...facts, isSystem: true, name: 'Northlight' }, 'en'));
    expect(text).toContain('the system Northlight of Saint-Éloi School');
  });

  test('as Markdown holds names as text, whatever signs they have', () => {
    const text = toMarkdown(draftNotice('commissioner', { ...facts, name: '[x](javascript:1) <b>' }, 'en'));
    expect(text).toContain('\\[x\\](javascript:1) \\<b\\>');
    expect(text.startsWith('# Notice')).toBe(true);
  });
});
