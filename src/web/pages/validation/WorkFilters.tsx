import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { stateWords } from '#modules/validation/rules/states.ts';
import { type FindingCounts, findingCountsQuery } from '../../api/validation.ts';
import { useQueryText } from '../../frame/useQueryText.ts';
import { useWords } from '../../text/words.tsx';
import { Choices } from '../../ui/Choices.tsx';
import { Filters } from '../../ui/Filters.tsx';
import styles from './WorkPage.module.css';
import { countSet, isUnfinished, readAge, type View, viewOf, views } from './workFilter.ts';

type FiltersProps = { onChange: (patch: Record<string, string | null>) => void };

/** Whose items, and by what the list is narrowed and grouped; the address keeps it all. */
export function WorkFilters({ onChange }: FiltersProps) {
  const { words } = useWords();
  const query = useQueryText();
  const said = words.work;
  const view = viewOf(query);
  return (
    <Filters
      label={said.filters}
      className={styles.filters}
      set={countSet(query)}
      always={
        <Choices<View>
          label={said.views.label}
          value={view}
          onChange={(chosen) => onChange({ view: chosen === 'open' ? null : chosen })}
          choices={views.map((name) => ({ value: name, label: said.views[name] }))}
        />
      }
    >
      <Narrowing onChange={onChange} isUnfinished={isUnfinished(view)} />
      <NativeSelect
        label={said.group.label}
        value={query['group'] ?? 'none'}
        onChange={({ currentTarget: { value } }) => onChange({ group: value === 'none' ? null : value })}
        data={(['none', 'rule', 'school'] as const).map((name) => ({ value: name, label: said.group[name] }))}
      />
    </Filters>
  );
}

type Choice = { value: string; label: string };

function Narrowing({ onChange, isUnfinished: isOpenWork }: FiltersProps & { isUnfinished: boolean }) {
  const query = useQueryText();
  const { data } = useQuery(findingCountsQuery({}));
  const choices = useChoices(data);
  const shown = isOpenWork ? choices : choices.filter(({ name }) => name !== 'due' && name !== 'state');
  return (
    <>
      {shown.map(({ name, label, options }) => (
        <NativeSelect
          key={name}
          label={label}
          value={query[name] ?? ''}
          onChange={({ currentTarget: { value } }) => onChange({ [name]: value === '' ? null : value })}
          data={options}
        />
      ))}
      <Age key={query['age'] ?? ''} asked={query['age'] ?? ''} onChange={(age) => onChange({ age })} />
    </>
  );
}

/** The lists to choose from; a school is chosen only where there are several. */
function useChoices(counts: FindingCounts | undefined): { name: string; label: string; options: Choice[] }[] {
  const { words, format } = useWords();
  const said = words.work;
  const withCount = (label: string, count: number) => `${label} (${format.number(count)})`;
  const states = ['open', 'in_progress'] as const;
  const schools = counts?.byOrganisation ?? [];
  const lists = [
    {
      name: 'severity',
      label: said.urgency.label,
      options: [
        { value: '', label: said.urgency.all },
        { value: 'warning', label: said.urgency.warning },
        { value: 'advice', label: said.urgency.advice },
      ],
    },
    {
      name: 'due',
      label: said.due.label,
      options: [
        { value: '', label: said.due.all },
        ...(['overdue', 'week', 'later'] as const).map((value) => ({ value, label: said.due[value] })),
      ],
    },
    {
      name: 'object',
      label: words.rules.object,
      options: [
        { value: '', label: said.allObjects },
        ...(counts?.byObject ?? []).map(({ object, count }) => ({
          value: object,
          label: withCount(words.rules.objects[object], count),
        })),
      ],
    },
    {
      name: 'rule',
      label: said.rule,
      options: [
        { value: '', label: said.allRules },
        ...(counts?.byRule ?? []).map(({ ruleCode, reference, title, count }) => ({
          value: ruleCode,
          label: withCount(`${reference ?? ruleCode} · ${format.words(title)}`, count),
        })),
      ],
    },
    {
      name: 'school',
      label: said.school,
      options: [
        { value: '', label: said.allSchools },
        ...schools.map(({ code, name, count }) => ({ value: code, label: withCount(name, count) })),
      ],
    },
    {
      name: 'state',
      label: said.state,
      options: [
        { value: '', label: said.allStates },
        ...states.map((value) => ({ value, label: format.words(stateWords[value]) })),
      ],
    },
  ];
  return lists.filter(({ name }) => name !== 'school' || schools.length > 1);
}

type AgeProps = { asked: string; onChange: (age: string | null) => void };

/** The student's age: narrows on leaving the field, or with Enter. */
function Age({ asked, onChange }: AgeProps) {
  const said = useWords().words.work.age;
  const [text, setText] = useState(asked);
  const isWrong = text.trim() !== '' && readAge(text) === null;
  const ask = () => {
    if (!isWrong && text.trim() !== asked) onChange(text.trim() || null);
  };
  return (
    <TextInput
      label={said.label}
      placeholder={said.example}
      value={text}
      w={104}
      error={isWrong ? said.wrong : null}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={ask}
      onKeyDown={(event) => event.key === 'Enter' && ask()}
    />
  );
}
