import { Autocomplete, MultiSelect, NativeSelect, TextInput } from '@mantine/core';
import type { CodeValue } from '#kernel/rule.ts';
import { useCodes } from '../../../api/codes.ts';
import { useWords } from '../../../text/words.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import type { DraftField, EnrolmentDraft, FormProblems } from './draft.ts';
import { FieldCell, remarked } from './FieldCell.tsx';
import type { Remark } from './useJudged.ts';

/** What every part of the form gets: the draft, what is said of it where it may be said, and how to change it. */
export type PartProps = {
  draft: EnrolmentDraft;
  problems: FormProblems;
  remarks: readonly Remark[];
  onChange: (part: Partial<EnrolmentDraft>) => void;
  onLeave: (field: DraftField) => void;
  /** Something is being typed into a field: what the rules say of it waits until it is left. */
  onType: (field: DraftField) => void;
};

type TextField = { [Field in DraftField]: EnrolmentDraft[Field] extends string ? Field : never }[DraftField];
type ListField = { [Field in DraftField]: EnrolmentDraft[Field] extends string[] ? Field : never }[DraftField];
type One<Field> = PartProps & { field: Field; label: string; hint?: string };

/** Props that all inputs share: the label, what is wrong with the form of it, and the edge when a rule refuses it. */
export function useInput({ field, label, hint, problems, remarks, onLeave }: One<DraftField>) {
  const { words, format } = useWords();
  const problem = problems.get(field);
  const told = problem === null ? words.enrolmentEditor.needs[field] : problem && format.words(problem);
  const isRefused = remarks.some((it) => it.field === field && it.severity === 'rejection');
  return {
    label,
    ...(hint === undefined ? {} : { description: hint }),
    error: told ?? isRefused,
    onBlur: () => onLeave(field),
    ...remarked(field, remarks),
  };
}

export function TextCell(props: One<TextField> & { inputMode?: 'numeric' | 'decimal'; maxLength?: number }) {
  const { field, draft, remarks, onChange, onType, inputMode = 'text', maxLength = 40 } = props;
  return (
    <FieldCell field={field} remarks={remarks}>
      <TextInput
        {...useInput(props)}
        value={draft[field]}
        inputMode={inputMode}
        maxLength={maxLength}
        autoComplete="off"
        onChange={(event) => {
          onType(field);
          onChange({ [field]: event.currentTarget.value });
        }}
      />
    </FieldCell>
  );
}

export function DayCell(props: One<TextField>) {
  const { field, draft, remarks, onChange, onType } = props;
  return (
    <FieldCell field={field} remarks={remarks}>
      <DayField
        {...useInput(props)}
        value={draft[field]}
        onChange={(day) => {
          onType(field);
          onChange({ [field]: day });
        }}
      />
    </FieldCell>
  );
}

/** The codes of a table that are in force on a day, and those that stand already. */
function useChoices(className: string, standing: readonly string[], on: string) {
  const { format } = useWords();
  const codes = useCodes();
  const holds = ({ code, from, to }: CodeValue) =>
    standing.includes(code) || ((from === null || from <= on) && (to === null || on <= to));
  return codes
    .values(className)
    .filter(holds)
    .map((it) => ({ value: it.code, label: format.words(it.words) }));
}

export function CodeCell(props: One<TextField> & { className: string; isOptional?: boolean }) {
  const { field, draft, remarks, onChange, className, isOptional = false } = props;
  const { words } = useWords();
  const choices = useChoices(className, [draft[field]], draft.startOn);
  const isUnchosen = isOptional || draft[field] === '';
  return (
    <FieldCell field={field} remarks={remarks}>
      <NativeSelect
        {...useInput(props)}
        value={draft[field]}
        data={[...(isUnchosen ? [{ value: '', label: words.enrolmentEditor.none }] : []), ...choices]}
        onChange={(event) => onChange({ [field]: event.currentTarget.value })}
      />
    </FieldCell>
  );
}

/** Several codes of a table, chosen by typing the code or its name. */
export function CodesCell(props: One<ListField> & { className: string; max: number }) {
  const { field, draft, remarks, onChange, className, max } = props;
  const { words } = useWords();
  const choices = useChoices(className, draft[field], draft.startOn);
  const options = choices.map(({ value, label }) => ({ value, label: `${value} · ${label}` }));
  const repeated = [...new Set(draft[field])];
  return (
    <FieldCell field={field} remarks={remarks} isWide>
      <MultiSelect
        {...useInput(props)}
        value={repeated}
        data={options}
        maxValues={max}
        searchable
        clearable
        hidePickedOptions
        limit={100}
        placeholder={repeated.length === 0 ? words.enrolmentEditor.typeCode : ''}
        nothingFoundMessage={words.enrolmentEditor.noCode}
        clearButtonProps={{ 'aria-label': words.enrolmentEditor.clear(props.label) }}
        onChange={(codes) => onChange({ [field]: codes })}
      />
    </FieldCell>
  );
}

type Place = { code: string; name: string };

/** An organisation by its code, the known ones offered by code and name. */
export function PlaceCell(props: One<TextField> & { known: readonly Place[] }) {
  const { field, draft, remarks, onChange, onType, known, hint } = props;
  const names = new Map(known.map((it) => [it.code, it.name]));
  const text = (code: string) => `${code} ${names.get(code) ?? ''}`.toLowerCase();
  return (
    <FieldCell field={field} remarks={remarks}>
      <Autocomplete
        {...useInput({ ...props, hint: names.get(draft[field]) ?? hint ?? '' })}
        value={draft[field]}
        data={[...names.keys()]}
        limit={30}
        renderOption={({ option }) => `${option.value} · ${names.get(option.value) ?? ''}`}
        filter={({ options, search }) =>
          options.filter((it) => 'value' in it && text(String(it.value)).includes(search.toLowerCase()))
        }
        onChange={(code) => {
          onType(field);
          onChange({ [field]: code.trim().toUpperCase() });
        }}
      />
    </FieldCell>
  );
}
