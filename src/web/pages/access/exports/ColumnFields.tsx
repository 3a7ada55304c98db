import { Checkbox } from '@mantine/core';
import { useWords } from '../../../text/words.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import styles from './Exports.module.css';
import type { DraftForm } from './useDraft.ts';

const groups = ['identity', 'enrolments', 'contacts', 'guardians'] as const;

/** The columns by group; a group that the purpose does not need says so. */
export function ColumnFields({ form }: { form: DraftForm }) {
  const { words } = useWords();
  const said = words.exports;
  return (
    <Panel title={said.columns}>
      <div className={surface.stack}>
        <p className={surface.soft}>{said.columnsHint}</p>
        {groups.map((group) => (
          <Group key={group} group={group} form={form} />
        ))}
      </div>
    </Panel>
  );
}

function Group({ group, form: { draft, set, purpose, choices } }: { group: (typeof groups)[number]; form: DraftForm }) {
  const { words, format } = useWords();
  const said = words.exports;
  const isAllowed = purpose === null || purpose.groups.includes(group);
  const columns = choices.columns.filter((it) => it.group === group);
  return (
    <fieldset className={styles.group} disabled={!isAllowed}>
      <legend>{said.groups[group]}</legend>
      {isAllowed ? (
        <div className={styles.checks}>
          {columns.map(({ name, words: meaning, sensitivity }) => (
            <Checkbox
              key={name}
              label={format.words(meaning)}
              description={sensitivity === 'ordinary' ? undefined : said.sensitivities[sensitivity]}
              checked={draft.columns.includes(name)}
              onChange={(event) =>
                set({
                  columns: event.currentTarget.checked
                    ? [...draft.columns, name]
                    : draft.columns.filter((it) => it !== name),
                })
              }
            />
          ))}
        </div>
      ) : (
        <p className={surface.soft}>{said.notForPurpose}</p>
      )}
    </fieldset>
  );
}
