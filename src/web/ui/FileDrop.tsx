import { Button } from '@mantine/core';
import { IconUpload } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useWords } from '../text/words.tsx';
import styles from './FileDrop.module.css';

type FileDropProps = {
  /** Endings that are taken, such as `.zip`. */
  kinds: readonly string[];
  sizeBytesMax: number;
  hint: ReactNode;
  onFile: (file: File) => void;
  isBusy?: boolean;
  children?: ReactNode;
};

/** Takes a file by button or dropped anywhere on the page; says at once what cannot be taken. */
export function FileDrop({ kinds, sizeBytesMax, hint, onFile, isBusy = false, children }: FileDropProps) {
  const { words, format } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const take = (file: File | undefined) => {
    if (!file || isBusy) return;
    const isKnown = kinds.some((kind) => file.name.toLowerCase().endsWith(kind));
    if (!isKnown) return setProblem(words.table.drop.wrongKind(kinds.join(', ')));
    if (file.size > sizeBytesMax) return setProblem(words.table.drop.tooLarge(format.bytes(sizeBytesMax)));
    setProblem(null);
    onFile(file);
  };
  const isOver = usePageDrop(take);
  return (
    <div className={styles.drop} data-over={isOver ? '' : undefined}>
      <IconUpload size={28} aria-hidden className={styles.icon} />
      <div className={styles.words}>
        <p className={styles.title}>{isOver ? words.table.drop.anywhere : words.table.drop.title}</p>
        <div className={styles.hint}>{hint}</div>
        {problem ? (
          <p className={styles.problem} role="alert">
            {problem}
          </p>
        ) : null}
      </div>
      <div className={styles.buttons}>
        {children}
        <Button onClick={() => input.current?.click()} loading={isBusy}>
          {words.table.drop.choose}
        </Button>
        <input
          ref={input}
          type="file"
          hidden
          accept={kinds.join(',')}
          aria-label={words.table.drop.choose}
          onChange={(event) => {
            take(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
      </div>
    </div>
  );
}

/** True while a file is held over the page; hands over what is dropped. */
function usePageDrop(take: (file: File | undefined) => void): boolean {
  const [isOver, setOver] = useState(false);
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const drop = (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      latest.current(event.dataTransfer?.files[0]);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    return () => {
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
    };
  }, []);
  return isOver;
}
