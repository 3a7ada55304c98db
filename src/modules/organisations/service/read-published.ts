import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { errors } from '../errors.ts';
import { type Directory, isDirectory, readDirectory } from '../rules/directory.ts';
import { type PublishedYear, readPublished } from '../rules/published.ts';
import type { LayoutFault } from '../rules/sheet.ts';
import { readFile } from './read-file.ts';

export type PublishedFile = { fileName: string; content: Buffer };

/** What a published file says: the schools of a year, or a directory. Throws the module's refusal when it is neither. */
export async function readPublishedFile(
  { fileName, content }: PublishedFile,
  jurisdiction: Jurisdiction,
): Promise<PublishedYear | Directory> {
  const { sheet, remarks } = await readFile(content, fileName);
  const read = isDirectory(sheet)
    ? readDirectory(sheet, {
        grades: jurisdiction.parameter('organisations.directory_grades'),
        programmes: jurisdiction.parameter('organisations.directory_programmes'),
      })
    : readPublished(sheet, fileName);
  if ('because' in read) throw toRefusal(read, fileName);
  return { ...read, remarks: [...remarks, ...read.remarks] };
}

function toRefusal(fault: LayoutFault, fileName: string) {
  switch (fault.because) {
    case 'columns_missing':
      return errors.columns_missing({ fileName, columns: fault.columns });
    case 'columns_unknown':
      return errors.columns_unknown({ fileName, columns: fault.columns });
    case 'columns_repeated':
      return errors.columns_repeated({ fileName, columns: fault.columns });
    case 'year_unknown':
      return errors.year_unknown({ fileName });
    case 'day_unknown':
      return errors.day_unknown({ fileName });
    case 'no_rows':
      return errors.no_rows({ fileName });
  }
}
