import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { type Person, peopleQuery } from '../../../api/people.ts';
import { PagedTable } from '../../../frame/PagedTable.tsx';
import { useQueryText, useSetQueryText } from '../../../frame/useQueryText.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { Choices } from '../../../ui/Choices.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { PageTitle } from '../../../ui/PageTitle.tsx';
import { StatePill, type Tone } from '../../../ui/StatePill.tsx';
import surface from '../../../ui/surface.module.css';
import type { Column } from '../../../ui/table/tableLogic.ts';
import { OpenPersonDialog } from './OpenPersonDialog.tsx';
import { WaitingGrants } from './WaitingGrants.tsx';

const states = ['current', 'former', 'all'] as const;

/** Who works with the register within reach, and what waits for a second person. */
export function PeoplePage() {
  const { words } = useWords();
  const query = useQueryText();
  const setQuery = useSetQueryText();
  const [isOpening, setOpening] = useState(false);
  const said = words.people;
  const state = states.find((name) => name === query['state']) ?? 'current';
  const list = useInfiniteQuery(peopleQuery(state));
  const columns = usePeopleColumns();
  const people = list.data?.pages.flatMap((page) => page.items) ?? [];
  const answer = list.data && !list.hasNextPage && state === 'current' ? said.answer(people.length) : undefined;
  return (
    <>
      <PageTitle
        title={said.title}
        answer={answer}
        parent={{ href: paths.access(), label: words.frame.pages.access }}
        actions={<Button onClick={() => setOpening(true)}>{said.open}</Button>}
        product={words.frame.product}
      />
      <div className={surface.stack}>
        <WaitingGrants />
        <Choices
          label={said.states.label}
          value={state}
          onChange={(chosen) => setQuery({ state: chosen === 'current' ? null : chosen })}
          choices={states.map((name) => ({ value: name, label: said.states[name] }))}
        />
        <PagedTable
          list={list}
          expected={10}
          label={said.list}
          rows={people}
          columns={columns}
          keyOf={(person) => person.accountId}
          nameOf={(person) => person.name}
          hrefOf={(person) => paths.person(person.accountId)}
          saveAs="people"
          empty={
            <EmptyState title={said.nobody}>
              <p>{said.nobodyWhy}</p>
            </EmptyState>
          }
        />
      </div>
      {isOpening ? <OpenPersonDialog onClose={() => setOpening(false)} /> : null}
    </>
  );
}

const tones: Record<Person['state'], Tone> = { active: 'good', no_access: 'calm', suspended: 'warn', left: 'calm' };

export function PersonStatePill({ state }: { state: Person['state'] }) {
  const { words } = useWords();
  return <StatePill tone={tones[state]}>{words.people.state[state]}</StatePill>;
}

function usePeopleColumns(): Column<Person>[] {
  const { words, format } = useWords();
  const said = words.people;
  const held = (person: Person, kind: 'role' | 'permission') =>
    person.grants.filter((grant) => grant.kind === kind && ['live', 'future', 'waiting'].includes(grant.state));
  const placesOf = (person: Person) =>
    [...new Set(held(person, 'role').map((grant) => format.place(grant.organisation)))].join(', ') ||
    format.place(person.home);
  const rolesOf = (person: Person) =>
    [...new Set(held(person, 'role').map((grant) => format.words(grant.nameWords)))].join(', ');
  const addedOf = (person: Person) =>
    [...new Set(held(person, 'permission').map((grant) => format.words(grant.nameWords)))].join(', ') ||
    words.frame.none;
  return [
    { id: 'name', header: said.name, text: (it) => it.name, sort: (it) => it.name, filter: 'text', width: 168 },
    {
      id: 'user',
      header: said.userName,
      text: (it) => it.userName,
      sort: (it) => it.userName,
      filter: 'text',
      width: 164,
    },
    { id: 'place', header: said.organisation, text: placesOf, sort: placesOf, filter: 'choice', width: 176 },
    { id: 'role', header: said.role, text: rolesOf, sort: rolesOf, filter: 'choice', width: 176 },
    { id: 'added', header: said.added, text: addedOf, filter: 'text', width: 216 },
    {
      id: 'state',
      header: said.stateHead,
      text: (it) => said.state[it.state],
      cell: (it) => <PersonStatePill state={it.state} />,
      sort: (it) => said.state[it.state],
      filter: 'choice',
      width: 128,
    },
    {
      id: 'used',
      header: said.lastUsed,
      text: (it) => format.day(it.lastUsedOn),
      sort: (it) => it.lastUsedOn,
      width: 120,
    },
  ];
}
