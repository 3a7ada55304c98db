import { useMutation, useQueryClient } from '@tanstack/react-query';
import { afterFreeze, type CountDay, type CountFigures, freezeCount } from '../../../api/counts.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useWords } from '../../../text/words.tsx';
import { Bars } from '../../../ui/Bars.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import surface from '../../../ui/surface.module.css';

type FreezeDialogProps = { day: CountDay; figures: CountFigures; onClose: () => void };

/** Shows what would be frozen and asks once: it cannot be taken back. */
export function FreezeDialog({ day, figures, onClose }: FreezeDialogProps) {
  const { words, format, language } = useWords();
  const queries = useQueryClient();
  const notice = useNotice();
  const said = words.counts;
  const freezing = useMutation({
    mutationFn: () => freezeCount(day),
    onSuccess: () => {
      void afterFreeze(queries);
      notice(said.freezeDone);
      onClose();
    },
  });
  const largest = [...figures.bySchool].sort((a, b) => b.students - a.students).slice(0, 5);
  const nameOf = ({ code, name, nameFr }: (typeof largest)[number]) =>
    (language === 'fr' ? nameFr : null) ?? name ?? code;
  const bars = largest.map((it) => ({ key: it.code, label: nameOf(it), value: it.students }));
  return (
    <ActDialog
      title={said.freezeTitle(format.words(day.words), format.schoolYear(day.schoolYear))}
      act={said.freeze}
      acting={freezing}
      onAct={() => freezing.mutate()}
      onClose={onClose}
    >
      <p>{said.freezeWhat(said.students(figures.students), said.schools(figures.bySchool.length))}</p>
      {bars.length > 1 ? (
        <div>
          {bars.length < figures.bySchool.length ? <p className={surface.soft}>{said.freezeLargest}</p> : null}
          <Bars label={said.freezeBySchool} bars={bars} />
        </div>
      ) : null}
    </ActDialog>
  );
}
