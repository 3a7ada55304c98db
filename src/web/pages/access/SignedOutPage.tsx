import { ButtonLink } from '../../frame/Failure.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';

/** After signing out. */
export function SignedOutPage() {
  const { words } = useWords();
  return (
    <>
      <PageTitle title={words.signIn.outTitle} answer={words.signIn.outAnswer} product={words.frame.product} />
      <ButtonLink href={paths.signIn()}>{words.signIn.again}</ButtonLink>
    </>
  );
}
