import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { schoolYearOf } from '#kernel/dates.ts';
import { organisationSearchQuery, schoolsQuery } from '../../../api/organisations.ts';
import { useMe } from '../../../frame/session.ts';
import { useWords } from '../../../text/words.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import styles from './Editor.module.css';
import { FieldCell, remarked } from './FieldCell.tsx';
import { CodeCell, DayCell, type PartProps, PlaceCell, useInput } from './fields.tsx';

/** Where and when: the school, the year, the grade and the days. The school of a kept enrolment never changes. */
export function WhereFields({ isNew, ...part }: PartProps & { isNew: boolean }) {
  const { words } = useWords();
  const said = words.students.enrolments;
  return (
    <Panel title={words.enrolmentEditor.where}>
      <div className={styles.form}>
        <SchoolCell {...part} isNew={isNew} />
        <YearCell {...part} />
        <CodeCell {...part} field="grade" label={said.grade} className="grade" />
        <DayCell {...part} field="startOn" label={said.start} hint={words.enrolmentEditor.startHint} />
        <DayCell {...part} field="exitOn" label={said.exit} hint={words.enrolmentEditor.exitHint} />
        <CodeCell {...part} field="exitType" label={said.exitType} className="exit_type" isOptional />
      </div>
    </Panel>
  );
}

function SchoolCell({ isNew, ...part }: PartProps & { isNew: boolean }) {
  const { words, format } = useWords();
  const me = useMe();
  const { draft } = part;
  const own = useQuery({ ...schoolsQuery(me.organisation.code), enabled: isNew && me.reach === 'authority' });
  const isOpen = isNew && me.reach === 'everything' && draft.schoolCode.length > 1;
  const found = useQuery({ ...organisationSearchQuery(draft.schoolCode), enabled: isOpen });
  const label = words.students.enrolments.school;
  const isFixed = !isNew || me.reach === 'organisation';
  if (isFixed)
    return (
      <FieldCell field="schoolCode" remarks={part.remarks}>
        <TextInput
          label={label}
          description={isNew ? me.organisation.name : words.enrolmentEditor.schoolFixed}
          value={draft.schoolCode}
          readOnly
          {...remarked('schoolCode', part.remarks)}
        />
      </FieldCell>
    );
  const schools = (own.data ?? found.data ?? []).filter((it) => it.kind === 'school');
  const known = schools.map((it) => ({ code: it.code, name: format.place(it) }));
  return <PlaceCell {...part} field="schoolCode" label={label} hint={words.enrolmentEditor.schoolHint} known={known} />;
}

function YearCell(part: PartProps) {
  const { words, format } = useWords();
  const { today } = useMe();
  const now = schoolYearOf(today);
  const { draft, onChange } = part;
  const years = [...new Set([now + 1, now, now - 1, draft.schoolYear])].sort((a, b) => b - a);
  return (
    <FieldCell field="schoolYear" remarks={part.remarks}>
      <NativeSelect
        {...useInput({ ...part, field: 'schoolYear', label: words.fields.school_year })}
        value={String(draft.schoolYear)}
        data={years.map((year) => ({ value: String(year), label: format.schoolYear(year) }))}
        onChange={(event) => onChange({ schoolYear: Number(event.currentTarget.value) })}
      />
    </FieldCell>
  );
}
