import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type OrganisationDetail, organisationQuery, schoolsQuery } from '../../api/organisations.ts';
import { ButtonLink, FailedPage, Failure } from '../../frame/Failure.tsx';
import { useMe } from '../../frame/session.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { CopyNumber } from '../../ui/CopyNumber.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StatePill } from '../../ui/StatePill.tsx';
import surface from '../../ui/surface.module.css';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { ClassList } from '../enrolment/ClassList.tsx';
import { ResponsibleStudents } from '../enrolment/responsible/ResponsibleStudents.tsx';
import { About } from './About.tsx';
import { Offers } from './Offers.tsx';
import { PublishedYears } from './PublishedYears.tsx';
import { useOrganisationColumns } from './useOrganisationColumns.ts';

/** One organisation: what it is, what it offers and when, where it came from, who learns there. */
export function OrganisationPage() {
  const { code = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(organisationQuery(code));
  if (error) return <NotShown code={code} error={error} onRetry={() => void refetch()} />;
  return data ? <View organisation={data} /> : <Waiting rows={5} height={40} />;
}

function NotShown({ code, error, onRetry }: { code: string; error: unknown; onRetry: () => void }) {
  const { words } = useWords();
  const said = words.organisations;
  return (
    <>
      <PageTitle
        title={code}
        parent={{ href: paths.organisations(), label: said.title }}
        actions={<ButtonLink href={paths.organisations({ q: code })}>{said.findLike(code)}</ButtonLink>}
        product={words.frame.product}
      />
      <Failure error={error} onRetry={onRetry} />
    </>
  );
}

function View({ organisation }: { organisation: OrganisationDetail }) {
  const { words, language } = useWords();
  const said = words.organisations;
  const name = language === 'fr' && organisation.nameFr ? organisation.nameFr : organisation.name;
  const isSchool = organisation.kind === 'school';
  return (
    <>
      <PageTitle
        title={name}
        answer={<Answer organisation={organisation} />}
        parent={{ href: paths.organisations(), label: said.title }}
        product={words.frame.product}
      />
      <div className={surface.stack}>
        <About organisation={organisation} />
        {isSchool ? <Offers organisation={organisation} /> : null}
        {organisation.kind === 'authority' ? <ItsSchools code={organisation.code} /> : null}
        {organisation.publishedYears.length > 0 ? <PublishedYears organisation={organisation} /> : null}
        {isSchool ? <ClassList school={organisation.code} /> : null}
        {isSchool || organisation.kind === 'authority' ? (
          <ResponsibleStudents organisation={organisation.code} />
        ) : null}
      </div>
    </>
  );
}

function Answer({ organisation }: { organisation: OrganisationDetail }) {
  const { words } = useWords();
  const said = words.organisations;
  const { kind, authorityName } = organisation;
  const what = () => {
    if (kind === 'school' && authorityName) return said.answerSchool(authorityName);
    if (kind === 'authority') return said.answerAuthority(organisation.schools ?? 0);
    return said.kinds[kind];
  };
  const parts = [what(), organisation.city, useStudents(organisation)].filter(Boolean);
  return (
    <span className={surface.row}>
      <span>{parts.join(' · ')}</span>
      <OpenPill organisation={organisation} />
      <CopyNumber shown={organisation.code} />
    </span>
  );
}

/** How many students the newest published year counts. */
function useStudents({ students, lastSeenYear }: OrganisationDetail): string | null {
  const { words, format } = useWords();
  if (students === null) return null;
  const said = words.organisations;
  return lastSeenYear === null
    ? said.answerStudents(students)
    : said.answerStudentsIn(students, format.schoolYear(lastSeenYear));
}

/** Open or closed by stated days only; what merely left the published files is said to have done just that. */
function OpenPill({ organisation }: { organisation: OrganisationDetail }) {
  const { words, format } = useWords();
  const { today } = useMe();
  const said = words.organisations.states;
  const { openedOn, closedOn, isInNewestYear, lastSeenYear } = organisation;
  if (closedOn !== null && closedOn <= today)
    return <StatePill tone="calm">{said.closed(format.day(closedOn))}</StatePill>;
  if (openedOn !== null && openedOn > today)
    return <StatePill tone="accent">{said.opens(format.day(openedOn))}</StatePill>;
  if (isInNewestYear === false && lastSeenYear !== null) {
    return <StatePill tone="warn">{said.unpublished(format.schoolYear(lastSeenYear))}</StatePill>;
  }
  return openedOn === null && isInNewestYear === null ? null : <StatePill tone="good">{said.open}</StatePill>;
}

function ItsSchools({ code }: { code: string }) {
  const { words } = useWords();
  const said = words.organisations;
  const { data, error, refetch } = useQuery(schoolsQuery(code));
  const hidden = ['kind', 'type', 'authority', 'schools'];
  const columns = useOrganisationColumns().filter(({ id }) => !hidden.includes(id));
  if (error) return <FailedPage error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting rows={6} height={36} />;
  return (
    <Panel title={said.itsSchools}>
      <DataTable
        label={said.itsSchools}
        rows={data}
        keyOf={(it) => it.code}
        nameOf={(it) => it.name}
        hrefOf={(it) => paths.organisation(it.code)}
        saveAs="authority-schools"
        columns={columns}
        empty={<EmptyState title={said.noSchools} />}
      />
    </Panel>
  );
}
