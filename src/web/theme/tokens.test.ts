import { describe, expect, it } from 'vitest';
import { dark, light, type Tokens, variableOf } from './tokens.ts';

/** WCAG relative luminance of `#rrggbb`. */
function luminance(colour: string): number {
  const channel = (at: number) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5);
}

function contrast(a: string, b: string): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]; // two in, two out
  return (high + 0.05) / (low + 0.05);
}

const states = ['good', 'warn', 'bad', 'person', 'calm', 'accent'] as const;
const grounds = ['page', 'surface', 'sunken'] as const;

describe.each([
  ['light', light],
  ['dark', dark],
] as [string, Tokens][])('the %s theme', (_name, theme) => {
  it('keeps text at 4.5:1 on every ground', () => {
    const weak = [];
    for (const ground of [
      ...grounds,
      'accentSoft',
      'goodSoft',
      'warnSoft',
      'badSoft',
      'personSoft',
      'calmSoft',
    ] as const)
      for (const text of ['ink', 'inkSoft'] as const)
        if (contrast(theme[text], theme[ground]) < 4.5) weak.push(`${text} on ${ground}`);
    expect(weak).toEqual([]);
  });

  it('keeps state words at 4.5:1 on their own ground and on every other ground', () => {
    const weak = [];
    for (const state of states) {
      for (const ground of [...grounds, `${state}Soft`] as const) {
        const ratio = contrast(theme[state], theme[ground]);
        if (ratio < 4.5) weak.push(`${state} on ${ground}: ${ratio.toFixed(2)}`);
      }
    }
    expect(weak).toEqual([]);
  });

  it('keeps white on filled buttons at 4.5:1', () => {
    for (const fill of ['accentFill', 'accentFillHover', 'badFill', 'badFillHover'] as const) {
      expect(contrast('#ffffff', theme[fill]), fill).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('keeps edges of controls and the focus ring at 3:1 against every ground', () => {
    for (const ground of grounds) {
      expect(contrast(theme.edge, theme[ground]), ground).toBeGreaterThanOrEqual(3);
      expect(contrast(theme.accent, theme[ground]), ground).toBeGreaterThanOrEqual(3);
    }
  });

  it('keeps text readable on a marked difference', () => {
    expect(contrast(theme.ink, theme.mark)).toBeGreaterThanOrEqual(4.5);
  });
});

it('names CSS variables by the token', () => {
  expect(variableOf('accentSoft')).toBe('--accent-soft');
});
