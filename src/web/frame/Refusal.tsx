import { FormProblem } from '../ui/FormProblem.tsx';
import { useProblemWords } from './useProblemWords.ts';

/** What was refused, said where it was asked: what stands beside it stays as it was typed. */
export function Refusal({ error }: { error: unknown }) {
  return <FormProblem text={useProblemWords()(error)} />;
}
