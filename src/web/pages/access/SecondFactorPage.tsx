import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { credentialsQuery, type MyCredentials } from '../../api/account.ts';
import { sessionQuery, signOut } from '../../api/session.ts';
import { ButtonLink, Failure } from '../../frame/Failure.tsx';
import { StepUp } from '../../frame/StepUp.tsx';
import { StepUpDialog } from '../../frame/StepUpDialog.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { useNavigation } from '../../ui/Link.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Panel } from '../../ui/Panel.tsx';
import surface from '../../ui/surface.module.css';
import { AuthenticatorApp } from './account/AuthenticatorApp.tsx';
import styles from './account/account.module.css';
import { Passkeys } from './account/Passkeys.tsx';

/** Between signing in and working, for whoever must show or set up a second factor first. */
export function SecondFactorPage() {
  const { words } = useWords();
  const said = words.account.factor;
  const { data: me } = useQuery(sessionQuery);
  const { data, error, refetch } = useQuery(credentialsQuery);
  const leave = useMutation({ mutationFn: signOut, onSettled: () => window.location.assign(paths.signedOut()) });
  const isDone = me?.assurance?.lacksSecondFactor === false;
  return (
    <div className={surface.stack}>
      <PageTitle title={said.title} answer={said.answer} product={words.frame.product} />
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data ? <Ways credentials={data} /> : null}
      <StepUpDialog />
      <div className={surface.row}>
        {isDone ? <ButtonLink href={paths.home()}>{said.goOn}</ButtonLink> : null}
        <Button variant="default" loading={leave.isPending} onClick={() => leave.mutate()}>
          {said.leave}
        </Button>
      </div>
    </div>
  );
}

function Ways({ credentials }: { credentials: MyCredentials }) {
  const { words } = useWords();
  const said = words.account.factor;
  const queries = useQueryClient();
  const { go } = useNavigation();
  const { data: me } = useQuery(sessionQuery);
  const hasOne = credentials.totpSince !== null || credentials.passkeys.length > 0;
  if (hasOne && me?.assurance?.lacksSecondFactor) {
    return (
      <Panel>
        <p className={styles.before}>{said.show}</p>
        <StepUp
          ways={credentials.stepUpWays.filter((way) => way === 'passkey' || way === 'code')}
          onProved={(proved) => {
            queries.setQueryData(sessionQuery.queryKey, proved);
            go(paths.home());
          }}
        />
      </Panel>
    );
  }
  return (
    <>
      <p>{said.setUp}</p>
      <div className={styles.panels}>
        <Passkeys {...credentials} />
        <AuthenticatorApp {...credentials} />
      </div>
    </>
  );
}
