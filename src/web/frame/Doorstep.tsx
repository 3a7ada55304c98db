import { Button } from '@mantine/core';
import { Outlet } from '@tanstack/react-router';
import { useWords } from '../text/words.tsx';
import styles from './Doorstep.module.css';
import { Mark, ThemeMenu } from './TopBar.tsx';

/** Around the pages before signing in: the name, language and theme, nothing else. */
export function Doorstep() {
  const { words, language, setLanguage } = useWords();
  const other = language === 'fr' ? 'en' : 'fr';
  return (
    <div className={styles.doorstep}>
      <header className={styles.top}>
        <Mark />
        <p className={styles.brand}>
          <strong>{words.frame.product}</strong>
          <span>{words.frame.tagline}</span>
        </p>
        <Button variant="subtle" color="gray" lang={other} onClick={() => setLanguage(other)}>
          {words.frame.language.other}
        </Button>
        <ThemeMenu />
      </header>
      <main id="content" className={styles.main} tabIndex={-1}>
        <Outlet />
      </main>
    </div>
  );
}
