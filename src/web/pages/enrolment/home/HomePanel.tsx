import { Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  afterHomeRegistration,
  type HomeRegistration,
  homeRegistrationsQuery,
  markHomeRegistration,
} from '../../../api/home-education.ts';
import { ApiProblem } from '../../../api/problem.ts';
import { useKnownAt } from '../../../frame/knownAt.ts';
import { useMay } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { StatePill } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import { HomeDialog } from './HomeDialog.tsx';

/** The registrations for unsupervised home education; without any, only the ministry sees the door to one. */
export function HomePanel({ number }: { number: string }) {
  const { words } = useWords();
  const knownAt = useKnownAt();
  const may = useMay('home_education.manage') && knownAt === null;
  const { data } = useQuery(homeRegistrationsQuery(number, knownAt));
  const [open, setOpen] = useState<'new' | HomeRegistration | null>(null);
  const said = words.homeEducation;
  if (!data || (data.length === 0 && !may)) return null;
  const register = may ? (
    <Button variant="default" size="xs" onClick={() => setOpen('new')}>
      {said.register}
    </Button>
  ) : null;
  return (
    <Panel title={said.title} aside={register}>
      {data.length === 0 ? <p className={surface.soft}>{said.none}</p> : null}
      <ul className={surface.plainList}>
        {data.map((it) => (
          <Row key={it.registrationId} registration={it} onChange={() => setOpen(it)} />
        ))}
      </ul>
      {open ? (
        <HomeDialog number={number} registration={open === 'new' ? null : open} onClose={() => setOpen(null)} />
      ) : null}
    </Panel>
  );
}

function Row({ registration: it, onChange }: { registration: HomeRegistration; onChange: () => void }) {
  const { words, format } = useWords();
  const knownAt = useKnownAt();
  const may = useMay('home_education.manage') && knownAt === null;
  const mark = useMark();
  const said = words.homeEducation;
  const year = format.schoolYear(it.schoolYear);
  const act = it.isDeleted ? 'restore' : 'delete';
  const label = it.isDeleted ? said.restore : said.remove;
  const place = it.authorityCode ? said.authority(it.authorityName ?? it.authorityCode) : null;
  const text = [year, said.span(format.day(it.startOn), format.day(it.exitOn)), place].filter(Boolean).join(' · ');
  return (
    <li className={surface.row}>
      <span>{text}</span>
      {it.isDeleted ? <StatePill tone="bad">{said.deleted}</StatePill> : null}
      {may && !it.isDeleted ? (
        <Button variant="default" size="xs" aria-label={said.ofRow(said.change, year)} onClick={onChange}>
          {said.change}
        </Button>
      ) : null}
      {may ? (
        <Button
          variant="default"
          size="xs"
          aria-label={said.ofRow(label, year)}
          loading={mark.isPending}
          onClick={() => mark.mutate({ registration: it, act })}
        >
          {label}
        </Button>
      ) : null}
    </li>
  );
}

/** Deletes or restores at once and offers the way back. */
function useMark() {
  const { words, format } = useWords();
  const queries = useQueryClient();
  const say = useNotice();
  const said = words.homeEducation;
  const mark = useMutation({
    mutationFn: (it: { registration: HomeRegistration; act: 'delete' | 'restore' }) =>
      markHomeRegistration(it.registration, it.act),
    onSuccess: (after, { act }) => {
      void afterHomeRegistration(queries, after.studentNumber);
      const back = act === 'delete' ? 'restore' : 'delete';
      const text = act === 'delete' ? said.removed : said.restored;
      say(text, { undo: () => mark.mutate({ registration: after, act: back }) });
    },
    onError: (error) => {
      if (error instanceof ApiProblem) say(format.words(error.detail), { tone: 'bad' });
    },
  });
  return mark;
}
