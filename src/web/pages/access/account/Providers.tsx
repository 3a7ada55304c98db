import { Button } from '@mantine/core';
import { goToProvider, type MyCredentials, unlink } from '../../../api/account.ts';
import type { SignIns } from '../../../api/session.ts';
import { Refusal } from '../../../frame/Refusal.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import styles from './account.module.css';
import { useChange } from './useChange.ts';

type ProvidersProps = { identities: MyCredentials['identities']; providers: SignIns['providers'] };

/** Other providers: to which the account is tied, and to which it could be. */
export function Providers({ identities, providers }: ProvidersProps) {
  const { words, format } = useWords();
  const said = words.account.providers;
  const notice = useNotice();
  const tie = useChange((provider: string) => goToProvider('link', { provider, returnTo: paths.account() }));
  const untie = useChange(unlink, () => notice(said.unlinked));
  if (providers.length === 0) return null;
  return (
    <Panel title={said.title}>
      <div className={surface.stack}>
        <Refusal error={tie.error ?? untie.error} />
        <p className={surface.soft}>{said.why}</p>
        <ul className={styles.rows}>
          {providers.map(({ name, title }) => {
            const tied = identities.find(({ provider }) => provider === name);
            return (
              <li key={name} className={styles.entry}>
                <div className={styles.facts}>
                  <strong>{format.words(title)}</strong>
                  {tied ? <span className={surface.soft}>{said.linked(format.dayOf(tied.linkedAt))}</span> : null}
                </div>
                {tied ? (
                  <Button size="compact-md" variant="default" onClick={() => untie.mutate(name)}>
                    {said.unlink}
                  </Button>
                ) : (
                  <Button size="compact-md" variant="light" loading={tie.isPending} onClick={() => tie.mutate(name)}>
                    {said.link(format.words(title))}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </Panel>
  );
}
