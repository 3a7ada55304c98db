import { type ReactNode, useId } from 'react';
import surface from './surface.module.css';

type PanelProps = { title?: string; aside?: ReactNode; level?: 2 | 3; children: ReactNode };

/** A titled part of a page, found by its heading. */
export function Panel({ title, aside, level = 2, children }: PanelProps) {
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  if (!title) return <div className={surface.panel}>{children}</div>;
  return (
    <section className={surface.panel} aria-labelledby={id}>
      <div className={surface.panelHead}>
        <Heading id={id} className={surface.panelTitle}>
          {title}
        </Heading>
        {aside}
      </div>
      {children}
    </section>
  );
}
