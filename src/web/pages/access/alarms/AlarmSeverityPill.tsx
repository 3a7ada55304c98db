import type { Alarm } from '../../../api/alarms.ts';
import { useWords } from '../../../text/words.tsx';
import { StatePill, type Tone } from '../../../ui/StatePill.tsx';

const tones: Record<Alarm['severity'], Tone> = { critical: 'bad', serious: 'warn', notice: 'accent' };

export function AlarmSeverityPill({ severity }: { severity: Alarm['severity'] }) {
  const { words } = useWords();
  return <StatePill tone={tones[severity]}>{words.alarms.severities[severity]}</StatePill>;
}
