import { Button } from '@mantine/core';
import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { ApiProblem } from '../api/problem.ts';
import { paths } from '../paths.ts';
import { useWords } from '../text/words.tsx';
import { ErrorState } from '../ui/ErrorState.tsx';
import { Link } from '../ui/Link.tsx';
import { PageTitle } from '../ui/PageTitle.tsx';

/** A failed request in place: what, why, and the step that helps. `onRetry` asks again. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { words, format } = useWords();
  const { error: said } = words.frame;
  if (!(error instanceof ApiProblem)) {
    return <ErrorState what={said.title} why={said.unexpected} next={<RetryButton onRetry={onRetry} />} />;
  }
  if (error.status === 401) {
    const back = `${window.location.pathname}${window.location.search}`;
    return (
      <ErrorState
        what={said.expiredTitle}
        next={<ButtonLink href={paths.signIn({ back })}>{said.signIn}</ButtonLink>}
      />
    );
  }
  if (error.status === 403 || error.status === 404) {
    return (
      <ErrorState
        what={format.told(error.detail)}
        why={error.status === 403 ? said.notAllowedWhy : said.notFound}
        next={<ButtonLink href={paths.home()}>{said.goHome}</ButtonLink>}
      />
    );
  }
  return (
    <ErrorState
      what={said.title}
      why={format.told(error.detail)}
      reference={error.requestId}
      next={<RetryButton onRetry={onRetry} />}
    />
  );
}

type FailedPageProps = {
  error: unknown;
  /** Where the page hangs, so that one finds back to the list. */
  parent?: { href: string; label: string };
  onRetry: () => void;
};

/** A page whose record could not be shown: the failure under a title of its own, so that the page still has a name. */
export function FailedPage({ error, parent, onRetry }: FailedPageProps) {
  const { words } = useWords();
  const isMissing = error instanceof ApiProblem && error.status === 404;
  const title = isMissing ? words.frame.pages.notFound : words.frame.error.title;
  return (
    <>
      <PageTitle title={title} {...(parent ? { parent } : {})} product={words.frame.product} />
      <Failure error={error} onRetry={onRetry} />
    </>
  );
}

function RetryButton({ onRetry }: { onRetry: (() => void) | undefined }) {
  const { words } = useWords();
  return <Button onClick={onRetry ?? (() => window.location.reload())}>{words.frame.retry}</Button>;
}

type ButtonLinkProps = { href: string; children: string; quiet?: boolean; small?: boolean; 'aria-label'?: string };

export function ButtonLink({ children, quiet = false, small = false, ...rest }: ButtonLinkProps) {
  return (
    <Button component={Link} {...rest} variant={quiet ? 'default' : 'filled'} size={small ? 'xs' : 'sm'}>
      {children}
    </Button>
  );
}

/** What the router shows when a page's data could not be loaded or the page itself failed. */
export function RouteFailure({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  const retry = () => {
    queries.reset();
    reset();
    void router.invalidate();
  };
  return <FailedPage error={error} onRetry={retry} />;
}
