import { DataTable } from '../ui/table/DataTable.tsx';
import type { DataTableProps } from '../ui/table/tableProps.ts';
import { Waiting } from '../ui/Waiting.tsx';
import { Failure } from './Failure.tsx';

/** A list that is asked page by page: what useInfiniteQuery answers. */
type Paged = {
  data: unknown;
  error: unknown;
  isPending: boolean;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  refetch: () => unknown;
  fetchNextPage: () => unknown;
};

type PagedTableProps<Row> = Omit<DataTableProps<Row>, 'more'> & {
  list: Paged;
  /** How many rows stand in for the first page. */
  expected: number;
};

/** The table of a list that comes page by page: its waiting, its failure, its rows and the button for more. */
export function PagedTable<Row>({ list, expected, ...table }: PagedTableProps<Row>) {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, refetch, fetchNextPage } = list;
  return (
    <>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {isPending ? <Waiting rows={expected} height={36} /> : null}
      {data ? (
        <DataTable
          {...table}
          more={hasNextPage ? { load: () => void fetchNextPage(), isLoading: isFetchingNextPage } : null}
        />
      ) : null}
    </>
  );
}
