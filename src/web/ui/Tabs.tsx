import { Link } from './Link.tsx';
import styles from './Tabs.module.css';

export type Tab = { href: string; label: string; isCurrent: boolean; count?: number };

/** Tabs whose state is the address: links, so each opens in its own window too. */
export function Tabs({ label, tabs }: { label: string; tabs: Tab[] }) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} className={styles.tab} aria-current={tab.isCurrent ? 'page' : undefined}>
          {tab.label}
          {tab.count ? <span className={styles.count}>{tab.count}</span> : null}
        </Link>
      ))}
    </nav>
  );
}
