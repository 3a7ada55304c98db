import { NativeSelect } from '@mantine/core';
import type { MatchTask } from '../../api/matches.ts';
import { useQueryText, useSetQueryText } from '../../frame/useQueryText.ts';
import { useWords } from '../../text/words.tsx';
import { Choices } from '../../ui/Choices.tsx';
import { Filters } from '../../ui/Filters.tsx';
import { useOrganisationNames } from '../organisations/useOrganisationNames.ts';
import styles from './Matches.module.css';

/** Waiting or decided, of which school, for which reason; all of it stands in the address. */
export function MatchFilters({ state, tasks }: { state: 'open' | 'decided'; tasks: MatchTask[] }) {
  const { words, format } = useWords();
  const query = useQueryText();
  const setQuery = useSetQueryText();
  const schoolOf = useOrganisationNames(tasks.map(({ organisation }) => organisation));
  const said = words.matches;
  const schools = choices(tasks, (task) => [task.organisation, schoolOf(task.organisation)]);
  const reasons = choices(tasks, (task) => [task.reason, format.words(task.reasonWords)]);
  const withCount = ({ value, label, count }: Choice) => ({ value, label: `${label} (${format.number(count)})` });
  return (
    <Filters
      label={said.filters}
      className={styles.filters}
      set={[query['school'], query['why']].filter(Boolean).length}
      always={
        <Choices
          label={said.views.label}
          value={state}
          onChange={(chosen) => setQuery({ state: chosen === 'open' ? null : chosen, decided: null })}
          choices={(['open', 'decided'] as const).map((value) => ({ value, label: said.views[value] }))}
        />
      }
    >
      <NativeSelect
        label={said.school}
        value={query['school'] ?? ''}
        onChange={(event) => setQuery({ school: event.currentTarget.value })}
        data={[{ value: '', label: said.allSchools }, ...schools.map(withCount)]}
      />
      <NativeSelect
        label={said.why}
        value={query['why'] ?? ''}
        onChange={(event) => setQuery({ why: event.currentTarget.value })}
        data={[{ value: '', label: said.allReasons }, ...reasons.map(withCount)]}
      />
    </Filters>
  );
}

type Choice = { value: string; label: string; count: number };

/** The values that occur, by their words. */
function choices(tasks: MatchTask[], of: (task: MatchTask) => [value: string, label: string]): Choice[] {
  const found = new Map<string, Choice>();
  for (const task of tasks) {
    const [value, label] = of(task);
    found.set(value, { value, label, count: (found.get(value)?.count ?? 0) + 1 });
  }
  return [...found.values()].sort((a, b) => a.label.localeCompare(b.label));
}
