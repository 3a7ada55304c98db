import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isPlainDate } from '#kernel/dates.ts';
import { rolesGrantedAt } from '#modules/access/people/rules/grants.ts';
import { permissionWords } from '#modules/access/rules/permissions.ts';
import { roles } from '#modules/access/rules/roles.ts';
import {
  type Moving,
  movePerson,
  organisationsWithinQuery,
  type PersonDetail,
  peopleKey,
} from '../../../api/people.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { additionsToTake, endingsOf, likeRole, placesToLeave } from './moverLogic.ts';
import { OrganisationField, useOrganisationKind } from './OrganisationField.tsx';

type MoveDialogProps = { person: PersonDetail; onClose: () => void };

/** A mover: what is held at one organisation ends the day before, the like at another begins on the day; shown before it is done. */
export function MoveDialog({ person, onClose }: MoveDialogProps) {
  const { words, format } = useWords();
  const said = words.mover;
  const draft = useDraft(person);
  const { typed, change, places, roleNames, additions, because, move } = draft;
  const moving = useMoving(person, onClose);
  return (
    <ActDialog
      title={said.title(person.name)}
      act={said.move}
      acting={moving}
      onAct={() => (move ? moving.mutate(move) : undefined)}
      because={because}
      onClose={onClose}
    >
      {places.length > 1 ? (
        <NativeSelect
          label={said.from}
          value={typed.from}
          onChange={(event) => change({ from: event.currentTarget.value })}
          data={places}
        />
      ) : null}
      <OrganisationField label={said.to} value={typed.to} onChange={(to) => change({ to, role: '' })} />
      <NativeSelect
        label={said.role}
        value={draft.role ?? ''}
        onChange={(event) => change({ role: event.currentTarget.value })}
        data={roleNames.map((name) => ({ value: name, label: format.words(roles[name].words) }))}
      />
      {additions.length > 0 ? (
        <Checkbox.Group label={said.along} value={draft.added} onChange={(added) => change({ added })}>
          {additions.map(({ name, cannot }) => (
            <Checkbox
              key={name}
              value={name}
              disabled={cannot !== null}
              label={`${format.words(permissionWords[name as keyof typeof permissionWords])}${cannot ? ` (${said.cannot[cannot]})` : ''}`}
            />
          ))}
        </Checkbox.Group>
      ) : null}
      <DayField label={said.on} description={said.onHint} value={typed.on} onChange={(on) => change({ on })} />
      <TextInput
        label={words.people.reason}
        description={words.people.reasonHint}
        value={typed.reason}
        maxLength={500}
        onChange={(event) => change({ reason: event.currentTarget.value })}
      />
      {move ? <Preview person={person} move={move} /> : null}
    </ActDialog>
  );
}

type Typed = { from: string; to: string; role: string; added: string[] | null; on: string; reason: string };

/** What is typed, what it offers, and why it cannot be done yet. */
function useDraft(person: PersonDetail) {
  const { words } = useWords();
  const { today } = useMe();
  const said = words.mover;
  const places = placesToLeave(person.grants);
  const [typed, setTyped] = useState<Typed>({
    from: places[0] ?? '',
    to: '',
    role: '',
    added: null,
    on: today,
    reason: '',
  });
  const toKind = useOrganisationKind(typed.to);
  const roleNames = rolesGrantedAt(toKind);
  const role = roleNames.find((name) => name === typed.role) ?? likeRole(person.grants, typed.from, toKind);
  const additions = toKind === '' ? [] : additionsToTake(person.grants, { from: typed.from, toKind, role });
  const able = additions.filter(({ cannot }) => cannot === null).map(({ name }) => name);
  const added = able.filter((name) => typed.added?.includes(name) ?? true);
  const whyNot = () => {
    if (typed.to !== '' && typed.to === typed.from) return said.same;
    if (toKind === '' || typed.reason.trim() === '' || !isPlainDate(typed.on)) return words.frame.fillIn;
    if (role === null) return said.noRole;
    return typed.on < today ? said.past : null;
  };
  const because = whyNot();
  const { from, to, on, reason } = typed;
  const move: Moving | null = because === null && role ? { from, to, role, added, on, reason: reason.trim() } : null;
  const change = (patch: Partial<Typed>) => setTyped((before) => ({ ...before, ...patch }));
  return { typed, change, places, roleNames, role, additions, added, because, move };
}

/** Every grant that ends and every one that begins, with their days. */
function Preview({ person, move }: { person: PersonDetail; move: Moving }) {
  const { words, format } = useWords();
  const me = useMe();
  const { today } = me;
  const said = words.mover;
  const { data = [] } = useQuery(organisationsWithinQuery(me));
  const where = data.find(({ code }) => code === move.to)?.name ?? move.to;
  const ends = endingsOf(person.grants, { from: move.from, on: move.on, today }).map(({ grant, lastDay }) => {
    const what = said.at(format.words(grant.nameWords), format.place(grant.organisation));
    return lastDay === null ? said.endsNow(what) : said.ends(what, format.day(lastDay));
  });
  const names = [
    format.words(roles[move.role as keyof typeof roles].words),
    ...move.added.map((name) => format.words(permissionWords[name as keyof typeof permissionWords])),
  ];
  const begins = names.map((name) => said.begins(said.at(name, where), format.day(move.on)));
  const belongs = person.home.code === move.from ? [said.belongs(where)] : [];
  return (
    <section aria-label={said.preview}>
      <strong>{said.preview}</strong>
      <ul>
        {[...ends, ...begins, ...belongs].map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}

function useMoving(person: PersonDetail, onDone: () => void) {
  const { words } = useWords();
  const queries = useQueryClient();
  const notice = useNotice();
  return useMutation({
    mutationFn: (move: Moving) => movePerson(person.accountId, move),
    onSuccess: (_after, { to }) => {
      notice(words.mover.done(person.name, to));
      void queries.invalidateQueries({ queryKey: peopleKey });
      onDone();
    },
  });
}
