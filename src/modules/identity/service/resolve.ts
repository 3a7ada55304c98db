import type { StudentNumber } from '#kernel/ids.ts';
import type { Reader } from '#platform/database/database.ts';
import { type Resolved, resolve } from '../rules/resolve.ts';
import { listIssued, listLinks } from '../store/assertions.ts';

/** Which numbers are the person's, and which stands for the person; a number that was never linked answers itself. */
export async function resolveNumbers(
  reader: Reader,
  numbers: readonly StudentNumber[],
): Promise<Map<StudentNumber, Resolved>> {
  const links = await listLinks(reader, numbers);
  const linked = [...new Set(links.flatMap((link) => [link.a, link.b]))];
  return resolve(numbers, links, await listIssued(reader, linked));
}

/** The same of one number. */
export async function resolveNumber(reader: Reader, number: StudentNumber): Promise<Resolved> {
  const resolved = await resolveNumbers(reader, [number]);
  return resolved.get(number) ?? { primary: number, numbers: [number] };
}
