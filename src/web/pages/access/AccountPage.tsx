import { useQuery } from '@tanstack/react-query';
import { credentialsQuery } from '../../api/account.ts';
import { signInsQuery } from '../../api/session.ts';
import { Failure } from '../../frame/Failure.tsx';
import { useWords } from '../../text/words.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { AuthenticatorApp } from './account/AuthenticatorApp.tsx';
import styles from './account/account.module.css';
import { Passkeys } from './account/Passkeys.tsx';
import { Password } from './account/Password.tsx';
import { Providers } from './account/Providers.tsx';
import { ReadBudget } from './account/ReadBudget.tsx';
import { Sessions } from './account/Sessions.tsx';

/** How the person signs in, how many people they have read, and where they are signed in. */
export function AccountPage() {
  const { words } = useWords();
  const { data, error, refetch } = useQuery(credentialsQuery);
  const { data: signIns } = useQuery(signInsQuery);
  return (
    <>
      <PageTitle
        title={words.account.title}
        answer={data ? words.account.userName(data.userName) : words.account.answer}
        product={words.frame.product}
      />
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <div className={styles.panels}>
          <div className={styles.wide}>
            <Passkeys {...data} />
          </div>
          <Password {...data} />
          <AuthenticatorApp {...data} />
          <Providers identities={data.identities} providers={signIns?.providers ?? []} />
          <div className={styles.wide}>
            <ReadBudget />
          </div>
          <div className={styles.wide}>
            <Sessions />
          </div>
        </div>
      ) : null}
    </>
  );
}
