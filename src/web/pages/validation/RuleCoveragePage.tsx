import { useQuery } from '@tanstack/react-query';
import { type KnownRule, ruleCoverageQuery } from '../../api/validation.ts';
import { Failure } from '../../frame/Failure.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { SeverityPill, StatePill, type Tone } from '../../ui/StatePill.tsx';
import { DataTable } from '../../ui/table/DataTable.tsx';
import type { Column } from '../../ui/table/tableLogic.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { RuleBookTabs } from './RuleBookTabs.tsx';
import { useYears } from './useYears.ts';

const tones: Record<KnownRule['state'], Tone> = {
  built: 'good',
  enforced: 'good',
  waits: 'warn',
  not_needed: 'calm',
  unknown: 'calm',
};

/** Every number by which people know a rule: ours, or why there is none. */
export function RuleCoveragePage() {
  const { words } = useWords();
  const { data, error, refetch } = useQuery(ruleCoverageQuery);
  const chapters = new Map((data?.chapters ?? []).map(({ chapter, title }) => [chapter, title]));
  const columns = useColumns(chapters);
  const said = words.rules.coverage;
  const countOf = (state: KnownRule['state']) => (data?.items ?? []).filter((it) => it.state === state).length;
  return (
    <>
      <PageTitle
        title={words.rules.title}
        answer={
          data ? said.answer(data.items.length, countOf('built'), countOf('enforced'), countOf('waits')) : undefined
        }
        product={words.frame.product}
      />
      <RuleBookTabs current="coverage" />
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Waiting rows={12} height={36} /> : null}
      {data ? (
        <DataTable
          label={said.list}
          rows={data.items}
          columns={columns}
          keyOf={(it) => it.number}
          nameOf={(it) => it.reference}
          hrefOf={({ ours: [first] }) => (first ? paths.rule(first.code) : null)}
          saveAs="rule-coverage"
          empty={<EmptyState title={said.empty} />}
        />
      ) : null}
    </>
  );
}

function useColumns(chapters: ReadonlyMap<string, { en: string; fr: string }>): Column<KnownRule>[] {
  const { words, format } = useWords();
  const years = useYears();
  const said = words.rules.coverage;
  const objects: Record<string, string> = { ...said.objects, ...words.rules.objects };
  const severityOf = ({ severity }: KnownRule) => (severity === 'alert' ? said.alert : words.table.severity[severity]);
  const chapterOf = ({ chapter }: KnownRule) => format.words(chapters.get(chapter) ?? { en: chapter, fr: chapter });
  const whyOf = ({ why, by }: KnownRule) =>
    [why ? format.words(why) : null, by ? said.by(by) : null].filter(Boolean).join(' · ');
  return [
    {
      id: 'number',
      header: words.rules.number,
      text: (it) => it.reference,
      sort: (it) => it.reference,
      filter: 'text',
      width: 148,
    },
    {
      id: 'rule',
      header: said.rule,
      text: (it) => format.words(it.title),
      sort: (it) => format.words(it.title),
      filter: 'text',
    },
    {
      id: 'ours',
      header: said.ours,
      text: ({ ours }) => ours.map((it) => it.code).join(', '),
      sort: ({ ours }) => ours[0]?.code ?? null,
      width: 108,
    },
    {
      id: 'state',
      header: said.state,
      text: (it) => said.states[it.state],
      cell: (it) => <StatePill tone={tones[it.state]}>{said.states[it.state]}</StatePill>,
      sort: (it) => Object.keys(tones).indexOf(it.state),
      filter: 'choice',
      width: 192,
    },
    { id: 'why', header: said.why, text: whyOf, filter: 'text', width: 300 },
    { id: 'chapter', header: said.chapter, text: chapterOf, sort: chapterOf, filter: 'choice', width: 180 },
    {
      id: 'object',
      header: words.rules.object,
      text: (it) => objects[it.object] ?? it.object,
      sort: (it) => objects[it.object] ?? it.object,
      filter: 'choice',
      width: 144,
      isHidden: true,
    },
    {
      id: 'severity',
      header: words.rules.severity,
      text: severityOf,
      cell: (it) => (it.severity === 'alert' ? said.alert : <SeverityPill severity={it.severity} />),
      sort: severityOf,
      filter: 'choice',
      width: 144,
      isHidden: true,
    },
    {
      id: 'known',
      header: said.known,
      text: (it) => said.howKnown[it.known],
      sort: (it) => said.howKnown[it.known],
      filter: 'choice',
      width: 144,
      isHidden: true,
    },
    { id: 'years', header: words.rules.years, text: years, width: 168, isHidden: true },
    {
      id: 'supersededBy',
      header: words.rules.supersededBy,
      text: (it) => it.supersededBy?.reference ?? '',
      sort: (it) => it.supersededBy?.reference ?? null,
      filter: 'choice',
      width: 144,
      isHidden: true,
    },
  ];
}
