import { ApiProblem } from '../../../api/problem.ts';
import { Failure } from '../../../frame/Failure.tsx';
import { useWords } from '../../../text/words.tsx';
import { ErrorState } from '../../../ui/ErrorState.tsx';

/** What the register said no to, field by field where it told so. */
export function SendProblem({ error }: { error: unknown }) {
  const { words, format } = useWords();
  if (!error) return null;
  if (!(error instanceof ApiProblem) || error.status === 401 || error.status === 0) return <Failure error={error} />;
  const fields = (
    <ul>
      {error.fields.map((field) => (
        <li key={`${field.pointer}-${field.code}`}>
          {field.pointer.replace('/body/', '')}: {format.words(field.message)}
        </li>
      ))}
    </ul>
  );
  const why = error.status === 412 ? words.frame.error.conflict : fields;
  return <ErrorState what={format.words(error.detail)} why={why} reference={error.requestId} />;
}
