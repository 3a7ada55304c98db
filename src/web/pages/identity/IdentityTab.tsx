import { useQuery } from '@tanstack/react-query';
import { useCodes } from '../../api/codes.ts';
import { type IdentificationRecord, identityQuery, type StudentHeader, type StudentName } from '../../api/identity.ts';
import { Failure } from '../../frame/Failure.tsx';
import { useKnownAt } from '../../frame/knownAt.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { type Fact, FactList, type Source } from '../../ui/FactList.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { PersonName } from '../../ui/PersonName.tsx';
import { StatePill } from '../../ui/StatePill.tsx';
import surface from '../../ui/surface.module.css';
import { Waiting } from '../../ui/Waiting.tsx';
import { Disagreements } from '../privacy/Disagreements.tsx';
import { AddDocument } from './AddDocument.tsx';
import styles from './IdentityTab.module.css';

/** Who the student is and what proves it: the documents as a ladder, the strongest on top. */
export function IdentityTab({ student }: { student: StudentHeader }) {
  const { words } = useWords();
  const knownAt = useKnownAt();
  const { data, error, refetch } = useQuery(identityQuery(student.studentNumber, knownAt));
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting />;
  const said = words.students.identity;
  const ladder = [...data.records].sort((a, b) => b.quality - a.quality || b.recordedAt.localeCompare(a.recordedAt));
  return (
    <div className={surface.stack}>
      {knownAt === null ? (
        <Disagreements
          number={student.studentNumber}
          fields={['legal_name', 'birth_date', 'gender', 'other_name', 'other']}
        />
      ) : null}
      <Panel title={said.legal} aside={<span className={surface.soft}>{said.legalHint}</span>}>
        <Derived student={student} records={data.records} />
      </Panel>
      <Panel title={said.documents}>
        {ladder.length === 0 ? <EmptyState title={said.noDocuments} /> : null}
        <ol className={styles.ladder}>
          {ladder.map((record) => (
            <Rung key={record.recordId} record={record} />
          ))}
        </ol>
      </Panel>
      <Panel title={said.names}>
        {data.names.length === 0 ? <p className={surface.soft}>{said.noNames}</p> : <OtherNames names={data.names} />}
      </Panel>
      {knownAt === null ? (
        <Panel title={said.change} aside={<span className={surface.soft}>{said.changeWhy}</span>}>
          <AddDocument student={student} records={data.records} />
        </Panel>
      ) : null}
    </div>
  );
}

/** Each legal fact with the document it was taken from. */
function Derived({ student, records }: { student: StudentHeader; records: IdentificationRecord[] }) {
  const { words, format } = useWords();
  const said = words.students.identity;
  const sourceOf = useSource();
  const nameRecord = records.find((record) => record.isCurrentName);
  const birthRecord = records.find((record) => record.isCurrentBirth);
  const parts: [string, string | null][] = [
    [said.family, student.familyName],
    [said.given, student.givenName],
    [said.middle, student.middleName],
    [said.suffix, student.suffix],
  ];
  const isMononym = student.familyName === null || student.givenName === null;
  const facts: Fact[] = parts
    .filter(([, value]) => value !== null)
    .map(([label, value]) => ({
      label: isMononym && (label === said.family || label === said.given) ? said.mononym : label,
      value: <PersonName name={value ?? ''} />,
      ...withSource(nameRecord),
    }));
  return (
    <FactList
      facts={[
        ...facts,
        { label: words.table.born, value: format.day(student.birthDate), ...withSource(birthRecord) },
        {
          label: words.table.gender,
          value: student.genderWords ? format.words(student.genderWords) : '',
          ...withSource(birthRecord),
        },
      ]}
    />
  );

  function withSource(record: IdentificationRecord | undefined): { source?: Source } {
    return record ? { source: sourceOf(record) } : {};
  }
}

function useSource(): (record: IdentificationRecord) => Source {
  const { words, format } = useWords();
  const codes = useCodes();
  return (record) => {
    const level = codes.find('proof_quality', String(record.quality));
    return [
      { label: words.table.source.document, text: format.words(record.documentTypeWords) },
      { label: words.table.source.level, text: level ? format.words(level) : String(record.quality) },
      { label: words.table.source.by, text: record.submittedBy },
      { label: words.table.source.on, text: format.moment(record.recordedAt) },
    ];
  };
}

function Rung({ record }: { record: IdentificationRecord }) {
  const { words, format } = useWords();
  const codes = useCodes();
  const said = words.students.identity;
  const level = codes.find('proof_quality', String(record.quality));
  const name = [record.givenName, record.middleName, record.familyName, record.suffix].filter(Boolean).join(' ');
  const facts: Fact[] = [
    { label: said.name, value: <PersonName name={name} /> },
    { label: words.table.born, value: format.day(record.birthDate) },
    ...(record.documentNumberLast4 ? [{ label: said.lastFour, value: record.documentNumberLast4 }] : []),
    ...(record.issuedOn ? [{ label: said.issued, value: format.day(record.issuedOn) }] : []),
    { label: said.by, value: record.submittedBy },
    { label: said.on, value: format.moment(record.recordedAt) },
  ];
  return (
    <li className={styles.rung} data-decides={record.isCurrentName || record.isCurrentBirth ? '' : undefined}>
      <div className={styles.level}>
        <span className={styles.quality}>{record.quality}</span>
        <span className={surface.small}>{level ? format.words(level) : ''}</span>
      </div>
      <div className={styles.document}>
        <div className={surface.row}>
          <strong>{format.words(record.documentTypeWords)}</strong>
          {record.isCurrentName ? <StatePill tone="good">{said.decidesName}</StatePill> : null}
          {record.isCurrentBirth ? <StatePill tone="good">{said.decidesBirth}</StatePill> : null}
          <span className={surface.soft}>{said.proves[record.proves]}</span>
        </div>
        <FactList facts={facts} />
        {record.isNameExact ? null : <p className={surface.soft}>{said.inexact}</p>}
      </div>
    </li>
  );
}

function OtherNames({ names }: { names: StudentName[] }) {
  const { words, format } = useWords();
  const said = words.students.identity;
  return (
    <FactList
      facts={names.map((name) => ({
        label: said.kinds[name.kind],
        value: (
          <span>
            <PersonName
              name={[name.givenName, name.middleName, name.familyName, name.suffix].filter(Boolean).join(' ')}
            />
            {name.effectiveOn ? (
              <span className={surface.soft}> {said.since(format.day(name.effectiveOn))}</span>
            ) : null}
          </span>
        ),
        source: [
          { label: words.table.source.by, text: name.submittedBy },
          { label: words.table.source.on, text: format.moment(name.recordedAt) },
        ],
      }))}
    />
  );
}
