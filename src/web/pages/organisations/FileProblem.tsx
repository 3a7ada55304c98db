import { Button } from '@mantine/core';
import { ApiProblem } from '../../api/problem.ts';
import { Failure } from '../../frame/Failure.tsx';
import { useWords } from '../../text/words.tsx';
import { ErrorState } from '../../ui/ErrorState.tsx';

type FileProblemProps = { error: unknown; onChoose: () => void; onRetry: () => void };

/** A file that cannot be imported: what is wrong with it and what to do; everything else fails as elsewhere. */
export function FileProblem({ error, onChoose, onRetry }: FileProblemProps) {
  const { words, format } = useWords();
  const said = words.organisations.import;
  const isOfFile =
    error instanceof ApiProblem && (error.status === 413 || error.status === 422 || error.status === 400);
  if (!isOfFile) return <Failure error={error} onRetry={onRetry} />;
  const steps: Partial<Record<string, string>> = said.problems;
  return (
    <ErrorState
      what={format.words(error.detail)}
      why={steps[error.code.replace('.', '_')] ?? said.problems.other}
      next={<Button onClick={onChoose}>{said.otherFile}</Button>}
    />
  );
}
