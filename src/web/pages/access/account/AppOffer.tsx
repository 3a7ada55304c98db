import type { Offer } from '../../../api/account.ts';
import { useWords } from '../../../text/words.tsx';
import surface from '../../../ui/surface.module.css';
import styles from './account.module.css';

/** The secret for an authenticator app: to scan, to type, or to open on the same device. */
export function AppOffer({ secret, uri, picture }: Offer) {
  const { words } = useWords();
  const said = words.account.app;
  return (
    <div className={styles.offer}>
      <a href={uri}>
        <img className={styles.picture} src={picture} alt={said.picture} width={184} height={184} />
      </a>
      <div className={styles.facts}>
        <p>{said.scan}</p>
        <p className={surface.soft}>{said.secret}</p>
        <p className={styles.secret}>{secret.replace(/(.{4})(?=.)/g, '$1 ')}</p>
      </div>
    </div>
  );
}
