import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type SignIns, signIn } from '../../api/session.ts';
import { Refusal } from '../../frame/Refusal.tsx';
import { useEntered } from '../../frame/useEntered.ts';
import { useQueryText } from '../../frame/useQueryText.ts';
import { useWords } from '../../text/words.tsx';
import surface from '../../ui/surface.module.css';
import styles from './SignInPage.module.css';

type Entry = SignIns['accounts'][number];

const kinds = ['school', 'authority', 'ministry', 'other'] as const;

/** The demonstration's people as cards. It says what it is: nothing here is real. */
export function DemonstrationAccounts({ accounts }: { accounts: Entry[] }) {
  const { words } = useWords();
  const { back } = useQueryText();
  const entered = useEntered();
  const enter = useMutation({ mutationFn: signIn, onSuccess: (me) => entered(me, back) });
  const kindOf = ({ organisation }: Entry) => kinds.find((kind) => kind === organisation.kind) ?? 'other';
  return (
    <section className={styles.demonstration} aria-labelledby="demonstration">
      <h2 id="demonstration" className={styles.demonstrationTitle}>
        {words.signIn.demonstration}
      </h2>
      <p className={surface.soft}>{words.signIn.demonstrationWhy}</p>
      <div className={styles.kinds}>
        <Refusal error={enter.error} />
        {kinds.map((kind) => {
          const mine = accounts.filter((account) => kindOf(account) === kind);
          return mine.length === 0 ? null : (
            <section key={kind} aria-labelledby={`kind-${kind}`}>
              <h3 id={`kind-${kind}`} className={styles.kind}>
                {words.signIn.kinds[kind]}
              </h3>
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
    </section>
  );
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
