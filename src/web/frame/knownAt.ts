import { useQueryText } from './useQueryText.ts';

/** The moment whose knowledge the page shows, from the address (`known`), so that it can be handed on; null for now. */
export function useKnownAt(): string | null {
  const { known } = useQueryText();
  return readKnownAt(known);
}

/** A moment as an address may hold it; null for none, for one that cannot be read, and for one to come. */
export function readKnownAt(text: string | undefined): string | null {
  const at = text === undefined ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) || at > Date.now() ? null : new Date(at).toISOString();
}
