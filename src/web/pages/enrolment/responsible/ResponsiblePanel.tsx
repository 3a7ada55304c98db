import { Button, Switch } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useCodes } from '../../../api/codes.ts';
import { ApiProblem } from '../../../api/problem.ts';
import { afterTransition, markTransition, type Transition, transitionsQuery } from '../../../api/responsible.ts';
import { Failure } from '../../../frame/Failure.tsx';
import { useKnownAt } from '../../../frame/knownAt.ts';
import { useMay, useMe } from '../../../frame/session.ts';
import { useQueryText, useSetQueryText } from '../../../frame/useQueryText.ts';
import { useWords } from '../../../text/words.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { ReasonButton } from '../../../ui/ReasonButton.tsx';
import { StatePill, type Tone } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import { Timeline, type TimelineEntry } from '../../../ui/Timeline.tsx';
import { Waiting } from '../../../ui/Waiting.tsx';
import { TransitionDialog } from './TransitionDialog.tsx';

/** Which school answers for the student today, how it came so when asked, and the door to a transition. */
export function ResponsiblePanel({ number }: { number: string }) {
  const { words } = useWords();
  const may = useMay('enrolment.write');
  const knownAt = useKnownAt();
  const { data, error, refetch } = useQuery(transitionsQuery(number, knownAt));
  const [open, setOpen] = useState<'new' | Transition | null>(null);
  const { history } = useQueryText();
  const setQuery = useSetQueryText();
  const said = words.responsible;
  if (error instanceof ApiProblem && error.code === 'access.minimum_sight') return null;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting rows={2} height={32} />;
  const record = (
    <ReasonButton variant="default" size="xs" reason={may ? null : said.mayNot} onClick={() => setOpen('new')}>
      {said.record}
    </ReasonButton>
  );
  return (
    <Panel title={said.title} aside={knownAt === null ? record : null}>
      <div className={surface.stack}>
        <Answer current={data.current} items={data.items} />
        {data.items.length > 0 ? (
          <Switch
            label={said.history}
            checked={history !== undefined}
            onChange={(event) => setQuery({ history: event.currentTarget.checked ? 'yes' : null }, 'replace')}
          />
        ) : null}
        {history !== undefined && data.items.length > 0 ? <History items={data.items} onChange={setOpen} /> : null}
      </div>
      {open ? (
        <TransitionDialog number={number} transition={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      ) : null}
    </Panel>
  );
}

function Answer({ current, items }: { current: Transition | null; items: Transition[] }) {
  const { words, format } = useWords();
  const { today } = useMe();
  const nameOf = useSchoolName();
  const said = words.responsible;
  const next = items.filter((it) => !it.isDeleted && it.effectiveOn > today).at(-1);
  const sentence = () => {
    if (!current) return said.none;
    const day = format.dayLong(current.effectiveOn);
    if (current.hasSchool === 'yes') return said.since(nameOf(current), day);
    return current.hasSchool === 'no' ? said.noSchool(day) : said.unknown(day);
  };
  return (
    <p>
      {sentence()}
      {next ? ` ${said.coming(format.dayLong(next.effectiveOn))}` : ''}
    </p>
  );
}

/** The school of a transition as a person names it. */
function useSchoolName(): (it: Transition) => string {
  const { language } = useWords();
  return (it) => {
    if (it.outside) return [it.outside.name, it.outside.city, it.outside.province].filter(Boolean).join(', ');
    return (language === 'fr' ? it.schoolNameFr : null) ?? it.schoolName ?? it.schoolCode ?? '';
  };
}

const tones: Record<State, Tone> = { current: 'good', coming: 'accent', past: 'calm', deleted: 'bad' };
type State = 'current' | 'coming' | 'past' | 'deleted';

function stateOf(it: Transition, today: string): State {
  if (it.isDeleted) return 'deleted';
  if (it.isCurrent) return 'current';
  return it.effectiveOn > today ? 'coming' : 'past';
}

function History({ items, onChange }: { items: Transition[]; onChange: (it: Transition) => void }) {
  const { words, format } = useWords();
  const { today } = useMe();
  const codes = useCodes();
  const nameOf = useSchoolName();
  const said = words.responsible;
  const entries = items.map((it): TimelineEntry => {
    const state = stateOf(it, today);
    const reason = codes.find('responsible_school_reason', it.reason);
    return {
      key: it.transitionId,
      when: format.day(it.effectiveOn),
      hint: said.by(it.submittedBy, format.moment(it.submittedAt)),
      title: (
        <span className={surface.row}>
          {it.hasSchool === 'yes' ? nameOf(it) : said.answers[it.hasSchool]}
          <StatePill tone={tones[state]}>{said.states[state]}</StatePill>
        </span>
      ),
      body: (
        <span className={surface.row}>
          <span>{reason ? format.words(reason) : it.reason}</span>
          <RowActs transition={it} onChange={onChange} />
        </span>
      ),
      tone: tones[state],
    };
  });
  return <Timeline label={said.historyLabel} entries={entries} />;
}

function RowActs({ transition, onChange }: { transition: Transition; onChange: (it: Transition) => void }) {
  const { words, format } = useWords();
  const mark = useMark();
  const may = useMay('enrolment.write');
  const isPast = useKnownAt() !== null;
  const said = words.responsible;
  const { isDeleted } = transition;
  if (!may || isPast) return null;
  const act = isDeleted ? 'restore' : 'delete';
  const label = isDeleted ? said.restore : said.remove;
  const nameOf = (text: string) => said.ofRow(text, format.day(transition.effectiveOn));
  return (
    <span className={surface.row}>
      {isDeleted ? null : (
        <Button variant="default" size="xs" aria-label={nameOf(said.change)} onClick={() => onChange(transition)}>
          {said.change}
        </Button>
      )}
      <Button
        variant="default"
        size="xs"
        aria-label={nameOf(label)}
        loading={mark.isPending}
        onClick={() => mark.mutate({ transition, act })}
      >
        {label}
      </Button>
    </span>
  );
}

/** Deletes or restores at once and offers the way back. */
function useMark() {
  const { words, format } = useWords();
  const queries = useQueryClient();
  const say = useNotice();
  const said = words.responsible;
  const mark = useMutation({
    mutationFn: (it: { transition: Transition; act: 'delete' | 'restore' }) => markTransition(it.transition, it.act),
    onSuccess: (after, { act }) => {
      void afterTransition(queries, after.studentNumber);
      const back = act === 'delete' ? 'restore' : 'delete';
      const text = act === 'delete' ? said.removed : said.restored;
      say(text, { undo: () => mark.mutate({ transition: after, act: back }) });
    },
    onError: (error) => {
      if (error instanceof ApiProblem) say(format.words(error.detail), { tone: 'bad' });
    },
  });
  return mark;
}
