/** The colours of one theme. Names say the use, never the hue; every pair that meets is measured in tokens.test.ts. */
export type Tokens = {
  /** Behind everything. */ page: string;
  /** Panels, tables, inputs. */ surface: string;
  /** Wells and table heads. */ sunken: string;
  /** Text. */ ink: string;
  /** Second-rank text; still AA on every ground. */ inkSoft: string;
  /** Hairlines that only decorate. */ line: string;
  /** Edges of controls: 3:1 against their ground. */ edge: string;
  /** Links, the chosen entry, the focus ring. */ accent: string;
  accentSoft: string;
  /** Filled buttons, with white upon it. */ accentFill: string;
  accentFillHover: string;
  good: string;
  goodSoft: string;
  warn: string;
  warnSoft: string;
  bad: string;
  badSoft: string;
  badFill: string;
  badFillHover: string;
  /** Waits with a person. */ person: string;
  personSoft: string;
  calm: string;
  calmSoft: string;
  /** The ground of a difference marked inside a word. */ mark: string;
  shadow: string;
};

export const light: Tokens = {
  page: '#f4f6f9',
  surface: '#ffffff',
  sunken: '#ebeff4',
  ink: '#17202e',
  inkSoft: '#4a576b',
  line: '#d7dde6',
  edge: '#76839a',
  accent: '#1f5a96',
  accentSoft: '#e3eef9',
  accentFill: '#1f5a96',
  accentFillHover: '#18487a',
  good: '#1b653a',
  goodSoft: '#e1f3e7',
  warn: '#7d4b00',
  warnSoft: '#fdf0d3',
  bad: '#a8231b',
  badSoft: '#fde9e7',
  badFill: '#b3261e',
  badFillHover: '#8f1d17',
  person: '#63389a',
  personSoft: '#f0e9fa',
  calm: '#445165',
  calmSoft: '#e8ecf2',
  mark: '#ffe08a',
  shadow: '0 1px 2px rgb(23 32 46 / 6%), 0 6px 20px rgb(23 32 46 / 10%)',
};

export const dark: Tokens = {
  page: '#0f141b',
  surface: '#171e28',
  sunken: '#10161e',
  ink: '#e8edf4',
  inkSoft: '#a9b5c6',
  line: '#2b3544',
  edge: '#75849a',
  accent: '#8fbcf0',
  accentSoft: '#1b304a',
  accentFill: '#2c69b0',
  accentFillHover: '#3574bd',
  good: '#84d3a0',
  goodSoft: '#163021',
  warn: '#f2c26b',
  warnSoft: '#382b10',
  bad: '#ffa197',
  badSoft: '#431c1b',
  badFill: '#b93a31',
  badFillHover: '#c9463c',
  person: '#cdb4f4',
  personSoft: '#2e2347',
  calm: '#b3bfcf',
  calmSoft: '#232d3a',
  mark: '#6b5410',
  shadow: '0 1px 2px rgb(0 0 0 / 40%), 0 8px 24px rgb(0 0 0 / 45%)',
};

/** `accentSoft` as the name of its CSS variable, `--accent-soft`. */
export function variableOf(token: string): string {
  return `--${token.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
