import { useCodes } from '../../api/codes.ts';
import type { OrganisationEntry } from '../../api/organisations.ts';
import { useWords } from '../../text/words.tsx';
import type { Column } from '../../ui/table/tableLogic.ts';

/** The word of an organisation's type (a school has that of its authority), or the code where no word is known. */
export function useTypeWord(): (type: string | null) => string {
  const { format } = useWords();
  const codes = useCodes();
  return (type) => {
    const known = type ? codes.find('organisation_type', type) : null;
    return known ? format.words(known) : (type ?? '');
  };
}

/** The columns of a list of organisations. */
export function useOrganisationColumns(): Column<OrganisationEntry>[] {
  const { words, format, language } = useWords();
  const typeWord = useTypeWord();
  const said = words.organisations;
  const nameOf = (it: OrganisationEntry) => (language === 'fr' && it.nameFr ? it.nameFr : it.name);
  const typeOf = (it: OrganisationEntry) => typeWord(it.type);
  const countOf = (count: number | null) => (count === null ? '' : format.number(count));
  const yearOf = (year: number | null) => (year === null ? '' : format.schoolYear(year));
  // Kind, type and authority are narrowed above the table, where the address keeps them.
  return [
    { id: 'name', header: said.name, text: nameOf, sort: nameOf, filter: 'text', width: 200 },
    { id: 'code', header: said.code, text: (it) => it.code, sort: (it) => it.code, width: 84 },
    { id: 'kind', header: said.kind, text: (it) => said.kinds[it.kind], sort: (it) => said.kinds[it.kind], width: 92 },
    { id: 'type', header: said.type, text: typeOf, sort: typeOf, width: 100 },
    {
      id: 'authority',
      header: said.authority,
      text: (it) => it.authorityName ?? '',
      sort: (it) => it.authorityName,
      width: 146,
    },
    { id: 'city', header: said.city, text: (it) => it.city ?? '', sort: (it) => it.city, filter: 'choice', width: 108 },
    {
      id: 'schools',
      header: said.schools,
      text: (it) => countOf(it.schools),
      sort: (it) => it.schools,
      align: 'end',
      width: 102,
    },
    {
      id: 'students',
      header: said.students,
      text: (it) => countOf(it.students),
      sort: (it) => it.students,
      align: 'end',
      width: 106,
    },
    {
      id: 'first',
      header: said.firstSeen,
      text: (it) => yearOf(it.firstSeenYear),
      sort: (it) => it.firstSeenYear,
      width: 112,
    },
    {
      id: 'last',
      header: said.lastSeen,
      text: (it) => yearOf(it.lastSeenYear),
      sort: (it) => it.lastSeenYear,
      width: 108,
    },
  ];
}
