import type { ReactNode } from 'react';
import { moves } from '#modules/validation/rules/states.ts';
import { useWords } from '../text/words.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import styles from './KeyboardMap.module.css';
import { placesFor } from './navigation.ts';
import { useMe } from './session.ts';

/** Every key there is, by place. */
export function KeyboardMap({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { words, format } = useWords();
  const { permissions } = useMe();
  const { keyboard } = words.frame;
  return (
    <Dialog title={keyboard.title} isOpen={isOpen} onClose={onClose} size="wide">
      <div className={styles.places}>
        <Place title={keyboard.anywhere}>
          <Key keys={['/', 'Ctrl K']} what={keyboard.search} />
          <Key keys={['?']} what={keyboard.map} />
          <Key keys={['Esc']} what={keyboard.close} />
          {placesFor(permissions).map(({ name, key }) => (
            <Key key={name} keys={['g', key]} isSequence what={keyboard.go(words.frame.pages[name])} />
          ))}
        </Place>
        <Place title={keyboard.inTable}>
          <Key keys={['↓', 'j']} what={keyboard.move} />
          <Key keys={['Home', 'End']} what={keyboard.edges} />
          <Key keys={['Enter']} what={keyboard.open} />
          <Key keys={['x', 'Space']} what={keyboard.select} />
        </Place>
        <Place title={keyboard.inWork}>
          <Key keys={['t']} what={words.table.finding.take} />
          <Key keys={['a']} what={format.words(moves.acknowledge.words)} />
          <Key keys={['z']} what={format.words(moves.snooze.words)} />
          <Key keys={['n']} what={format.words(moves.note.words)} />
          <Key keys={['o']} what={words.table.finding.openRecord} />
        </Place>
        <Place title={keyboard.inMatch}>
          <Key keys={['1', '2', '…']} what={words.matches.keys.same} />
          <Key keys={['n']} what={words.matches.keys.isNew} />
          <Key keys={['j', 'k']} what={words.matches.keys.next} />
        </Place>
      </div>
    </Dialog>
  );
}

function Place({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3 className={styles.title}>{title}</h3>
      <dl className={styles.keys}>{children}</dl>
    </section>
  );
}

function Key({ keys, what, isSequence = false }: { keys: string[]; what: string; isSequence?: boolean }) {
  const { words } = useWords();
  const joint = isSequence ? words.frame.keyboard.after : words.frame.keyboard.or;
  return (
    <div className={styles.key}>
      <dt>
        {keys.map((key, at) => (
          <span key={key}>
            {at > 0 ? <span className={styles.joint}> {joint} </span> : null}
            <kbd>{key}</kbd>
          </span>
        ))}
      </dt>
      <dd>{what}</dd>
    </div>
  );
}
