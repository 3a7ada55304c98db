import { Outlet, useLocation, useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useWords } from '../text/words.tsx';
import { type Arrival, ArrivalProvider } from '../ui/arrival.ts';
import { BottomBar } from './BottomBar.tsx';
import { ExpiryDialog } from './ExpiryDialog.tsx';
import styles from './Frame.module.css';
import { HelpPanel } from './HelpPanel.tsx';
import { KeyboardMap } from './KeyboardMap.tsx';
import { Navigation } from './Navigation.tsx';
import { PrintHead } from './PrintHead.tsx';
import { SealedBand } from './SealedBand.tsx';
import { StepUpDialog } from './StepUpDialog.tsx';
import { useMe } from './session.ts';
import { TopBar } from './TopBar.tsx';
import { useShortcuts } from './useShortcuts.ts';

/** Around every page of a signed-in person: top, navigation, the page itself, and what the keys open. */
export function Frame() {
  const { words } = useWords();
  const { pathname } = useLocation();
  const { isDemonstration, sealed } = useMe();
  const [isCollapsed, collapse] = useKept('matricula.collapsed');
  const [opened, setOpened] = useState<'help' | 'keyboard' | null>(null);
  const showMap = useCallback(() => setOpened('keyboard'), []);
  const close = useCallback(() => setOpened(null), []);
  useShortcuts(showMap);
  const arrival = useArrivals();
  return (
    <div
      className={styles.frame}
      data-collapsed={isCollapsed ? '' : undefined}
      data-band={isDemonstration ? '' : undefined}
      data-sealed={sealed ? '' : undefined}
    >
      <a href="#content" className={styles.skip} data-print="never">
        {words.frame.skip}
      </a>
      <PrintHead />
      <header className={styles.top} data-print="never">
        <TopBar onHelp={() => setOpened('help')} />
        <DemonstrationBand />
        <SupportBand />
        <SealedBand />
      </header>
      <div className={styles.below}>
        <Navigation path={pathname} isCollapsed={isCollapsed} onCollapse={() => collapse(!isCollapsed)} />
        <main id="content" className={styles.main} tabIndex={-1}>
          <ArrivalProvider value={arrival}>
            <Outlet />
          </ArrivalProvider>
        </main>
      </div>
      <BottomBar path={pathname} />
      <HelpPanel path={pathname} isOpen={opened === 'help'} onClose={close} onKeyboard={showMap} />
      <KeyboardMap isOpen={opened === 'keyboard'} onClose={close} />
      <ExpiryDialog />
      <StepUpDialog />
    </div>
  );
}

function DemonstrationBand() {
  const { words } = useWords();
  const me = useMe();
  if (!me.isDemonstration) return null;
  return <p className={styles.band}>{words.frame.demonstration}</p>;
}

/** Whoever of support works under an access is told so on every page. */
function SupportBand() {
  const { words, format } = useWords();
  const { support } = useMe();
  if (!support) return null;
  const said = words.people.support;
  const text = said.band(said.scopes[support.scope], support.purpose, format.moment(support.expiresAt));
  return (
    <p className={styles.band} role="status">
      {text}
    </p>
  );
}

/** Asks the title of the page that is arrived at to take the focus, so that it is read aloud and keys start there. */
function useArrivals(): Arrival {
  const router = useRouter();
  const arrival = useRef<Arrival>({ isAwaited: false });
  useEffect(
    () =>
      router.subscribe('onBeforeLoad', ({ fromLocation, toLocation }) => {
        const isNew = fromLocation && recordOf(fromLocation.pathname) !== recordOf(toLocation.pathname);
        if (isNew) arrival.current.isAwaited = true;
      }),
    [router],
  );
  return arrival.current;
}

/** Tabs of one record count as the same page. */
function recordOf(path: string): string {
  const depth = path.startsWith('/access/') ? 4 : 3;
  return path.split('/').slice(0, depth).join('/');
}

/** A yes or no kept in this browser. */
function useKept(key: string): [boolean, (value: boolean) => void] {
  const [value, setValue] = useState(() => read(key));
  const change = (next: boolean) => {
    setValue(next);
    try {
      localStorage.setItem(key, next ? 'yes' : 'no');
    } catch {
      // Refused storage only means that the choice lasts until the page is left.
    }
  };
  return [value, change];
}

function read(key: string): boolean {
  try {
    return localStorage.getItem(key) === 'yes';
  } catch {
    return false;
  }
}
