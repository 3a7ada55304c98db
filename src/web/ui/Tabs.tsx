import { useEffect, useRef } from 'react';
import { Link } from './Link.tsx';
import styles from './Tabs.module.css';

export type Tab = { href: string; label: string; isCurrent: boolean; count?: number };

/** Tabs whose state is the address: links, so each opens in its own window too. */
export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  const bar = useRef<HTMLElement>(null);
  const current = tabs.find((tab) => tab.isCurrent)?.href;
  // Where the tabs do not fit, the one that is shown is scrolled into view; the page itself does not move.
  useEffect(() => {
    const tab = current === undefined ? null : bar.current?.querySelector<HTMLElement>('[aria-current]');
    if (tab && bar.current) bar.current.scrollLeft = tab.offsetLeft + tab.offsetWidth - bar.current.clientWidth + 24;
  }, [current]);
  return (
    <nav ref={bar} aria-label={label} className={styles.tabs}>
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} className={styles.tab} aria-current={tab.isCurrent ? 'page' : undefined}>
          {tab.label}
          {tab.count ? <span className={styles.count}>{tab.count}</span> : null}
        </Link>
      ))}
    </nav>
  );
}
