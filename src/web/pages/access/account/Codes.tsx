import { Button } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../../text/words.tsx';
import { saveText } from '../../../ui/saveText.ts';
import surface from '../../../ui/surface.module.css';
import styles from './account.module.css';

/** Recovery codes in the one moment in which they can be seen. */
export function Codes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const { words } = useWords();
  const said = words.account.codes;
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'));
    setCopied(true);
  };
  return (
    <div className={surface.stack}>
      <p>
        <strong>{said.shownOnce}</strong>
      </p>
      <ul className={styles.codes} aria-label={said.title}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={surface.row}>
        <Button variant="default" onClick={() => void copy()}>
          {isCopied ? said.copied : said.copy}
        </Button>
        <Button
          variant="default"
          onClick={() =>
            saveText({ name: 'matricula-recovery-codes.txt', type: 'text/plain', text: `${codes.join('\n')}\n` })
          }
        >
          {said.save}
        </Button>
        <Button onClick={onKept}>{said.kept}</Button>
      </div>
    </div>
  );
}
