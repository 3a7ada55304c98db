import { useState } from 'react';
import { moves } from '#modules/privacy/requests/rules/states.ts';
import { preparePackage, type RequestDetail } from '../../api/privacy.ts';
import { Refusal } from '../../frame/Refusal.tsx';
import { useWords } from '../../text/words.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { ReasonButton } from '../../ui/ReasonButton.tsx';
import surface from '../../ui/surface.module.css';
import { DeliverDialog } from './DeliverDialog.tsx';
import { MoveDialog, type MoveName } from './MoveDialog.tsx';
import { useChange } from './useChange.ts';

const leading: readonly MoveName[] = ['verify', 'prepare', 'deliver', 'accept', 'resume', 'disagree'];

/** The moves, each with the reason when it cannot be made. Once ended, only what can still be done is shown. */
export function RequestMoves({ request }: { request: RequestDetail }) {
  const { words, format } = useWords();
  const said = words.privacy;
  const [asked, setAsked] = useState<MoveName | null>(null);
  const prepare = useChange(() => preparePackage(request), { done: said.move.prepared });
  // What can be done stands first; what cannot says why.
  const shown = request.moves
    .filter((it) => it.may || request.closedOn === null)
    .sort((a, b) => Number(b.may) - Number(a.may));
  const isPackaged = request.kind === 'access';
  if (shown.length === 0 && !isPackaged) return null;
  const close = () => setAsked(null);
  return (
    <Panel title={said.request.moves} aside={isPackaged ? <PackageLine request={request} /> : null}>
      <div className={surface.row}>
        {shown.map(({ move, may, because }) => (
          <ReasonButton
            key={move}
            size="sm"
            variant={may && leading.includes(move) ? 'filled' : 'default'}
            reason={may ? null : format.words(because ?? { en: '', fr: '' })}
            loading={move === 'prepare' && prepare.isPending}
            onClick={() => (move === 'prepare' ? prepare.mutate(undefined) : setAsked(move))}
          >
            {format.words(moves[move].words)}
          </ReasonButton>
        ))}
      </div>
      <Refusal error={prepare.error} />
      {asked === 'deliver' ? <DeliverDialog request={request} onClose={close} /> : null}
      {asked && asked !== 'deliver' ? <MoveDialog request={request} move={asked} onClose={close} /> : null}
    </Panel>
  );
}

/** What became of the package, in a line. */
function PackageLine({ request }: { request: RequestDetail }) {
  const { words, format } = useWords();
  const said = words.privacy.request;
  const made = request.package;
  if (made?.deliveredAt) {
    const how = made.how === 'age' ? said.packageHow.age : said.packageHow.download;
    return <span className={surface.soft}>{`${said.packageGiven(format.moment(made.deliveredAt))}, ${how}`}</span>;
  }
  return (
    <span className={surface.soft}>{made?.until ? said.packageWaits(format.day(made.until)) : said.packageNone}</span>
  );
}
