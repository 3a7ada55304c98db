import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** A Typst template of this module by name. Found through the package's own import map, so that tests and the bundled program find the same file. */
export function readTemplate(name: 'student-record'): Promise<string> {
  const path = createRequire(import.meta.url).resolve(`#modules/documents/templates/${name}.typ`);
  return readFile(path, 'utf8');
}
