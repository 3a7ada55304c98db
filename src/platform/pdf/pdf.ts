import { setImmediate as nextTurn } from 'node:timers/promises';
import type { NodeCompiler, NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { defineErrors } from '#kernel/errors.ts';
import type { Language } from '#kernel/words.ts';
import { families, readFonts } from './fonts.ts';

export const errors = defineErrors('pdf', {
  glyph_missing: {
    status: 422,
    en: 'The text “{text}” cannot be printed: no font at hand has its letters',
    fr: 'Le texte « {text} » ne peut pas être imprimé : aucune police disponible ne contient ses lettres',
  },
});

export type PdfOptions = {
  language: Language;
  /** Shown by the reader's window and read first by a screen reader. */
  title: string;
  /** The moment written into the file; with the same moment the same input gives the same bytes. */
  at: Date;
};

/**
 * Prints data through a template written in Typst: a tagged PDF/A-2a. The template finds the data as `data` and may rely
 * on language, title and fonts being set. Data travel as JSON beside the template and are never read as markup.
 * A letter that no font of ours has is refused (pdf.glyph_missing), so that nobody is handed a box in place of a name.
 */
export async function renderPdf(template: string, data: unknown, options: PdfOptions): Promise<Buffer> {
  const compiler = await openCompiler();
  const document = compile(compiler, { template, data, options });
  try {
    // a-2a rather than ua-1: the compiler offers one or the other, both tagged, and only this one also promises to be readable in fifty years.
    return compiler.pdf(document, {
      pdfStandard: 'a-2a',
      creationTimestamp: Math.floor(options.at.getTime() / 1000),
    });
  } catch (error) {
    throw toRefusal(error, data);
  } finally {
    // Both keep memory level (230 MB over 3,000 records, against 600 kB more with every page without them): memoised results
    // stay until they are evicted, which costs no time here, and documents are freed only between turns of the event loop.
    compiler.evictCache(0);
    await nextTurn();
  }
}

/** What every template begins with. Fallback is off so that fonts of the machine never find their way into a page. */
const prelude = `#let data = json(bytes(sys.inputs.data))
#set document(title: sys.inputs.title, date: auto)
#set text(lang: sys.inputs.language, font: (${families.map((family) => `"${family}"`).join(', ')}), fallback: false)
`;

function compile(
  compiler: NodeCompiler,
  { template, data, options }: { template: string; data: unknown; options: PdfOptions },
): NodeTypstDocument {
  const { language, title } = options;
  const compiled = compiler.compile({
    mainFileContent: prelude + template,
    inputs: { data: JSON.stringify(data), language, title },
  });
  const { result } = compiled;
  const diagnostics = compiled.takeDiagnostics() ?? compiled.takeWarnings();
  // A warning (an unknown font, a layout that does not settle) is a mistake in a template as much as an error is.
  if (!result || diagnostics) {
    const details = diagnostics ? JSON.stringify(compiler.fetchDiagnostics(diagnostics)) : 'no document';
    throw new Error(`the template does not compile: ${details}`);
  }
  return result;
}

/** The compiler tells a missing letter in words only; this reads them, and a test holds it to them. */
function toRefusal(error: unknown, data: unknown): unknown {
  const message = error instanceof Error ? error.message : String(error);
  const told = /the text `(.+?)` could not be displayed/.exec(message)?.[1];
  if (told === undefined) return error;
  const letters = told.replace(/^\\?"|\\?"$/g, '');
  return errors.glyph_missing({ text: findText(data, letters) ?? letters });
}

/** The first text among the data that holds some letters. */
function findText(data: unknown, letters: string): string | null {
  if (typeof data === 'string') return data.includes(letters) ? data : null;
  if (typeof data !== 'object' || data === null) return null;
  for (const value of Object.values(data)) {
    const found = findText(value, letters);
    if (found !== null) return found;
  }
  return null;
}

let opened: Promise<NodeCompiler> | null = null;

/** The one compiler of the process, made when the first page is asked for: its library weighs 51 MB and start-up shall not wait for it. */
function openCompiler(): Promise<NodeCompiler> {
  opened ??= createCompiler().catch((error: unknown) => {
    opened = null; // tried again by whoever asks next
    throw error;
  });
  return opened;
}

async function createCompiler(): Promise<NodeCompiler> {
  const [typst, fontBlobs] = await Promise.all([import('@myriaddreamin/typst-ts-node-compiler'), readFonts()]);
  return typst.NodeCompiler.create({ workspace: import.meta.dirname, fontArgs: [{ fontBlobs }] });
}
