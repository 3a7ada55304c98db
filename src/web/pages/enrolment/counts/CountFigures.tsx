import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useCodes } from '../../../api/codes.ts';
import type { CountFigures as Figures } from '../../../api/counts.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { Bars } from '../../../ui/Bars.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import { DataTable } from '../../../ui/table/DataTable.tsx';
import styles from './CountFigures.module.css';

type Row = { key: string; label: string; value: number };
const barsMax = 14;

/** The figures of a count, each as lengths with its table beside it; a single row would say the page's own sum again. */
export function CountFigures({ figures }: { figures: Figures }) {
  const { words, format, language } = useWords();
  const codes = useCodes();
  const said = words.counts;
  const organisations = (list: Figures['bySchool']): Row[] =>
    list.map(({ code, name, nameFr, students }) => ({
      key: code,
      label: (language === 'fr' ? nameFr : null) ?? name ?? code,
      value: students,
    }));
  const coded = (className: string, list: Figures['byGrade'], withCode = false): Row[] =>
    list.map(({ code, students }) => {
      const known = codes.find(className, code);
      const label = known ? format.words(known) : code;
      return { key: code, label: withCode && known ? `${code} ${label}` : label, value: students };
    });
  const order = new Map(codes.values('grade').map(({ code }, place) => [code, place]));
  const grades = coded('grade', figures.byGrade).sort((a, b) => (order.get(a.key) ?? 0) - (order.get(b.key) ?? 0));
  return (
    <>
      {figures.byAuthority.length > 1 ? (
        <Part title={said.byAuthority} rows={byNumber(organisations(figures.byAuthority))} isOrganisation />
      ) : null}
      {figures.bySchool.length > 1 ? (
        <Part title={said.bySchool} rows={byNumber(organisations(figures.bySchool))} isOrganisation />
      ) : null}
      <Part title={said.byGrade} rows={grades} />
      {figures.byProgrammingType.length > 1 ? (
        <Part title={said.byType} rows={byNumber(coded('programming_type', figures.byProgrammingType))} />
      ) : null}
      {figures.byProgramme.length > 0 ? (
        <Part title={said.byProgramme} rows={byNumber(coded('grants_programme', figures.byProgramme, true))} />
      ) : null}
    </>
  );
}

/** On a phone the table is one press away; beside the lengths there is room for it. */
function Folded({ label, children }: { label: string; children: ReactNode }) {
  const isPhone = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false }) ?? false;
  if (!isPhone) return children;
  return (
    <details>
      <summary className={styles.summary}>{label}</summary>
      {children}
    </details>
  );
}

function byNumber(rows: Row[]): Row[] {
  return [...rows].sort((a, b) => b.value - a.value);
}

function Part({ title, rows, isOrganisation = false }: { title: string; rows: Row[]; isOrganisation?: boolean }) {
  const { words, format } = useWords();
  const said = words.counts;
  const largest = rows.reduce<Row | null>((top, it) => (top === null || it.value > top.value ? it : top), null);
  const more = rows.length - barsMax;
  return (
    <Panel title={title}>
      <div className={surface.columns}>
        <div>
          <Bars
            label={said.chart(title, largest?.label ?? '', format.number(largest?.value ?? 0))}
            bars={rows.slice(0, barsMax)}
          />
          {more > 0 ? <p className={surface.soft}>{said.others(more)}</p> : null}
        </div>
        <Folded label={said.table}>
          <DataTable
            label={title}
            rows={rows}
            keyOf={(it) => it.key}
            nameOf={(it) => it.label}
            {...(isOrganisation ? { hrefOf: (it: Row) => paths.organisation(it.key) } : {})}
            saveAs="count"
            columns={[
              { id: 'name', header: said.name, text: (it) => it.label, sort: (it) => it.label },
              {
                id: 'students',
                header: said.number,
                text: (it) => format.number(it.value),
                sort: (it) => it.value,
                align: 'end',
                width: 120,
              },
            ]}
            empty={<EmptyState title={said.nobody} />}
          />
        </Folded>
      </div>
    </Panel>
  );
}
