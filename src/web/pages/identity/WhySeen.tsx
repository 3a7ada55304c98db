import { useQuery } from '@tanstack/react-query';
import { type StudentSight, sightQuery } from '../../api/sight.ts';
import { useMe } from '../../frame/session.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { Link } from '../../ui/Link.tsx';
import surface from '../../ui/surface.module.css';
import styles from './StudentPage.module.css';
import { endOf } from './sightLogic.ts';

/** Why the reader sees this student, by which association and until when; and who looked from outside. */
export function WhySeen({ number }: { number: string }) {
  const { words, format } = useWords();
  const { reach } = useMe();
  const { data: sight } = useQuery(sightQuery(number));
  if (!sight) return null;
  const said = words.sight;
  const { how, on } = endOf(sight);
  const name = reach === 'organisation' ? null : sight.organisationName;
  const isMove = sight.level === 'minimum' && sight.association !== 'external';
  return (
    <div className={styles.why}>
      <p>
        <strong>{said.title}</strong> {format.words(sight.words)}
        {name ? ` (${name})` : ''}
        {said.ends[how](format.day(on))} {sight.association === 'external' ? said.minimum : null}
        {isMove ? <Link href={paths.moves({ view: 'coming' })}>{said.toMoves}</Link> : null}
      </p>
      {sight.looks.length > 0 ? <Looks looks={sight.looks} /> : null}
    </div>
  );
}

function Looks({ looks }: { looks: StudentSight['looks'] }) {
  const { words, format } = useWords();
  const said = words.sight;
  return (
    <details>
      <summary>{said.looks(looks.length)}</summary>
      <ul className={surface.plainList}>
        {looks.map((it) => (
          <li key={`${it.organisation} ${it.acknowledgedAt}`}>
            {said.look(it.actorName, it.organisationName ?? it.organisation, format.moment(it.acknowledgedAt))}{' '}
            <q>{it.reason}</q>
          </li>
        ))}
      </ul>
    </details>
  );
}
