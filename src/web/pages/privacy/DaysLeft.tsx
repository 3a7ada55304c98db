import type { RequestBrief } from '../../api/privacy.ts';
import { useWords } from '../../text/words.tsx';
import { StatePill, type Tone } from '../../ui/StatePill.tsx';

const soonDays = 10;

/** How much of the legal time is left, in a word and a shape. */
export function DaysLeft({ request: { clock, closedOn } }: { request: Pick<RequestBrief, 'clock' | 'closedOn'> }) {
  const { words, format } = useWords();
  const said = words.privacy;
  if (closedOn) return <StatePill tone="calm">{said.ended(format.day(closedOn))}</StatePill>;
  if (clock.isPaused) return <StatePill tone="person">{said.paused}</StatePill>;
  const left = clock.daysLeft;
  return <StatePill tone={toneOf(left)}>{left < 0 ? said.daysOver(-left) : said.daysLeft(left)}</StatePill>;
}

function toneOf(left: number): Tone {
  if (left < 0) return 'bad';
  return left <= soonDays ? 'warn' : 'good';
}
