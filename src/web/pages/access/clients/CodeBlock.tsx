import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../../../text/words.tsx';
import surface from '../../../ui/surface.module.css';
import styles from './Clients.module.css';

/** Commands to be copied as they stand. */
export function CodeBlock({ title, code }: { title: string; code: string }) {
  const { words } = useWords();
  const [isCopied, setCopied] = useState(false);
  const said = words.clients;
  const copy = () => void navigator.clipboard?.writeText(code).then(() => setCopied(true));
  const icon = isCopied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />;
  return (
    <div className={`${surface.stack} ${surface.tight}`}>
      <div className={`${surface.row} ${surface.between}`}>
        <h3>{title}</h3>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={icon}
          onClick={copy}
          aria-label={`${said.copy}: ${title}`}
        >
          {isCopied ? said.copied : said.copy}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, also by keyboard */}
      <pre className={styles.code} tabIndex={0} lang="en">
        <code>{code}</code>
      </pre>
    </div>
  );
}
