import { paths } from '../paths.ts';
import { useWords } from '../text/words.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PageTitle } from '../ui/PageTitle.tsx';
import { ButtonLink } from './Failure.tsx';

/** Nothing at this address. */
export function NotFoundPage() {
  const { words } = useWords();
  return (
    <>
      <PageTitle title={words.frame.pages.notFound} product={words.frame.product} />
      <EmptyState
        title={words.frame.error.notFound}
        next={
          <>
            <ButtonLink href={paths.home()}>{words.frame.error.goHome}</ButtonLink>
            <ButtonLink href={paths.students()} quiet>
              {words.frame.pages.students}
            </ButtonLink>
          </>
        }
      />
    </>
  );
}
