import { useQuery } from '@tanstack/react-query';
import type { StudentHeader } from '../../../api/identity.ts';
import { personalQuery } from '../../../api/personal.ts';
import { Failure } from '../../../frame/Failure.tsx';
import { useKnownAt } from '../../../frame/knownAt.ts';
import surface from '../../../ui/surface.module.css';
import { Waiting } from '../../../ui/Waiting.tsx';
import { DeclarationPanel } from '../../enrolment/DeclarationPanel.tsx';
import { Disagreements } from '../../privacy/Disagreements.tsx';
import { AccommodationsPanel } from '../support/AccommodationsPanel.tsx';
import { CitizenshipPanel } from './CitizenshipPanel.tsx';
import { FactsPanel } from './FactsPanel.tsx';

/** What is personal of a student besides name and contacts; every fact is added, none is overwritten. */
export function PersonalTab({ student }: { student: StudentHeader }) {
  const knownAt = useKnownAt();
  const { data, error, refetch } = useQuery(personalQuery(student.studentNumber, knownAt));
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting />;
  return (
    <div className={surface.stack}>
      {knownAt === null ? <Disagreements number={student.studentNumber} fields={['citizenship']} /> : null}
      <CitizenshipPanel personal={data} />
      <FactsPanel personal={data} />
      <AccommodationsPanel number={student.studentNumber} />
      <DeclarationPanel number={student.studentNumber} />
    </div>
  );
}
