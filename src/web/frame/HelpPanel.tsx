import { Button } from '@mantine/core';
import { useWords } from '../text/words.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import surface from '../ui/surface.module.css';
import { entryOf } from './navigation.ts';

type HelpPanelProps = { path: string; isOpen: boolean; onClose: () => void; onKeyboard: () => void };

/** What this page is for, in a few sentences. */
export function HelpPanel({ path, isOpen, onClose, onKeyboard }: HelpPanelProps) {
  const { words } = useWords();
  return (
    <Dialog
      title={words.frame.help.title}
      isOpen={isOpen}
      onClose={onClose}
      foot={
        <>
          <Button variant="default" component="a" href="/reference" target="_blank">
            {words.frame.help.api}
          </Button>
          <Button variant="default" onClick={onKeyboard}>
            {words.frame.help.keyboard}
          </Button>
        </>
      }
    >
      <div className={surface.stack}>
        {words.help[topicOf(path)].map((paragraph) => (
          <p key={paragraph}>{paragraph}</p>
        ))}
      </div>
    </Dialog>
  );
}

type Topic =
  | 'home'
  | 'students'
  | 'student'
  | 'submissions'
  | 'submission'
  | 'work'
  | 'matches'
  | 'organisations'
  | 'rules'
  | 'other';

/** The topic of an address: a list and one record of it are different pages. */
function topicOf(path: string): Topic {
  const entry = entryOf(path);
  const isOne = path.split('/').length > 2;
  if (entry === 'students' && isOne) return 'student';
  if (entry === 'submissions' && isOne) return 'submission';
  return entry ?? 'other';
}
