import { describe, expect, test } from 'vitest';
import { ruleContextFromFiles } from '#support/rule-context.ts';
import { rightsOn } from './guardianship.ts';

const codes = await ruleContextFromFiles({ today: '2026-11-24', currentSchoolYear: 2027 });
const restriction = (kind: string, effectiveOn: string, expiresOn: string | null = null, isActive = true) => ({
  kind,
  effectiveOn,
  expiresOn,
  isActive,
});
type Facts = Partial<Parameters<typeof rightsOn>[1]>;
const rights = (day: string, facts: Facts = {}) =>
  rightsOn(day, { birthDate: '2010-03-09', expiresOn: null, restrictions: [], ...facts }, codes);

describe('the rights of a guardian', () => {
  test('end the day before the student is of age', () => {
    expect(rights('2028-03-08')).toEqual({ isInForce: true, endsOn: '2028-03-08', because: 'age' });
    expect(rights('2028-03-09').isInForce).toBe(false);
    expect(rights('2026-11-24', { birthDate: '2008-02-29' }).endsOn).toBe('2026-02-27');
  });

  test('end on the stated day when it comes first', () => {
    const stated = { expiresOn: '2026-06-30' };
    expect(rights('2026-06-30', stated)).toEqual({ isInForce: true, endsOn: '2026-06-30', because: 'stated' });
    expect(rights('2026-07-01', stated).isInForce).toBe(false);
  });

  test('last beyond majority while a restriction continues them, and no longer', () => {
    const open = [restriction('StudentOver18withGuardian', '2028-03-09')];
    expect(rights('2031-01-01', { restrictions: open })).toEqual({ isInForce: true, endsOn: null, because: null });
    const ending = [restriction('StudentOver18withGuardian', '2028-03-09', '2029-06-30')];
    expect(rights('2029-06-30', { restrictions: ending }).isInForce).toBe(true);
    expect(rights('2029-07-01', { restrictions: ending })).toMatchObject({ isInForce: false, because: 'age' });
    const lifted = [restriction('StudentOver18withGuardian', '2028-03-09', null, false)];
    expect(rights('2031-01-01', { restrictions: lifted }).isInForce).toBe(false);
  });

  test('end before majority with independence, and hold again when it ended', () => {
    const independent = { restrictions: [restriction('IndependentUnder18', '2026-09-01', '2026-12-31')] };
    expect(rights('2026-10-01', independent)).toEqual({
      isInForce: false,
      endsOn: '2026-08-31',
      because: 'independent',
    });
    expect(rights('2027-01-01', independent).isInForce).toBe(true);
  });

  test('do not follow from restrictions of other kinds', () => {
    expect(rights('2026-11-24', { restrictions: [restriction('CourtOrdered', '2026-01-01')] }).because).toBe('age');
  });
});
