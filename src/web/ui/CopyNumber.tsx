import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useWords } from '../text/words.tsx';
import styles from './CopyNumber.module.css';

/** A number or code that copies with one click; `shown` is what the reader sees and what is copied. */
export function CopyNumber({ shown, size = 'normal' }: { shown: string; size?: 'normal' | 'large' }) {
  const { words } = useWords();
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () => {
    void navigator.clipboard?.writeText(shown).then(() => setCopied(true));
  };
  const Icon = isCopied ? IconCheck : IconCopy;
  return (
    <button type="button" className={styles.copy} data-size={size} onClick={copy} aria-label={words.frame.copy(shown)}>
      <span className={styles.text}>{shown}</span>
      <Icon size={14} aria-hidden />
      <span className="visually-hidden" role="status">
        {isCopied ? words.frame.copied : ''}
      </span>
    </button>
  );
}
