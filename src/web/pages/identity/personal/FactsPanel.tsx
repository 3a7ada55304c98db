import { useState } from 'react';
import type { StudentPersonal } from '../../../api/personal.ts';
import { useMay } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { FactList } from '../../../ui/FactList.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ReasonButton } from '../../../ui/ReasonButton.tsx';
import surface from '../../../ui/surface.module.css';
import { ChangeDeath } from './ChangeDeath.tsx';
import { ChangeFacts } from './ChangeFacts.tsx';

/** Single values of a student; the history of the record tells what they were before. */
export function FactsPanel({ personal }: { personal: StudentPersonal }) {
  const { words, format } = useWords();
  const [open, setOpen] = useState<'facts' | 'death' | null>(null);
  const may = useMay('student.write');
  const said = words.personal.facts;
  const { languageRight, languageAtHomeWords, maturity, isDeceased, deceasedOn } = personal;
  const reason = may ? null : words.frame.error.notAllowed;
  const close = () => setOpen(null);
  const died = deceasedOn === null ? said.dead : format.day(deceasedOn);
  return (
    <Panel title={said.title}>
      <div className={surface.stack}>
        <FactList
          facts={[
            {
              label: said.languageRight,
              value: languageRight.words ? format.words(languageRight.words) : said.notAsked,
            },
            { label: said.language, value: languageAtHomeWords ? format.words(languageAtHomeWords) : said.notStated },
            { label: said.mature, value: said.matureOn(format.day(maturity.on), format.words(maturity.reasonWords)) },
            { label: said.death, value: isDeceased ? died : said.alive },
          ]}
        />
        <div className={surface.row}>
          <ReasonButton variant="default" size="xs" reason={reason} onClick={() => setOpen('facts')}>
            {said.change}
          </ReasonButton>
          <ReasonButton variant="default" size="xs" reason={reason} onClick={() => setOpen('death')}>
            {isDeceased ? said.changeDeath : said.recordDeath}
          </ReasonButton>
        </div>
      </div>
      {open === 'facts' ? <ChangeFacts personal={personal} onClose={close} /> : null}
      {open === 'death' ? <ChangeDeath personal={personal} onClose={close} /> : null}
    </Panel>
  );
}
