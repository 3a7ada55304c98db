import { useQuery } from '@tanstack/react-query';
import { useCodes } from '../../api/codes.ts';
import { importsQuery, type OrganisationDetail } from '../../api/organisations.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { type Fact, FactList } from '../../ui/FactList.tsx';
import { Link } from '../../ui/Link.tsx';
import { Panel } from '../../ui/Panel.tsx';
import surface from '../../ui/surface.module.css';
import { useTypeWord } from './useOrganisationColumns.ts';

/** The facts of an organisation, and the file they came from. */
export function About({ organisation }: { organisation: OrganisationDetail }) {
  const { words, format } = useWords();
  const codes = useCodes();
  const typeWord = useTypeWord();
  const said = words.organisations;
  const { address, authorityCode, classification } = organisation;
  const lines = [address.street, address.city, address.province, address.postalCode].filter(Boolean).join(', ');
  const classWords = classification ? codes.find('school_classification', classification) : null;
  const facts: (Fact | null)[] = [
    { label: said.kind, value: said.kinds[organisation.kind] },
    organisation.type ? { label: said.type, value: typeWord(organisation.type) } : null,
    classification
      ? { label: said.classification, value: classWords ? format.words(classWords) : classification }
      : null,
    authorityCode
      ? {
          label: said.authority,
          value: (
            <span>
              <Link href={paths.organisation(authorityCode)}>{organisation.authorityName ?? authorityCode}</Link>{' '}
              <span className={surface.soft}>{authorityCode}</span>
            </span>
          ),
        }
      : null,
    lines ? { label: said.address, value: lines } : null,
    organisation.openedOn ? { label: said.opened, value: format.day(organisation.openedOn) } : null,
    organisation.closedOn ? { label: said.closed, value: format.day(organisation.closedOn) } : null,
    useSeen(organisation),
    relatedFact(said.predecessors, organisation.predecessors, format.day),
    relatedFact(said.successors, organisation.successors, format.day),
    { label: said.source, value: <SourceOf file={organisation.source} /> },
  ];
  return (
    <Panel title={said.about}>
      <FactList facts={facts.filter((fact) => fact !== null)} />
    </Panel>
  );
}

function useSeen({ firstSeenYear, lastSeenYear }: OrganisationDetail): Fact | null {
  const { words, format } = useWords();
  const said = words.organisations;
  if (firstSeenYear === null || lastSeenYear === null) return null;
  const [first, last] = [format.schoolYear(firstSeenYear), format.schoolYear(lastSeenYear)];
  const value = first === last ? first : said.fromTo(first, last);
  return { label: said.seen, value: <span title={said.seenHint}>{value}</span> };
}

type Related = OrganisationDetail['predecessors'];

/** Who came before or after, with the day and the reason where they are known. */
function relatedFact(label: string, related: Related, dayOf: (day: string | null) => string): Fact | null {
  if (related.length === 0) return null;
  const value = (
    <ul className={surface.plainList}>
      {related.map(({ code, name, on, reason }) => (
        <li key={code}>
          <Link href={paths.organisation(code)}>{name}</Link>{' '}
          <span className={surface.soft}>{[code, on ? dayOf(on) : null, reason].filter(Boolean).join(' · ')}</span>
        </li>
      ))}
    </ul>
  );
  return { label, value, isWide: true };
}

/** The file that said it last, with its import where it came by one. */
function SourceOf({ file }: { file: string }) {
  const { words } = useWords();
  const { data } = useQuery(importsQuery);
  const found = data?.find(({ fileName }) => fileName === file);
  if (!found) return <span>{file}</span>;
  return <Link href={paths.organisationImport({ report: found.importId })}>{words.organisations.seeImport(file)}</Link>;
}
