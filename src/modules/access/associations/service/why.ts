import type { StudentNumber } from '#kernel/ids.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import { scopeOf } from '../../service/scope.ts';
import { byMinistry, type Strongest, strongest } from '../rules/strength.ts';
import { listAssociations } from '../store/associations.ts';

/** Why the actor sees a student today, by the strongest association of any organisation in reach, and until when; null = not at all. */
export async function whySeen(reader: Reader, actor: Actor, number: StudentNumber): Promise<Strongest | null> {
  const scope = await scopeOf(actor, reader);
  if (scope.everything) return byMinistry;
  const { organisations } = scope;
  return strongest(await listAssociations(reader, { numbers: [number], organisations }), todayOf(new Date()));
}
