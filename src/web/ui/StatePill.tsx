import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleDashed,
  IconCircleDot,
  IconEqual,
  IconInfoCircle,
  IconOctagon,
  IconPencil,
  IconPlus,
  IconUser,
  IconX,
} from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { type FindingState, stateWords } from '#modules/validation/rules/states.ts';
import { useWords } from '../text/words.tsx';
import styles from './StatePill.module.css';

export type Tone = 'good' | 'warn' | 'bad' | 'person' | 'calm' | 'accent';
type Shape = ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;

const shapes: Record<Tone, Shape> = {
  good: IconCircleCheck,
  warn: IconAlertTriangle,
  bad: IconOctagon,
  person: IconUser,
  calm: IconCircleDashed,
  accent: IconCircleDot,
};

/** A state: always a word and a shape, so that colour never speaks alone. */
export function StatePill({ tone, children, shape }: { tone: Tone; children: ReactNode; shape?: Shape }) {
  const Shape = shape ?? shapes[tone];
  return (
    <span className={styles.pill} data-tone={tone}>
      <Shape size={14} stroke={2.2} aria-hidden />
      <span>{children}</span>
    </span>
  );
}

export type Fate = 'added' | 'changed' | 'unchanged' | 'refused' | 'held' | 'pending';

const fates: Record<Fate, { tone: Tone; shape: Shape }> = {
  added: { tone: 'good', shape: IconPlus },
  changed: { tone: 'accent', shape: IconPencil },
  unchanged: { tone: 'calm', shape: IconEqual },
  refused: { tone: 'bad', shape: IconX },
  held: { tone: 'person', shape: IconUser },
  pending: { tone: 'calm', shape: IconCircleDashed },
};

/** What became of a submitted item. */
export function FateBadge({ fate }: { fate: Fate }) {
  const { words } = useWords();
  const { tone, shape } = fates[fate];
  return (
    <StatePill tone={tone} shape={shape}>
      {words.table.fate[fate]}
    </StatePill>
  );
}

export type Severity = 'rejection' | 'warning' | 'advice';

const severities: Record<Severity, { tone: Tone; shape: Shape }> = {
  rejection: { tone: 'bad', shape: IconOctagon },
  warning: { tone: 'warn', shape: IconAlertTriangle },
  advice: { tone: 'accent', shape: IconInfoCircle },
};

/** How grave a rule's word is. */
export function SeverityPill({ severity }: { severity: Severity }) {
  const { words } = useWords();
  const { tone, shape } = severities[severity];
  return (
    <StatePill tone={tone} shape={shape}>
      {words.table.severity[severity]}
    </StatePill>
  );
}

const findingTones: Record<FindingState, Tone> = {
  open: 'warn',
  in_progress: 'accent',
  acknowledged: 'calm',
  overridden: 'calm',
  cleared: 'good',
};

export function FindingStatePill({ state }: { state: FindingState }) {
  const { format } = useWords();
  return <StatePill tone={findingTones[state]}>{format.words(stateWords[state])}</StatePill>;
}
