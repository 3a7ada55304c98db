import type { Random } from '#kernel/random.ts';
import { arabic, ethiopian, nigerian, persian, somali, urdu } from './arabic-african.ts';
import { chinese, filipino, indian, korean, punjabi, vietnamese } from './asian.ts';
import type { Culture } from './culture.ts';
import { english } from './english.ts';
import { french, german, nordic, spanish, ukrainian } from './european.ts';
import { indigenous, oneName } from './indigenous.ts';

export const cultures: readonly Culture[] = [
  english,
  french,
  ukrainian,
  german,
  nordic,
  spanish,
  punjabi,
  indian,
  chinese,
  vietnamese,
  filipino,
  korean,
  arabic,
  urdu,
  somali,
  nigerian,
  ethiopian,
  persian,
  indigenous,
  oneName,
];

const total = cultures.reduce((sum, it) => sum + it.weight, 0);

/** A culture by its share of families. */
export function pickCulture(random: Random): Culture {
  let place = random.next() * total;
  for (const culture of cultures) {
    place -= culture.weight;
    if (place < 0) return culture;
  }
  return english;
}
