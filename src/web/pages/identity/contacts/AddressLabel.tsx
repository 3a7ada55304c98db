import styles from './Contacts.module.css';

/** An address as it stands on a letter, line by line. */
export function AddressLabel({ lines }: { lines: readonly string[] }) {
  return <address className={styles.label}>{lines.join('\n')}</address>;
}
