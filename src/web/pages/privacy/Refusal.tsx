import { ErrorState } from '../../ui/ErrorState.tsx';
import { useRefusal } from './useChange.ts';

/** A refused change, said where it was asked. */
export function Refusal({ error }: { error: unknown }) {
  const text = useRefusal()(error);
  return text === null ? null : <ErrorState what={text} />;
}
