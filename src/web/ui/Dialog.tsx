import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useId, useLayoutEffect, useRef } from 'react';
import { useWords } from '../text/words.tsx';
import styles from './Dialog.module.css';

type DialogProps = {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Buttons at the foot, the safest first. */
  foot?: ReactNode;
  size?: 'normal' | 'wide' | 'side';
};

const firstField = 'form[data-asks] :is(input, select, textarea)';

/**
 * The browser's own modal dialog: it keeps the focus, closes with Escape and gives the focus back. What is marked
 * `data-autofocus` has the focus first, else the first field of a form marked `data-asks`.
 */
export function Dialog({ title, isOpen, onClose, children, foot, size = 'normal' }: DialogProps) {
  const { words } = useWords();
  const id = useId();
  const element = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = element.current;
    if (isOpen && dialog && !dialog.open) {
      dialog.showModal();
      const first = dialog.querySelector('[data-autofocus]') ?? dialog.querySelector(firstField);
      if (first instanceof HTMLElement) first.focus();
    }
    if (!isOpen && dialog?.open) dialog.close();
  }, [isOpen]);
  // Taken off the page while it is open, it would take the focus with it.
  useLayoutEffect(() => {
    const dialog = element.current;
    return () => dialog?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the dialog closes it; Escape does the same by the browser's own rule
    <dialog
      ref={element}
      className={styles.dialog}
      data-size={size}
      aria-labelledby={id}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) onClose();
      }}
    >
      {isOpen ? (
        <div className={styles.inside}>
          <div className={styles.head}>
            <h2 id={id} className={styles.title}>
              {title}
            </h2>
            <ActionIcon variant="subtle" color="gray" aria-label={words.frame.close} onClick={onClose}>
              <IconX size={18} aria-hidden />
            </ActionIcon>
          </div>
          <div className={styles.body}>{children}</div>
          {foot ? <div className={styles.foot}>{foot}</div> : null}
        </div>
      ) : null}
    </dialog>
  );
}
