import { useWords } from '../../../text/words.tsx';
import { judgeKey } from './draft.ts';

/** What is wrong with a pasted key. A private one is said at once; what is missing only after one tried to send. */
export function useKeyProblem(text: string, isJudged: boolean): string | null {
  const { words } = useWords();
  const said = words.clients.form;
  const why = judgeKey(text);
  if (why === 'private') return said.privateKey;
  if (why === null || !isJudged) return null;
  return why === 'missing' ? said.needKey : said.noKey;
}
