import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Account, type SignIns, sessionQuery, signIn, signInsQuery } from '../../api/session.ts';
import { Failure } from '../../frame/Failure.tsx';
import { useQueryText } from '../../frame/useQueryText.ts';
import { paths } from '../../paths.ts';
import { hasChosenLanguage, useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useNavigation } from '../../ui/Link.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import styles from './SignInPage.module.css';

type Entry = SignIns['accounts'][number];

/** The demonstration's accounts as cards. It says what it is: nothing here is real. */
export function SignInPage() {
  const { words } = useWords();
  const { data, error, refetch } = useQuery(signInsQuery);
  return (
    <>
      <PageTitle title={words.signIn.title} answer={words.signIn.answer} product={words.frame.product} />
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {data && data.accounts.length === 0 ? (
        <EmptyState title={words.signIn.off}>
          <p>{words.signIn.offWhy}</p>
        </EmptyState>
      ) : null}
      {data ? <Accounts accounts={data.accounts} /> : null}
    </>
  );
}

const kinds = ['school', 'authority', 'ministry', 'other'] as const;

function Accounts({ accounts }: { accounts: Entry[] }) {
  const { words } = useWords();
  const enter = useEnter();
  const kindOf = ({ organisation }: Entry) => kinds.find((kind) => kind === organisation.kind) ?? 'other';
  return (
    <div className={styles.kinds}>
      {enter.error ? <Failure error={enter.error} /> : null}
      {kinds.map((kind) => {
        const mine = accounts.filter((account) => kindOf(account) === kind);
        return mine.length === 0 ? null : (
          <section key={kind} aria-labelledby={`kind-${kind}`}>
            <h2 id={`kind-${kind}`} className={styles.kind}>
              {words.signIn.kinds[kind]}
            </h2>
            <ul className={styles.cards}>
              {mine.map((account) => (
                <AccountCard
                  key={account.accountId}
                  account={account}
                  isBusy={enter.isPending && enter.variables === account.accountId}
                  onEnter={() => enter.mutate(account.accountId)}
                />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

/** Signs in, takes the account's language unless one was chosen here, and goes where the person wanted to go. */
function useEnter() {
  const queries = useQueryClient();
  const { go } = useNavigation();
  const { back } = useQueryText();
  const { setLanguage } = useWords();
  return useMutation({
    mutationFn: (accountId: Account['accountId']) => signIn(accountId),
    onSuccess: (me) => {
      queries.clear();
      queries.setQueryData(sessionQuery.queryKey, me);
      if (!hasChosenLanguage()) setLanguage(me.account.language);
      go(back?.startsWith('/') && !back.startsWith('//') ? back : paths.home());
    },
  });
}

type CardProps = { account: Entry; isBusy: boolean; onEnter: () => void };

function AccountCard({ account, isBusy, onEnter }: CardProps) {
  const { words, format, language } = useWords();
  const { organisation } = account;
  const place = language === 'fr' && organisation.nameFr ? organisation.nameFr : organisation.name;
  return (
    <li className={styles.card}>
      <div className={styles.who}>
        <strong className={styles.name}>{account.name}</strong>
        <span>{format.words(account.roleName)}</span>
        <span className={styles.place}>
          {place} · {organisation.code}
        </span>
      </div>
      <p className={styles.meaning}>{format.words(account.meaning)}</p>
      <Button
        fullWidth
        variant="light"
        loading={isBusy}
        onClick={onEnter}
        aria-label={words.signIn.as(account.name, place)}
      >
        {words.signIn.enter}
      </Button>
    </li>
  );
}
