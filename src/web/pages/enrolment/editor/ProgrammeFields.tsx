import { useQuery } from '@tanstack/react-query';
import type { DraftGrounds } from '#modules/enrolment/drafts/rules/judge.ts';
import { useCodes } from '../../../api/codes.ts';
import { authoritiesQuery } from '../../../api/organisations.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { Link } from '../../../ui/Link.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import styles from './Editor.module.css';
import { CodeCell, CodesCell, type PartProps, PlaceCell, TextCell } from './fields.tsx';

/** What is taught and under which status. */
export function ProgrammeFields(part: PartProps) {
  const { words } = useWords();
  const said = words.students.enrolments;
  const { atMost } = words.enrolmentEditor;
  return (
    <Panel title={words.enrolmentEditor.programme}>
      <div className={styles.form}>
        <CodeCell {...part} field="programmingType" label={said.type} className="programming_type" />
        <CodeCell {...part} field="programmingTimeframe" label={said.timeframe} className="programming_timeframe" />
        <CodesCell
          {...part}
          field="grantsProgrammes"
          label={said.programmes}
          hint={atMost(3)}
          className="grants_programme"
          max={3}
        />
        <CodesCell
          {...part}
          field="enrolmentTypes"
          label={said.types}
          hint={atMost(3)}
          className="enrolment_type"
          max={3}
        />
        <CodesCell
          {...part}
          field="exceptionCodes"
          label={said.exceptions}
          hint={atMost(2)}
          className="exception_code"
          max={2}
        />
      </div>
    </Panel>
  );
}

/** Hours, shares, boards and numbers: what funding asks. */
export function FundingFields({ hasFrancophone, ...part }: PartProps & { hasFrancophone: boolean }) {
  const { words, format } = useWords();
  const { data } = useQuery(authoritiesQuery);
  const said = words.students.enrolments;
  const more = words.enrolmentEditor;
  const boards = (data ?? []).map((it) => ({ code: it.code, name: format.place(it) }));
  return (
    <Panel title={more.funding}>
      <div className={styles.form}>
        <TextCell {...part} field="hours" label={said.hours} hint={more.hoursHint} inputMode="numeric" maxLength={6} />
        <TextCell {...part} field="frenchHours" label={said.frenchHours} inputMode="numeric" maxLength={6} />
        <TextCell
          {...part}
          field="programmePercentage"
          label={said.percentage}
          hint={more.percentageHint}
          inputMode="decimal"
          maxLength={6}
        />
        <PlaceCell {...part} field="residentBoard" label={said.board} hint={more.boardHint} known={boards} />
        {hasFrancophone ? (
          <PlaceCell {...part} field="francophoneBoard" label={words.fields.francophone_board} known={boards} />
        ) : null}
        <TextCell {...part} field="localStudentId" label={said.local} />
        <CodeCell
          {...part}
          field="selfDeclaration"
          label={words.fields.self_declaration}
          hint={more.declarationHint}
          className="self_declaration"
          isOptional
        />
      </div>
    </Panel>
  );
}

/** The citizenship that types for students from elsewhere are judged by; it has its own page. */
export function CitizenshipNote({ number, grounds }: { number: string; grounds: DraftGrounds | null }) {
  const { words, format } = useWords();
  const codes = useCodes();
  const latest = grounds?.student.citizenships.at(-1);
  if (!latest) return null;
  const status = codes.find('citizenship_status', latest.status);
  const said = words.enrolmentEditor;
  const text = said.citizenship(status ? format.words(status) : latest.status, format.day(latest.from));
  return (
    <p className={surface.soft}>
      {text} <Link href={paths.student(number, 'personal')}>{said.citizenshipWhere}</Link>
    </p>
  );
}
