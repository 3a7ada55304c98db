import { useQuery } from '@tanstack/react-query';
import { type RuleEntry, rulesQuery } from '../../api/validation.ts';
import { Failure } from '../../frame/Failure.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { SeverityPill } from '../../ui/StatePill.tsx';
import { DataTable } from '../../ui/table/DataTable.tsx';
import type { Column } from '../../ui/table/tableLogic.ts';
import { Waiting } from '../../ui/Waiting.tsx';
import { RuleBookTabs } from './RuleBookTabs.tsx';
import { useYears } from './useYears.ts';

/** Every rule by which records are judged. */
export function RulesPage() {
  const { words } = useWords();
  const { data, error, refetch } = useQuery(rulesQuery);
  const columns = useColumns();
  const said = words.rules;
  const standing = (data ?? []).reduce((sum, rule) => sum + rule.findingsToday, 0);
  return (
    <>
      <PageTitle
        title={said.title}
        answer={data ? said.answer(data.length, standing) : undefined}
        product={words.frame.product}
      />
      <RuleBookTabs current="rules" />
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Waiting rows={12} height={36} /> : null}
      {data ? (
        <DataTable
          label={said.list}
          rows={data}
          columns={columns}
          keyOf={(rule) => rule.code}
          nameOf={(rule) => rule.reference ?? rule.code}
          hrefOf={(rule) => paths.rule(rule.code)}
          saveAs="rules"
          empty={<EmptyState title={said.empty} />}
        />
      ) : null}
    </>
  );
}

function useColumns(): Column<RuleEntry>[] {
  const { words, format } = useWords();
  const years = useYears();
  const said = words.rules;
  return [
    {
      id: 'number',
      header: said.number,
      text: (rule) => rule.reference ?? rule.code,
      sort: (rule) => rule.reference ?? rule.code,
      filter: 'text',
      width: 132,
    },
    {
      id: 'rule',
      header: said.rule,
      text: (rule) => format.words(rule.title),
      sort: (rule) => format.words(rule.title),
      filter: 'text',
    },
    {
      id: 'severity',
      header: said.severity,
      text: (rule) => words.table.severity[rule.severity],
      cell: (rule) => <SeverityPill severity={rule.severity} />,
      sort: (rule) => rule.severity,
      filter: 'choice',
      width: 144,
    },
    {
      id: 'object',
      header: said.object,
      text: (rule) => said.objects[rule.object],
      sort: (rule) => said.objects[rule.object],
      filter: 'choice',
      width: 144,
    },
    { id: 'years', header: said.years, text: years, width: 168 },
    {
      id: 'findings',
      header: said.findings,
      text: (rule) => (rule.severity === 'rejection' ? '' : format.number(rule.findingsToday)),
      sort: (rule) => (rule.severity === 'rejection' ? null : rule.findingsToday),
      align: 'end',
      width: 144,
    },
    {
      id: 'supersededBy',
      header: said.supersededBy,
      text: (rule) => rule.supersededBy?.reference ?? '',
      sort: (rule) => rule.supersededBy?.reference ?? null,
      filter: 'choice',
      width: 144,
      isHidden: true,
    },
    { id: 'field', header: said.field, text: (rule) => rule.field, filter: 'choice', width: 144, isHidden: true },
    { id: 'code', header: said.code, text: (rule) => rule.code, sort: (rule) => rule.code, width: 112, isHidden: true },
  ];
}
