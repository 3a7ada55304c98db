import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { ZipFile } from 'yazl';
import { z } from 'zod';
import { DomainError } from '#kernel/errors.ts';
import { Number9, WordsShape } from '#kernel/shapes.ts';
import type { Language, Words } from '#kernel/words.ts';
import { errors as pdfErrors, renderPdf } from '#platform/pdf/pdf.ts';
import { readAll } from '../../keys/service/seal.ts';
import type { GatheredSection } from './gather.ts';
import type { PackagePage } from './lay-out.ts';
import { groupWords, packageWords } from './words.ts';

/** person.json: what a program reads. */
const PersonFile = z.strictObject({
  format: z.literal('matricula-person/1'),
  register: WordsShape,
  madeAt: z.iso.datetime(),
  numbers: z.array(Number9),
  askedBy: z.string(),
  legalBasis: z.string().nullable(),
  sections: z.array(
    z.strictObject({
      section: z.string(),
      title: WordsShape,
      tables: z.array(
        z.strictObject({
          table: z.string(),
          title: WordsShape,
          withheld: WordsShape.nullable().describe('Why nothing of this is given'),
          columns: z.array(z.strictObject({ name: z.string(), words: WordsShape, code: z.string().nullable() })),
          columnsWithheld: z.array(z.strictObject({ name: z.string(), why: WordsShape })),
          rows: z.array(z.record(z.string(), z.json())),
        }),
      ),
    }),
  ),
});
export type PersonFile = z.output<typeof PersonFile>;

export function toPersonFile(
  sections: readonly GatheredSection[],
  head: Omit<PersonFile, 'format' | 'sections'>,
): PersonFile {
  const told = sections.map(({ group, tables }) => ({ section: group, title: groupWords[group], tables }));
  return PersonFile.parse({ format: 'matricula-person/1', ...head, sections: told });
}

export function readPackageTemplate(): Promise<string> {
  return readFile(createRequire(import.meta.url).resolve('#modules/privacy/templates/person-package.typ'), 'utf8');
}

/** Texts that the fonts cannot print are told once more: nobody goes without an answer because of a letter. */
const unprintableMax = 200;

/** Prints the page; a text whose letters no font has stands in person.json, and the page says so in its place. */
export async function printPackage(
  page: PackagePage,
  { language, at }: { language: Language; at: Date },
): Promise<Buffer> {
  const template = await readPackageTemplate();
  let shown = page;
  for (let tries = 0; ; tries += 1) {
    try {
      return await renderPdf(template, shown, { language, title: page.title, at });
    } catch (error) {
      const text =
        error instanceof DomainError && error.code === pdfErrors.glyph_missing.code ? error.params['text'] : null;
      if (typeof text !== 'string' || text === '' || tries === unprintableMax) throw error;
      shown = replaceText(shown, text, packageWords.unprintable[language]);
    }
  }
}

function replaceText<Value>(value: Value, from: string, to: string): Value {
  if (typeof value === 'string') return value.replaceAll(from, to) as Value; // a text for a text
  if (Array.isArray(value)) return value.map((it) => replaceText(it, from, to)) as Value;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, replaceText(it, from, to)])) as Value; // the same keys
}

const indexWords = {
  readFirst: { en: 'READ ME FIRST', fr: 'À LIRE D’ABORD' },
  pdf: { en: 'everything in plain words', fr: 'tout, en mots simples' },
  json: { en: 'the same for programs', fr: 'les mêmes données pour les programmes' },
  schema: { en: 'how person.json is built', fr: 'comment person.json est construit' },
  digest: { en: 'SHA-256 of each file', fr: 'SHA-256 de chaque fichier' },
} as const satisfies Record<string, Words>;

/** The package as one ZIP: an index, the printed page, the data and their schema. The same input gives the same bytes. */
export async function packPerson(
  { person, pdf }: { person: PersonFile; pdf: Buffer },
  at: Date,
): Promise<{ zip: Buffer; sha256: string }> {
  const files = [
    { name: 'person.pdf', bytes: pdf, about: indexWords.pdf },
    { name: 'person.json', bytes: Buffer.from(`${JSON.stringify(person, null, 2)}\n`), about: indexWords.json },
    {
      name: 'person.schema.json',
      bytes: Buffer.from(`${JSON.stringify(z.toJSONSchema(PersonFile), null, 2)}\n`),
      about: indexWords.schema,
    },
  ];
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(indexOf(files)), 'index.txt', { mtime: at });
  for (const { name, bytes } of files) zip.addBuffer(bytes, name, { mtime: at });
  zip.end();
  const whole = await readAll(zip.outputStream as never); // yazl types its stream more narrowly than it is
  return { zip: whole, sha256: digest(whole) };
}

function indexOf(files: readonly { name: string; bytes: Buffer; about: Words }[]): string {
  const lines = files.map(
    ({ name, bytes, about }) => `${name.padEnd(20)} ${about.en} / ${about.fr} (${bytes.length} bytes)`,
  );
  const digests = files.map(({ name, bytes }) => `${digest(bytes)}  ${name}`);
  const { readFirst, digest: title } = indexWords;
  return [`${readFirst.en} / ${readFirst.fr}`, '', ...lines, '', `${title.en} / ${title.fr}`, ...digests, ''].join(
    '\r\n',
  );
}

function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
