import { useQueries } from '@tanstack/react-query';
import { organisationQuery } from '../../api/organisations.ts';
import { useWords } from '../../text/words.tsx';

/** Names organisations by code; a code stands for itself until its name is there. Each is asked for once. */
export function useOrganisationNames(codes: readonly string[]): (code: string) => string {
  const { language } = useWords();
  const distinct = [...new Set(codes)];
  const names = useQueries({
    queries: distinct.map((code) => ({ ...organisationQuery(code), staleTime: 600_000 })),
    combine: (results) => new Map(results.flatMap(({ data }) => (data ? [[data.code as string, data] as const] : []))),
  });
  return (code) => {
    const found = names.get(code);
    return (language === 'fr' ? found?.nameFr : null) ?? found?.name ?? code;
  };
}
