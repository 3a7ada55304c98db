import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../text/words.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Link } from '../ui/Link.tsx';
import styles from './Frame.module.css';
import { entriesFor, entryOf } from './navigation.ts';
import { useMe } from './session.ts';

/** The navigation of a phone: the four most used at the bottom, the others one press away. */
export function BottomBar({ path }: { path: string }) {
  const { words } = useWords();
  const [isOpen, setOpen] = useState(false);
  const mine = entriesFor(useMe().permissions);
  const [first, rest] = mine.length <= 5 ? [mine, []] : [mine.slice(0, 4), mine.slice(4)];
  return (
    <nav className={styles.bottom} aria-label={words.frame.navigation} data-print="never">
      <ul className={styles.bottomEntries}>
        {first.map((entry) => (
          <li key={entry.name}>
            <Link
              href={entry.href}
              className={styles.bottomEntry}
              aria-current={entryOf(path) === entry.name ? 'page' : undefined}
            >
              <entry.icon size={20} stroke={1.8} aria-hidden />
              <span>{words.frame.short[entry.name]}</span>
            </Link>
          </li>
        ))}
        {rest.length > 0 ? (
          <li>
            <button type="button" className={styles.bottomEntry} onClick={() => setOpen(true)}>
              <IconDots size={20} aria-hidden />
              <span>{words.frame.short.more}</span>
            </button>
          </li>
        ) : null}
      </ul>
      <Dialog title={words.frame.navigation} isOpen={isOpen} onClose={() => setOpen(false)}>
        <ul className={styles.entries}>
          {rest.map((entry) => (
            <li key={entry.name}>
              <Link href={entry.href} className={styles.entry} onClick={() => setOpen(false)}>
                <entry.icon size={18} stroke={1.8} aria-hidden />
                <span className={styles.entryName}>{words.frame.pages[entry.name]}</span>
              </Link>
            </li>
          ))}
        </ul>
      </Dialog>
    </nav>
  );
}
