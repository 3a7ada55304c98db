import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useId } from 'react';
import {
  authoritiesQuery,
  type OrganisationEntry,
  type OrganisationFilter,
  organisationsQuery,
} from '../../api/organisations.ts';
import { ButtonLink, Failure } from '../../frame/Failure.tsx';
import { useMay } from '../../frame/session.ts';
import { useQueryText } from '../../frame/useQueryText.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import surface from '../../ui/surface.module.css';
import { DataTable } from '../../ui/table/DataTable.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { OrganisationFilters } from './OrganisationFilters.tsx';
import { useOrganisationColumns } from './useOrganisationColumns.ts';

/** Authorities, schools and the others, by name. */
export function OrganisationsPage() {
  const { words } = useWords();
  const filter = useFilter();
  const list = useInfiniteQuery({ ...organisationsQuery(filter), placeholderData: keepPreviousData });
  const isComplete = usePagesToFollow(list);
  const columns = useOrganisationColumns();
  const said = words.organisations;
  const shown: OrganisationEntry[] = list.data?.pages.flatMap((page) => page.items) ?? [];
  const isFiltered = Object.keys(filter).length > 0;
  return (
    <>
      <PageTitle title={said.title} answer={useAnswer()} actions={<ImportLink />} product={words.frame.product} />
      <div className={surface.stack}>
        <OrganisationFilters />
        {list.error ? <Failure error={list.error} onRetry={() => void list.refetch()} /> : null}
        {list.isPending ? <Waiting rows={12} height={36} /> : null}
        {list.data ? (
          <DataTable
            label={said.list}
            rows={shown}
            columns={columns}
            keyOf={(it) => it.code}
            nameOf={(it) => it.name}
            hrefOf={(it) => paths.organisation(it.code)}
            saveAs="organisations"
            query={filter.text ?? null}
            more={isComplete ? null : { load: () => void list.fetchNextPage(), isLoading: list.isFetchingNextPage }}
            empty={isFiltered ? <NothingFound /> : <NothingYet />}
          />
        ) : null}
      </div>
    </>
  );
}

const pagesByThemselves = 10;

type Pages = {
  data: { pages: readonly unknown[] } | undefined;
  hasNextPage: boolean;
  isFetching: boolean;
  fetchNextPage: () => unknown;
};

/**
 * Sorting, filtering by column and exporting mean every row, so the pages of a province follow by themselves; beyond
 * that the reader asks for more. True when there is nothing to ask for.
 */
function usePagesToFollow({ data, hasNextPage, isFetching, fetchNextPage }: Pages): boolean {
  const isByItself = (data?.pages.length ?? 0) < pagesByThemselves;
  useEffect(() => {
    if (hasNextPage && !isFetching && isByItself) void fetchNextPage();
  }, [hasNextPage, isFetching, isByItself, fetchNextPage]);
  return !hasNextPage || isByItself;
}

/** The filter that stands in the address; what is being typed settles for a moment first. */
function useFilter(): OrganisationFilter {
  const query = useQueryText();
  const [text] = useDebouncedValue((query['q'] ?? '').trim(), 150);
  const named = {
    text,
    kind: query['kind'],
    authority: query['authority'],
    type: query['type'],
    grade: query['grade'],
  };
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined && value !== ''));
}

function useAnswer(): string | undefined {
  const { words } = useWords();
  const { data } = useQuery(authoritiesQuery);
  if (!data) return undefined;
  const schools = data.reduce((sum, authority) => sum + (authority.schools ?? 0), 0);
  return words.organisations.answer(schools, data.length);
}

/** The way to the import; those who may not import see it with the reason. */
function ImportLink() {
  const { words } = useWords();
  const id = useId();
  const said = words.organisations;
  if (useMay('organisation.import')) return <ButtonLink href={paths.organisationImport()}>{said.importNow}</ButtonLink>;
  return (
    <>
      <Button disabled aria-describedby={id} title={said.mayNotImport}>
        {said.importNow}
      </Button>
      <span id={id} className="visually-hidden">
        {said.mayNotImport}
      </span>
    </>
  );
}

function NothingFound() {
  const { words } = useWords();
  const said = words.organisations;
  return (
    <EmptyState title={said.none} next={<ButtonLink href={paths.organisations()}>{said.noneNext}</ButtonLink>}>
      <p>{said.noneWhy}</p>
    </EmptyState>
  );
}

function NothingYet() {
  const { words } = useWords();
  const may = useMay('organisation.import');
  const said = words.organisations;
  const next = may ? <ButtonLink href={paths.organisationImport()}>{said.importNow}</ButtonLink> : undefined;
  return (
    <EmptyState title={said.nothing} {...(next ? { next } : {})}>
      <p>
        {said.nothingWhy} {may ? null : said.mayNotSee}
      </p>
    </EmptyState>
  );
}
