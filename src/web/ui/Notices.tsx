import { ActionIcon, Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { useWords } from '../text/words.tsx';
import styles from './Notices.module.css';

type Notice = { id: number; text: string; tone: 'calm' | 'bad'; undo?: () => void };
type Say = (text: string, options?: { undo?: () => void; tone?: 'calm' | 'bad' }) => void;

const Context = createContext<Say>(() => undefined);

/** Says in a line what was done, with an undo where the act can be taken back. */
export function useNotice(): Say {
  return useContext(Context);
}

const shownMilliseconds = 8000;

export function NoticesProvider({ children }: { children: ReactNode }) {
  const [notices, setNotices] = useState<Notice[]>([]);
  const drop = useCallback((id: number) => setNotices((before) => before.filter((notice) => notice.id !== id)), []);
  const say = useCallback<Say>(
    (text, { undo, tone = 'calm' } = {}) => {
      const id = performance.now();
      setNotices((before) => [...before.slice(-2), { id, text, tone, ...(undo ? { undo } : {}) }]);
      // What can be undone stays long enough to be reached by keyboard.
      setTimeout(() => drop(id), undo ? shownMilliseconds * 2 : shownMilliseconds);
    },
    [drop],
  );
  return (
    <Context.Provider value={say}>
      {children}
      <NoticeList notices={notices} drop={drop} />
    </Context.Provider>
  );
}

function NoticeList({ notices, drop }: { notices: Notice[]; drop: (id: number) => void }) {
  const { words } = useWords();
  return (
    <section className={styles.list} aria-label={words.frame.notices} aria-live="polite" data-print="never">
      {notices.map(({ id, text, tone, undo }) => (
        <div key={id} className={styles.notice} data-tone={tone}>
          <span>{text}</span>
          {undo ? (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                undo();
                drop(id);
              }}
            >
              {words.frame.undo}
            </Button>
          ) : null}
          <ActionIcon variant="subtle" color="gray" size={24} aria-label={words.frame.dismiss} onClick={() => drop(id)}>
            <IconX size={14} aria-hidden />
          </ActionIcon>
        </div>
      ))}
    </section>
  );
}
