import { Tooltip } from '@mantine/core';
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { useWords } from '../text/words.tsx';
import { Link } from '../ui/Link.tsx';
import styles from './Frame.module.css';
import { type Entry, entriesFor, entryOf, type GroupName } from './navigation.ts';
import { useMe } from './session.ts';
import { useWaiting } from './useWaiting.ts';

type NavigationProps = { path: string; isCollapsed: boolean; onCollapse: () => void };

/** The left navigation: what this role may do, by group; collapses to its icons. */
export function Navigation({ path, isCollapsed, onCollapse }: NavigationProps) {
  const { words } = useWords();
  const mine = entriesFor(useMe().permissions);
  const groups = [...new Set(mine.map(({ group }) => group))];
  const label = isCollapsed ? words.frame.expand : words.frame.collapse;
  const Icon = isCollapsed ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse;
  return (
    <nav className={styles.side} aria-label={words.frame.navigation} data-print="never">
      <div className={styles.groups}>
        {groups.map((group) => (
          <NavigationGroup
            key={group}
            group={group}
            entries={mine.filter((entry) => entry.group === group)}
            path={path}
            isCollapsed={isCollapsed}
          />
        ))}
      </div>
      <button type="button" className={styles.collapse} onClick={onCollapse} aria-label={label}>
        <Icon size={18} aria-hidden />
        {isCollapsed ? null : <span aria-hidden="true">{label}</span>}
      </button>
    </nav>
  );
}

type GroupProps = { group: GroupName; entries: Entry[]; path: string; isCollapsed: boolean };

function NavigationGroup({ group, entries, path, isCollapsed }: GroupProps) {
  const { words } = useWords();
  return (
    <div className={styles.group}>
      <p className={styles.groupName} id={`group-${group}`}>
        {words.frame.groups[group]}
      </p>
      <ul className={styles.entries} aria-labelledby={`group-${group}`}>
        {entries.map((entry) => (
          <li key={entry.name}>
            <Tooltip label={words.frame.pages[entry.name]} position="right" disabled={!isCollapsed} withArrow>
              <Link
                href={entry.href}
                className={styles.entry}
                aria-label={isCollapsed ? words.frame.pages[entry.name] : undefined}
                aria-current={entryOf(path) === entry.name ? 'page' : undefined}
              >
                <entry.icon size={18} stroke={1.8} aria-hidden />
                {isCollapsed ? null : <span className={styles.entryName}>{words.frame.pages[entry.name]}</span>}
                <Waiting entry={entry} isCollapsed={isCollapsed} />
              </Link>
            </Tooltip>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** How much waits behind an entry. */
function Waiting({ entry, isCollapsed }: { entry: Entry; isCollapsed: boolean }) {
  const { words, format } = useWords();
  const waiting = useWaiting()[entry.name] ?? 0;
  if (waiting === 0) return null;
  if (isCollapsed) return <span className={styles.dot} aria-hidden="true" />;
  return (
    <span className={styles.waiting}>
      <span aria-hidden="true">{format.number(waiting)}</span>
      <span className="visually-hidden">{words.frame.waiting(waiting)}</span>
    </span>
  );
}
