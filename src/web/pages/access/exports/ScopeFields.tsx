import { Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useCodes } from '../../../api/codes.ts';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { Choices } from '../../../ui/Choices.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import styles from './Exports.module.css';
import type { DraftForm } from './useDraft.ts';

/** School years that may be asked for, the coming one first. */
const yearsBack = 5;

export function ScopeFields({ form: { draft, set, purpose } }: { form: DraftForm }) {
  const { words, format } = useWords();
  const { reach, currentSchoolYear } = useMe();
  const said = words.exports;
  const years = Array.from({ length: yearsBack }, (_, i) => currentSchoolYear - i);
  return (
    <Panel title={said.scope}>
      <div className={surface.stack}>
        <TextInput
          label={said.organisations}
          description={said.organisationsHint}
          value={draft.organisations}
          readOnly={reach === 'organisation'}
          onChange={(event) => set({ organisations: event.currentTarget.value.toUpperCase() })}
        />
        <NativeSelect
          label={said.schoolYear}
          value={String(draft.schoolYear)}
          onChange={(event) => set({ schoolYear: Number(event.currentTarget.value) })}
          data={years.map((year) => ({ value: String(year), label: format.schoolYear(year) }))}
        />
        <Choices
          label={said.status}
          value={draft.status}
          onChange={(status) => set({ status })}
          choices={(['open', 'year'] as const).map((value) => ({ value, label: said.statuses[value] }))}
        />
        <Grades chosen={draft.grades} onChange={(grades) => set({ grades })} />
        {purpose?.allowsProtected ? (
          <Checkbox
            label={said.includesProtected}
            description={said.includesProtectedHint}
            checked={draft.includesProtected}
            onChange={(event) => set({ includesProtected: event.currentTarget.checked })}
          />
        ) : null}
      </div>
    </Panel>
  );
}

function Grades({ chosen, onChange }: { chosen: string[]; onChange: (grades: string[]) => void }) {
  const { words } = useWords();
  const grades = useCodes().values('grade');
  return (
    <fieldset className={styles.group}>
      <legend>{words.exports.grades}</legend>
      <p className={surface.soft}>{words.exports.gradesHint}</p>
      <div className={styles.grades}>
        {grades.map(({ code }) => (
          <Checkbox
            key={code}
            label={code}
            checked={chosen.includes(code)}
            onChange={(event) =>
              onChange(event.currentTarget.checked ? [...chosen, code] : chosen.filter((it) => it !== code))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
