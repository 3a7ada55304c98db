import { describe, expect, test } from 'vitest';
import { formOf } from '#modules/identity/rules/validation/address-form.ts';
import { ruleContextFromFiles } from '#support/rule-context.ts';
import {
  type AddressTyped,
  changeTyped,
  factsTyped,
  missingOf,
  nothingTyped,
  problemsOf,
  withFormat,
} from './addressChange.ts';

const today = '2026-11-24';
const codes = await ruleContextFromFiles({ today, currentSchoolYear: 2027 });
const empty = nothingTyped(today, 'Mail-CA');
const town: AddressTyped = {
  ...empty,
  street: '12 First Avenue',
  city: 'Kestrel Bay',
  province: 'AB',
  postalCode: 'T5A 0A1',
};
const land = { quarter: 'ne', section: '12', township: '045', range: '7', meridian: '4' };
const farm: AddressTyped = { ...empty, kind: 'physical', format: 'ATS', land };
const problems = (typed: AddressTyped) => problemsOf(factsTyped(typed, formOf(typed.format, codes)), codes, today);

describe('an address that is typed', () => {
  test('is judged by the rules of the server, at the field that they name', () => {
    expect(problems(town)).toEqual(new Map());
    expect([...problems({ ...town, postalCode: 't5a' }).keys()]).toEqual(['postalCode']);
    expect([...problems(empty).keys()]).toEqual(['street']);
    expect(problems({ ...farm, land: { ...land, township: '127' } }).get('landLocation')?.en).toContain('1–126');
  });

  test('takes its country from the format, and writes a land location as the format has it', () => {
    expect(changeTyped('g', town, codes)).toMatchObject({ country: 'CA', isPreferred: null, expiresOn: null });
    expect(changeTyped('g', farm, codes)).toMatchObject({ landLocation: 'NE-12-45-7-W4', street: null });
  });

  test('keeps street and place when the format changes, and nothing that the new one does not have', () => {
    const moved = withFormat({ ...town, site: '6', isGeneralDelivery: true }, 'Mail-US');
    expect(moved).toMatchObject({
      street: '12 First Avenue',
      city: 'Kestrel Bay',
      province: '',
      site: '',
      isGeneralDelivery: false,
    });
  });

  test('says what is missing before it can be sent', () => {
    expect(missingOf(empty, problems(empty))).toBe('needPlace');
    expect(missingOf({ ...town, effectiveOn: '2026-02-30' }, new Map())).toBe('needDay');
    expect(missingOf({ ...town, expiresOn: '2026-11-23' }, new Map())).toBe('needOrder');
    expect(missingOf(town, problems(town))).toBeNull();
  });
});
