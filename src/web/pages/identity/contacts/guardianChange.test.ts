import { describe, expect, test } from 'vitest';
import { ruleContextFromFiles } from '#support/rule-context.ts';
import { guardianTyped, limitTyped, missingOfGuardian, missingOfLimit, nobodyTyped } from './guardianChange.ts';

const codes = await ruleContextFromFiles({ today: '2026-11-24', currentSchoolYear: 2027 });
const orders = ['parenting_order', 'statement'].flatMap((code) => codes.code('guardian_order', code) ?? []);
const limit = {
  kind: 'no_pick_up',
  effectiveOn: '2026-09-01',
  expiresOn: '',
  orderType: 'statement',
  orderReference: ' ',
  orderIssuedOn: '',
  details: '',
};

describe('a guardian that is typed', () => {
  test('needs a relationship and one name; an empty field is none', () => {
    expect(missingOfGuardian(nobodyTyped)).toBe('needRelationship');
    expect(missingOfGuardian({ ...nobodyTyped, relationship: 'parent', familyName: ' ' })).toBe('needName');
    const typed = { ...nobodyTyped, relationship: 'parent', givenName: 'Anne ' };
    expect(missingOfGuardian(typed)).toBeNull();
    expect(guardianTyped('g', typed)).toMatchObject({ givenName: 'Anne', familyName: null, phone: null });
  });
});

describe('a limit that is typed', () => {
  test('says what is missing: the limit, the paper, an order’s file number, days in their order', () => {
    expect(missingOfLimit({ ...limit, kind: '' }, orders)).toBe('needKind');
    expect(missingOfLimit({ ...limit, orderType: '' }, orders)).toBe('needOrder');
    expect(missingOfLimit({ ...limit, orderType: 'parenting_order' }, orders)).toBe('needReference');
    expect(missingOfLimit({ ...limit, expiresOn: '2026-02-30' }, orders)).toBe('needDay');
    expect(missingOfLimit({ ...limit, expiresOn: '2026-08-31' }, orders)).toBe('needDays');
    expect(missingOfLimit(limit, orders)).toBeNull();
    expect(limitTyped({ guid: 'g', guardianId: 'h' }, limit)).toMatchObject({ orderReference: null, expiresOn: null });
  });
});
