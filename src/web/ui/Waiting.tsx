import { Skeleton } from '@mantine/core';
import { useWords } from '../text/words.tsx';
import surface from './surface.module.css';

/** Rows on their way, where their shape is known. */
export function Waiting({ rows = 6, height = 28 }: { rows?: number; height?: number }) {
  const { words } = useWords();
  const places = Array.from({ length: rows }, (_, at) => at);
  return (
    <div className={`${surface.stack} ${surface.tight}`} role="status">
      <span className="visually-hidden">{words.frame.loading}</span>
      {places.map((place) => (
        <Skeleton key={place} height={height} radius="sm" />
      ))}
    </div>
  );
}
