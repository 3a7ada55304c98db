import { useQuery } from '@tanstack/react-query';
import { useCodes } from '../../api/codes.ts';
import { type Enrolment, enrolmentsQuery } from '../../api/enrolment.ts';
import { Failure } from '../../frame/Failure.tsx';
import { useKnownAt } from '../../frame/knownAt.ts';
import { useMay } from '../../frame/session.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { Link } from '../../ui/Link.tsx';
import { Panel } from '../../ui/Panel.tsx';
import surface from '../../ui/surface.module.css';
import { Waiting } from '../../ui/Waiting.tsx';

/** What the student declared on enrolments at schools within reach. */
export function DeclarationPanel({ number }: { number: string }) {
  const { words } = useWords();
  const { data, error, refetch } = useQuery(enrolmentsQuery(number, 'leave_out', useKnownAt()));
  const said = words.support.declaration;
  const told = data?.filter((it) => it.selfDeclaration !== undefined);
  return (
    <Panel title={said.title}>
      <div className={surface.stack}>
        <p className={surface.soft}>{said.about}</p>
        {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
        {!told && !error ? <Waiting rows={1} height={24} /> : null}
        {told?.length === 0 ? <p className={surface.soft}>{said.noEnrolment}</p> : null}
        {told && told.length > 0 ? (
          <ul className={surface.plainList}>
            {told.map((it) => (
              <Declared key={it.enrolmentId} enrolment={it} />
            ))}
          </ul>
        ) : null}
      </div>
    </Panel>
  );
}

function Declared({ enrolment: it }: { enrolment: Enrolment }) {
  const { words, format } = useWords();
  const codes = useCodes();
  const may = useMay('enrolment.write');
  const isPast = useKnownAt() !== null;
  const said = words.support.declaration;
  const place = `${it.schoolName ?? it.schoolCode}, ${format.schoolYear(it.schoolYear)}`;
  const code = it.selfDeclaration ?? null;
  const known = code === null ? null : codes.find('self_declaration', code);
  const value = known ? format.words(known) : (code ?? said.none);
  return (
    <li className={`${surface.row} ${surface.between}`}>
      <span>
        <strong>{value}</strong> <span className={surface.soft}>{place}</span>
      </span>
      {may && !isPast ? (
        <Link href={paths.enrolment(it.studentNumber, it.enrolmentId)} aria-label={said.ofRow(said.change, place)}>
          {said.change}
        </Link>
      ) : null}
    </li>
  );
}
