import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type CountDay, countDaysQuery, countFiguresQuery, type CountFigures as Figures } from '../../../api/counts.ts';
import { ButtonLink, Failure } from '../../../frame/Failure.tsx';
import { useMay, useMe } from '../../../frame/session.ts';
import { useQueryText, useSetQueryText } from '../../../frame/useQueryText.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { Choices } from '../../../ui/Choices.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { PageTitle } from '../../../ui/PageTitle.tsx';
import { ReasonButton } from '../../../ui/ReasonButton.tsx';
import surface from '../../../ui/surface.module.css';
import { Waiting } from '../../../ui/Waiting.tsx';
import { CountFigures } from './CountFigures.tsx';
import { Differences } from './Differences.tsx';
import { FreezeDialog } from './FreezeDialog.tsx';

/** The counts of a school year: the figures of a count day within reach, frozen or as known now, and what changed since. */
export function CountsPage() {
  const { words } = useWords();
  const { year, kind } = useQueryText();
  const days = useQuery(countDaysQuery(year ? Number(year) : null));
  const day = chosenDay(days.data ?? [], kind);
  const figures = useQuery({ ...countFiguresQuery(day ?? nothing), enabled: day !== null });
  const said = words.counts;
  const error = days.error ?? figures.error;
  return (
    <>
      <PageTitle title={said.title} answer={useAnswer(day, figures.data)} product={words.frame.product} />
      <div className={surface.stack}>
        {error ? (
          <Failure error={error} onRetry={() => void (days.error ? days.refetch() : figures.refetch())} />
        ) : null}
        {days.data && day ? <Chosen days={days.data} day={day} figures={figures.data ?? null} /> : null}
        {day?.countId ? <Differences countId={day.countId} /> : null}
        {figures.isLoading || days.isLoading ? <Waiting rows={8} height={36} /> : null}
        {figures.data?.students === 0 ? <NobodyCounts isCurrent={year === undefined} /> : null}
        {figures.data && figures.data.students > 0 ? <CountFigures figures={figures.data} /> : null}
      </div>
    </>
  );
}

const nothing = { countId: null, kind: '', schoolYear: 0 };

/** The day of the address; else the last one that is past, else the first. */
function chosenDay(days: readonly CountDay[], kind: string | undefined): CountDay | null {
  const past = days.filter((it) => it.state !== 'coming').at(-1);
  return days.find((it) => it.kind === kind) ?? past ?? days[0] ?? null;
}

function useAnswer(day: CountDay | null, figures: Figures | undefined): string | undefined {
  const { words, format } = useWords();
  if (!day || !figures) return undefined;
  const students = words.counts.students(figures.students);
  const on = format.dayLong(day.day);
  return day.countId ? words.counts.answerFrozen(students, on) : words.counts.answerOpen(students, on);
}

/** Nobody counts: leads to the year at hand, or to what fills it. */
function NobodyCounts({ isCurrent }: { isCurrent: boolean }) {
  const { words } = useWords();
  const next = isCurrent ? (
    <ButtonLink href={paths.submissions()}>{words.frame.pages.submissions}</ButtonLink>
  ) : (
    <ButtonLink href={paths.counts()}>{words.counts.thisYear}</ButtonLink>
  );
  return <EmptyState title={words.counts.nobody} next={next} />;
}

type ChosenProps = { days: CountDay[]; day: CountDay; figures: Figures | null };

/** Which year and day, whether it is frozen, and the door to freezing it. */
function Chosen({ days, day, figures }: ChosenProps) {
  const { words, format } = useWords();
  const setQuery = useSetQueryText();
  const [isFreezing, setFreezing] = useState(false);
  const said = words.counts;
  const toYear = (schoolYear: number) => setQuery({ year: String(schoolYear), kind: day.kind });
  return (
    <>
      <div className={surface.row}>
        <Button variant="default" size="xs" onClick={() => toYear(day.schoolYear - 1)}>
          {said.yearBefore(format.schoolYear(day.schoolYear - 1))}
        </Button>
        <Button variant="default" size="xs" onClick={() => toYear(day.schoolYear + 1)}>
          {said.yearAfter(format.schoolYear(day.schoolYear + 1))}
        </Button>
      </div>
      <div className={`${surface.row} ${surface.between}`}>
        <Choices
          label={`${said.choose}, ${format.schoolYear(day.schoolYear)}`}
          value={day.kind}
          choices={days.map((it) => ({ value: it.kind, label: format.words(it.words) }))}
          onChange={(kind) => setQuery({ kind, year: String(day.schoolYear) })}
        />
        <FreezeButton day={day} isEmpty={figures?.students === 0} onFreeze={() => setFreezing(true)} />
      </div>
      <p className={surface.soft}>
        <State day={day} /> {said.rule}
      </p>
      {isFreezing && figures ? <FreezeDialog day={day} figures={figures} onClose={() => setFreezing(false)} /> : null}
    </>
  );
}

function State({ day }: { day: CountDay }) {
  const { words, format } = useWords();
  const said = words.counts;
  if (day.frozenAt) return said.frozenOn(format.moment(day.frozenAt), day.frozenBy ?? '');
  return day.state === 'coming' ? said.coming : said.notFrozen;
}

type FreezeButtonProps = { day: CountDay; isEmpty: boolean; onFreeze: () => void };

function FreezeButton({ day, isEmpty, onFreeze }: FreezeButtonProps) {
  const { words } = useWords();
  const { today } = useMe();
  const may = useMay('count.freeze');
  const said = words.counts;
  if (day.countId) return null;
  const because = () => {
    if (!may) return said.mayNot;
    if (today <= day.day) return said.tooEarly;
    return isEmpty ? said.nobody : null;
  };
  return (
    <ReasonButton variant="default" reason={because()} onClick={onFreeze}>
      {said.freeze}
    </ReasonButton>
  );
}
