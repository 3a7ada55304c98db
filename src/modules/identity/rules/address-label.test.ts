import { describe, expect, test } from 'vitest';
import { ruleContextFromFiles } from '#support/rule-context.ts';
import { addressLabel, addressLine } from './address-label.ts';
import type { NameShown } from './names.ts';
import { canadianAddress } from './validation/address-form.ts';

const codes = await ruleContextFromFiles({ today: '2026-11-24', currentSchoolYear: 2027 });
type Address = typeof canadianAddress;
const label = (facts: Partial<Address>, more: { language?: 'en' | 'fr'; addressee?: NameShown } = {}) =>
  addressLabel({ ...canadianAddress, ...facts }, { codes, language: 'en', ...more });

describe('the label of an address', () => {
  test('stands in capitals, with two spaces before the postal code and without the country of the register', () => {
    expect(
      label({ street: '12 First Avenue\nUnit 4' }, { addressee: { givenName: 'Zoé', familyName: 'Tremblay' } }),
    ).toEqual(['ZOÉ TREMBLAY', '12 FIRST AVENUE', 'UNIT 4', 'KESTREL BAY AB  T5A 0A1']);
  });

  test('of another country ends with its name, alone on the last line, in the language of the reader', () => {
    const abroad = { format: 'Mail-International', street: '3 rue des Lilas\n69003 Lyon', country: 'DE' };
    const empty = { city: null, province: null, postalCode: null };
    expect(label({ ...abroad, ...empty })).toEqual(['3 RUE DES LILAS', '69003 LYON', 'GERMANY']);
    expect(label({ ...abroad, ...empty }, { language: 'fr' }).at(-1)).toBe('ALLEMAGNE');
    const american = { format: 'Mail-US', city: 'Helena', province: 'MT', postalCode: '59601', country: 'US' };
    expect(label(american)).toEqual(['12 FIRST AVENUE', 'HELENA MT  59601', 'UNITED STATES']);
  });

  test('says the parts of a rural address in the words of the post, in either language', () => {
    const rural = { street: null, site: '6', compartment: '10', ruralRoute: '8', box: '4001', isGeneralDelivery: true };
    expect(label(rural).slice(0, -1)).toEqual(['GENERAL DELIVERY', 'SITE 6 COMP 10', 'PO BOX 4001', 'RR 8']);
    expect(label(rural, { language: 'fr' }).slice(0, -1)).toEqual([
      'POSTE RESTANTE',
      'EMPL 6 COMP 10',
      'CP 4001',
      'RR 8',
    ]);
  });

  test('says a place by the land survey', () => {
    const place = { format: 'ATS', street: null, postalCode: null, landLocation: 'NE-12-45-7-W4' };
    expect(label(place)).toEqual(['NE-12-45-7-W4', 'KESTREL BAY AB']);
  });

  test('never has more than six lines of sixty characters: overlong text is wrapped, then cut', () => {
    const cases: Partial<Address>[] = [
      { street: 'A\nB\nC\nD\nE\nF\nG\nH' },
      { street: 'Lane '.repeat(28).trim() },
      { street: 'x'.repeat(140) },
      { street: 'A\nB\nC\nD\nE', format: 'Mail-US', country: 'US' },
      { city: 'Llanfair'.repeat(7), street: 'A\nB\nC\nD', box: '1', ruralRoute: '2', site: '3' },
    ];
    for (const facts of cases) {
      const lines = label(facts, { addressee: { givenName: 'A'.repeat(50), familyName: 'B'.repeat(50) } });
      expect(lines.length).toBeLessThanOrEqual(6);
      for (const line of lines) expect(line.length).toBeLessThanOrEqual(60);
    }
    expect(label({ street: 'A\nB\nC\nD\nE\nF\nG\nH' })[0]).toBe('A, B, C, D, E, F, G, H');
    expect(label({ street: 'A\nB\nC\nD\nE', format: 'Mail-US', country: 'US' }).at(-1)).toBe('UNITED STATES');
  });

  test('with nothing stated has no line, and an unknown format or country is no fault', () => {
    expect(label({ street: null, city: null, province: null, postalCode: null })).toEqual([]);
    expect(label({ format: 'Mail-Mars', country: 'QQ' })).toEqual(['12 FIRST AVENUE', 'KESTREL BAY AB  T5A 0A1']);
  });

  test('on one line keeps capitals and small letters as typed', () => {
    expect(addressLine({ ...canadianAddress, box: '7' }, codes, 'fr')).toBe(
      '12 First Avenue, CP 7, Kestrel Bay AB T5A 0A1',
    );
  });
});
