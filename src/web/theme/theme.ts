import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';
import { dark, light, type Tokens, variableOf } from './tokens.ts';

const systemSans =
  "'Matricula Letters', system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Matricula Noto', sans-serif";
const systemMono = "ui-monospace, 'SF Mono', 'Cascadia Mono', 'Segoe UI Mono', 'Liberation Mono', Menlo, monospace";

const accent: MantineColorsTuple = [
  '#eef5fc',
  '#e3eef9',
  '#c4dbf2',
  '#9dc3ea',
  '#74a8df',
  '#4a8acb',
  '#2c69b0',
  '#1f5a96',
  '#18487a',
  '#123759',
];
const slate: MantineColorsTuple = [
  '#f4f6f9',
  '#ebeff4',
  '#e0e6ed',
  '#d7dde6',
  // Mantine draws the edges of controls with this shade: it is the edge of the tokens.
  light.edge,
  '#66748a',
  '#5b6879',
  '#4a576b',
  '#2d3a4c',
  '#17202e',
];
const night: MantineColorsTuple = [
  '#e8edf4',
  '#c8d1dd',
  '#a9b5c6',
  '#8b99ac',
  dark.edge,
  '#2b3544',
  '#1e2733',
  '#171e28',
  '#10161e',
  '#0b1016',
];

/** The look of Mantine's parts. Colours come from the tokens; sizes follow an 8-pixel grid with type 14/20. */
export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  colors: { accent, gray: slate, dark: night },
  white: '#ffffff',
  black: light.ink,
  fontFamily: systemSans,
  fontFamilyMonospace: systemMono,
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '3px', sm: '5px', md: '7px', lg: '10px', xl: '16px' },
  defaultRadius: 'sm',
  headings: { fontFamily: systemSans, fontWeight: '650' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
});

/** Mantine's own variables, pointed at our tokens. */
const mantineFrom: Record<string, keyof Tokens> = {
  '--mantine-color-body': 'page',
  '--mantine-color-text': 'ink',
  '--mantine-color-bright': 'ink',
  '--mantine-color-dimmed': 'inkSoft',
  '--mantine-color-placeholder': 'inkSoft',
  '--mantine-color-error': 'bad',
  '--mantine-color-success': 'good',
  '--mantine-color-anchor': 'accent',
  '--mantine-color-default': 'surface',
  '--mantine-color-default-hover': 'sunken',
  '--mantine-color-default-color': 'ink',
  '--mantine-color-default-border': 'edge',
  '--mantine-color-disabled': 'sunken',
  '--mantine-color-disabled-color': 'inkSoft',
  '--mantine-color-disabled-border': 'line',
  '--mantine-color-accent-filled': 'accentFill',
  '--mantine-color-accent-filled-hover': 'accentFillHover',
  '--mantine-color-accent-light': 'accentSoft',
  '--mantine-color-accent-light-hover': 'accentSoft',
  '--mantine-color-accent-light-color': 'accent',
  '--mantine-color-accent-outline': 'accent',
  '--mantine-color-accent-text': 'accent',
  '--mantine-color-red-filled': 'badFill',
  '--mantine-color-red-filled-hover': 'badFillHover',
  '--mantine-color-red-outline': 'bad',
  '--mantine-color-red-light': 'badSoft',
  '--mantine-color-red-light-color': 'bad',
  '--mantine-color-red-text': 'bad',
};

function variablesOf(tokens: Tokens): Record<string, string> {
  const own = Object.entries(tokens).map(([token, value]) => [variableOf(token), value]);
  const pointed = Object.entries(mantineFrom).map(([variable, token]) => [variable, `var(${variableOf(token)})`]);
  return Object.fromEntries([...own, ...pointed]);
}

/** Hands the tokens of both themes to Mantine's provider. */
export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { '--mantine-primary-color-contrast': '#ffffff', ...variablesOf(light) },
  dark: { '--mantine-primary-color-contrast': '#ffffff', ...variablesOf(dark) },
});
