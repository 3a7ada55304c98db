import { Button } from '@mantine/core';
import { paths } from '../paths.ts';
import { useWords } from '../text/words.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Link } from '../ui/Link.tsx';
import surface from '../ui/surface.module.css';
import { entryOf } from './navigation.ts';
import { useMay } from './session.ts';

type HelpPanelProps = { path: string; isOpen: boolean; onClose: () => void; onKeyboard: () => void };

/** What this page is for, in a few sentences. */
export function HelpPanel({ path, isOpen, onClose, onKeyboard }: HelpPanelProps) {
  const { words } = useWords();
  const mayReadRules = useMay('rule.read');
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
        {mayReadRules ? (
          <p>
            <Link href={paths.rules()} onClick={onClose}>
              {words.frame.pages.rules}
            </Link>{' '}
            – {words.frame.help.rules}
          </p>
        ) : null}
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
  | 'access'
  | 'rules'
  | 'counts'
  | 'other';

/** The topic of an address: a list and one record of it are different pages. */
function topicOf(path: string): Topic {
  const entry = entryOf(path);
  const isOne = path.split('/').length > 2;
  if (entry === 'students' && isOne) return 'student';
  if (entry === 'submissions' && isOne) return 'submission';
  return entry ?? 'other';
}
