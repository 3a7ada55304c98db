import { useQuery } from '@tanstack/react-query';
import { alarmCountQuery } from '../../api/alarms.ts';
import { moveCountQuery } from '../../api/moves.ts';
import { ButtonLink } from '../../frame/Failure.tsx';
import { useMay, useMe } from '../../frame/session.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Link } from '../../ui/Link.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { StatePill } from '../../ui/StatePill.tsx';
import surface from '../../ui/surface.module.css';
import styles from './AccessPage.module.css';
import { type Section, type SectionGroup, sectionGroups, sectionsFor } from './sections.ts';

/** The hub of access, privacy and the ledger: what the person signed in may use, each with its meaning in a line. */
export function AccessPage() {
  const { words } = useWords();
  const mine = sectionsFor(useMe().permissions);
  const said = words.access;
  return (
    <>
      <PageTitle title={words.frame.pages.access} answer={said.answer} product={words.frame.product} />
      {mine.length === 0 ? (
        <EmptyState title={said.nothing} next={<ButtonLink href={paths.home()}>{words.frame.error.goHome}</ButtonLink>}>
          <p>{said.nothingWhy}</p>
        </EmptyState>
      ) : null}
      <div className={styles.groups}>
        {sectionGroups.map((group) => (
          <Group key={group} group={group} sections={mine.filter((section) => section.group === group)} />
        ))}
      </div>
    </>
  );
}

function Group({ group, sections }: { group: SectionGroup; sections: Section[] }) {
  const { words } = useWords();
  const waiting = useWaitingIn();
  if (sections.length === 0) return null;
  return (
    <section aria-labelledby={`access-${group}`}>
      <h2 id={`access-${group}`} className={styles.groupName}>
        {words.access.groups[group]}
      </h2>
      <ul className={styles.cards}>
        {sections.map(({ name, href, icon: Icon }) => (
          <li key={name} className={styles.card}>
            <Icon size={20} stroke={1.8} aria-hidden />
            <div className={styles.words}>
              <Link href={href} className={styles.name}>
                {words.access.sections[name].title}
              </Link>
              <p className={surface.soft}>{words.access.sections[name].meaning}</p>
              {waiting[name] ? <StatePill tone="warn">{words.frame.waiting(waiting[name])}</StatePill> : null}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How much waits behind a section, for those that count. */
function useWaitingIn(): Partial<Record<Section['name'], number>> {
  const alarms = useQuery({ ...alarmCountQuery, enabled: useMay('alarm.read') });
  const moves = useQuery({ ...moveCountQuery, enabled: useMay('student.read') });
  return { alarms: alarms.data?.open ?? 0, moves: moves.data?.waiting ?? 0 };
}
