import { describe, expect, test } from 'vitest';
import { ruleContextFromFiles } from '#support/rule-context.ts';
import { type LandForm, tidyLand, wrongLandPart } from './land.ts';

const codes = await ruleContextFromFiles({ today: '2026-11-24', currentSchoolYear: 2027 });
const land = codes.code('address_format', 'ATS')?.data['land'] as LandForm;

describe('a place by the land survey', () => {
  test('is written as the form has it, however it was typed', () => {
    for (const typed of ['ne 12 045 07 w4', 'NE-12-45-7-W4', 'NE, 12 / 45 / 7 / 4', 'NE 12-45-7-W4'])
      expect(tidyLand(typed, land)).toBe('NE-12-45-7-W4');
  });

  test.each([
    ['NE-12-45-7-W3', 'meridian', '4–6'],
    ['NE-12-45-7-W7', 'meridian', '4–6'],
    ['NE-12-0-7-W4', 'township', '1–126'],
    ['NE-12-127-7-W4', 'township', '1–126'],
    ['NE-12-45-31-W4', 'range', '1–30'],
    ['NE-0-45-7-W4', 'section', '1–36'],
    ['NE-37-45-7-W4', 'section', '1–36'],
    ['XX-12-45-7-W4', 'quarter', 'NE, NW, SE, SW'],
    ['NE-1.5-45-7-W4', 'section', '1–36'],
    ['NE-12-45-7-WW4', 'meridian', '4–6'],
  ])('%s is refused for its %s, with what it may be', (typed, part, allowed) => {
    expect(wrongLandPart(typed, land)).toMatchObject({ part: { name: part }, allowed });
  });

  test('with a part too few or too many is none', () => {
    for (const typed of ['NE-12-45-7', 'NE-12-45-7-W4-1', '', '12 First Avenue'])
      expect(wrongLandPart(typed, land)).toEqual({ part: null, allowed: 'NE-12-45-7-W4' });
  });
});
