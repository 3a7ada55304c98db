import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { formatIn } from './format.ts';
import { fr } from './fr.ts';
import { countingIn } from './plural.ts';

type Leaf = { path: string; value: unknown };

function leavesOf(value: unknown, path = ''): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path ? `${path}.${key}` : key));
}

const [english, french] = [leavesOf(en), leavesOf(fr)];

describe('the two languages', () => {
  it('have the same keys', () => {
    expect(french.map((leaf) => leaf.path).sort()).toEqual(english.map((leaf) => leaf.path).sort());
  });

  it('have the same kind of entry under each key, with the same number of parameters', () => {
    const kind = ({ path, value }: Leaf) => `${path} ${typeof value}${typeof value === 'function' ? value.length : ''}`;
    expect(french.map(kind).sort()).toEqual(english.map(kind).sort());
  });

  it('leave no entry empty', () => {
    const empty = [...english, ...french].filter(({ value }) => typeof value === 'string' && value.trim() === '');
    expect(empty).toEqual([]);
  });

  it('never shout', () => {
    const shouting = [...english, ...french].filter(({ value }) => typeof value === 'string' && value.includes('!'));
    expect(shouting).toEqual([]);
  });

  it('keep French typography: a space that does not break before : ; ? and inside guillemets', () => {
    const wrong = french.filter(
      ({ value }) => typeof value === 'string' && /[^\u00a0\u202f][;?»]|« |[^\u00a0\u202f\d]:(\s|$)/u.test(value),
    );
    expect(wrong.map((leaf) => leaf.path)).toEqual([]);
  });
});

describe('counting', () => {
  it('treats zero as singular in French and plural in English', () => {
    expect(countingIn('en')(0, { one: '# row', other: '# rows' })).toBe('0 rows');
    expect(countingIn('fr')(0, { one: '# ligne', other: '# lignes' })).toBe('0 ligne');
  });

  it('groups thousands as the language does', () => {
    expect(countingIn('en')(20000, { one: '# row', other: '# rows' })).toBe('20,000 rows');
    expect(countingIn('fr')(20000, { one: '# ligne', other: '# lignes' }).replaceAll(/\s/g, ' ')).toBe('20 000 lignes');
  });
});

describe('formats', () => {
  it('write days without a clock, so that no zone can move them', () => {
    expect(formatIn('en').day('2026-09-02')).toBe('2 Sep 2026');
    expect(formatIn('fr').day('2026-09-01')).toBe('1er sept. 2026');
    expect(formatIn('en').day(null)).toBe('–');
  });

  it('write moments with the hour', () => {
    const local = new Date(2026, 8, 2, 14, 5).toISOString();
    expect(formatIn('en').moment(local)).toBe('2 Sep 2026, 14:05');
    expect(formatIn('fr').moment(local)).toMatch(/^2 sept\. 2026, 14.{1,3}05$/);
  });

  it('writes the days and moments in a text of the server as everywhere else', () => {
    const moment = new Date(2026, 8, 2, 14, 5).toISOString();
    const said = {
      en: `20 people since ${moment}, until 2026-09-02`,
      fr: `20 personnes depuis ${moment}, au 2026-09-02`,
    };
    const { told, moment: written } = formatIn('fr');
    expect(formatIn('en').told(said)).toBe('20 people since 2 Sep 2026, 14:05, until 2 Sep 2026');
    expect(told(said)).toBe(`20 personnes depuis ${written(moment)}, au 2 sept. 2026`);
  });

  it('names an organisation in the language, or in the one it has', () => {
    const place = { name: 'Kestrel High', nameFr: 'École Kestrel' };
    expect(formatIn('en').place(place)).toBe('Kestrel High');
    expect(formatIn('fr').place(place)).toBe('École Kestrel');
    expect(formatIn('fr').place({ ...place, nameFr: null })).toBe('Kestrel High');
  });

  it('write student numbers, spans and sizes', () => {
    const { studentNumber, duration, bytes, schoolYear } = formatIn('en');
    expect([studentNumber('123456789'), studentNumber('12')]).toEqual(['1234-5678-9', '12']);
    expect([duration(9), duration(125), duration(7260)]).toEqual(['9 s', '2 min 05 s', '2 h 01 min']);
    expect([bytes(900), bytes(4_200_000)]).toEqual(['900 B', '4.2 MB']);
    expect(schoolYear(2027)).toBe('2026/2027');
  });

  it('tell how long ago, as a hint', () => {
    const now = Date.parse('2026-11-24T12:00:00Z');
    expect(formatIn('en').relative('2026-11-21T12:00:00Z', now)).toBe('3 days ago');
    expect(formatIn('fr').relative('2026-11-23T12:00:00Z', now)).toBe('hier');
  });
});
