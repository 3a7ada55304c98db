// docs/security/asvs.md from docs/security/asvs.json: what the OWASP ASVS 5.0 asks at level 2, how it is met, and which test shows it.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const states = ['met', 'partly', 'not_met', 'not_applicable'] as const;

const Requirement = z.strictObject({
  id: z.string().regex(/^V\d+\.\d+\.\d+$/),
  level: z.union([z.literal(1), z.literal(2)]),
  /** What is asked, in our own words. */
  asks: z.string().min(5),
  state: z.enum(states),
  how: z.string().min(5),
  /** `path › title`: the title as it stands in the file, places of `test.each` included. */
  tests: z.array(z.string().regex(/^\S+\.ts › .+$/)),
});
export type Requirement = z.output<typeof Requirement>;

const Register = z.strictObject({
  chapters: z.record(z.string().regex(/^V\d+$/), z.string()),
  requirements: z.array(Requirement),
});
type Register = z.output<typeof Register>;

const source = 'docs/security/asvs.json';

export function readAsvs(checkout: string): Register {
  return Register.parse(JSON.parse(readFileSync(join(checkout, source), 'utf8')));
}

/** Named tests that stand in no file: a proof that is not there. */
export function missingTests(checkout: string, requirements: readonly Requirement[]): string[] {
  const texts = new Map<string, string>();
  const textOf = (path: string) => {
    const text =
      texts.get(path) ?? (existsSync(join(checkout, path)) ? readFileSync(join(checkout, path), 'utf8') : '');
    texts.set(path, text);
    return text;
  };
  return requirements.flatMap(({ id, tests }) =>
    tests
      .filter((test) => !hasTitle(textOf(test.split(' › ')[0] ?? ''), test.slice(test.indexOf(' › ') + 3)))
      .map((test) => `${id}: ${test}`),
  );
}

function hasTitle(text: string, title: string): boolean {
  return ["'", '`', '"'].some((quote) => text.includes(`${quote}${title}${quote}`));
}

export function writeAsvs({ chapters, requirements }: Register): string {
  const count = (of: readonly Requirement[], state: string) => of.filter((it) => it.state === state).length;
  const summary = Object.entries(chapters).map(([chapter, title]) => {
    const its = requirements.filter(({ id }) => chapterOf(id) === chapter);
    return `| [${chapter}](#${anchor(chapter, title)}) | ${title} | ${states.map((state) => count(its, state)).join(' | ')} |`;
  });
  const total = `| | **all** | ${states.map((state) => `**${count(requirements, state)}**`).join(' | ')} |`;
  const tables = Object.entries(chapters).map(([chapter, title]) => {
    const rows = requirements.filter(({ id }) => chapterOf(id) === chapter).map(rowOf);
    return [
      `## ${chapter} ${title}`,
      '',
      '| number | level | what is asked | state | how | test |',
      '| --- | --- | --- | --- | --- | --- |',
      ...rows,
      '',
    ].join('\n');
  });
  return [
    head,
    '| chapter | | met | partly | not met | not applicable |',
    '| --- | --- | --- | --- | --- | --- |',
    ...summary,
    total,
    '',
    ...tables,
  ].join('\n');
}

const head = `# OWASP ASVS 5.0.0, level 2

Generated from \`asvs.json\` by \`npm run generate\`. Do not edit: change the source. A test fails when a test named here does not exist.

The numbers are those of the OWASP Application Security Verification Standard 5.0.0; what each asks is told in our own words, its
own words are in the standard. Level 2 includes level 1. *Not applicable* means that the thing asked about does not exist here, or
belongs to whoever operates the program; why stands beside it. Nobody from outside has verified this page.
`;

const chapterOf = (id: string) => id.split('.')[0];
const anchor = (chapter: string, title: string) =>
  `${chapter} ${title}`
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');

function rowOf({ id, level, asks, state, how, tests }: Requirement): string {
  const shown = tests.map((test) => {
    const [path = '', title = ''] = [test.split(' › ')[0], test.slice(test.indexOf(' › ') + 3)];
    return `[${path.split('/').at(-1)}](../../${path}): ${cell(title)}`;
  });
  return `| ${id} | ${level} | ${cell(asks)} | ${state.replace('_', ' ')} | ${cell(how)} | ${shown.join('<br>')} |`;
}

/** The page, for the list of generated files. */
export function asvsDocument(checkout: string): [string, string] {
  return ['docs/security/asvs.md', writeAsvs(readAsvs(checkout))];
}
