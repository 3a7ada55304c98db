import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { type RuleDetail, ruleQuery } from '../../api/validation.ts';
import { ButtonLink, FailedPage } from '../../frame/Failure.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { FactList } from '../../ui/FactList.tsx';
import { Link } from '../../ui/Link.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { SeverityPill, StatePill } from '../../ui/StatePill.tsx';
import surface from '../../ui/surface.module.css';
import { Waiting } from '../../ui/Waiting.tsx';
import { ExampleFacts } from './ExampleFacts.tsx';
import { useYears } from './useYears.ts';

/** One rule: its words, years, what it looks at, an example that passes and one that does not, where it comes from. */
export function RulePage() {
  const { code = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(ruleQuery(code));
  const { words } = useWords();
  const parent = { href: paths.rules(), label: words.rules.title };
  if (error) return <FailedPage error={error} parent={parent} onRetry={() => void refetch()} />;
  return data ? <RuleView key={data.code} rule={data} /> : <Waiting />;
}

function RuleView({ rule }: { rule: RuleDetail }) {
  const { words, format } = useWords();
  const said = words.rules;
  const { example } = rule;
  return (
    <div className={surface.reading}>
      <PageTitle
        title={`${rule.reference ?? rule.code} · ${format.words(rule.title)}`}
        answer={said.severityHint[rule.severity]}
        parent={{ href: paths.rules(), label: said.title }}
        actions={rule.severity === 'rejection' ? null : <Standing rule={rule} />}
        product={words.frame.product}
      />
      <div className={surface.stack}>
        <Panel>
          <About rule={rule} />
        </Panel>
        <Panel title={said.example}>
          <div className={surface.stack}>
            <ExampleFacts passes={example.passes} fires={example.fires} />
            <p>
              <strong>{said.says}</strong> {format.words(example.message)}
            </p>
            <p>
              <strong>{said.mend}</strong> {format.words(example.mend)}
            </p>
            {example.today ? <p className={surface.soft}>{said.judgedOn(format.day(example.today))}</p> : null}
          </div>
        </Panel>
      </div>
    </div>
  );
}

function About({ rule }: { rule: RuleDetail }) {
  const { words, format } = useWords();
  const years = useYears();
  const said = words.rules;
  const traits = [rule.isCrossRecord ? said.cross : null, rule.isDateDependent ? said.dated : null].filter(Boolean);
  return (
    <FactList
      facts={[
        { label: said.message, value: format.words(rule.message), isWide: true },
        { label: said.mend, value: format.words(rule.mend), isWide: true },
        { label: said.severity, value: <SeverityPill severity={rule.severity} /> },
        { label: said.object, value: said.objects[rule.object] },
        { label: said.field, value: <code className={surface.mono}>{rule.field}</code> },
        { label: said.years, value: years(rule) },
        { label: said.code, value: <code className={surface.mono}>{rule.code}</code> },
        { label: said.inputs, value: rule.inputs.join(', '), isWide: true },
        ...(rule.supersededBy ? [{ label: said.supersededBy, value: <Related rules={[rule.supersededBy]} /> }] : []),
        ...(rule.supersedes.length > 0 ? [{ label: said.supersedes, value: <Related rules={rule.supersedes} /> }] : []),
        ...(traits.length > 0 ? [{ label: said.traits, value: traits.join('. '), isWide: true }] : []),
        { label: said.source, value: rule.source, isWide: true },
      ]}
    />
  );
}

/** Rules that came before or after; a number that is not built has no page. */
function Related({ rules }: { rules: RuleDetail['supersedes'] }) {
  return rules.map(({ reference, code }, place) => (
    <span key={reference}>
      {place > 0 ? ', ' : null}
      {code ? <Link href={paths.rule(code)}>{reference}</Link> : reference}
    </span>
  ));
}

function Standing({ rule }: { rule: RuleDetail }) {
  const { words } = useWords();
  const said = words.rules;
  if (rule.findingsToday === 0) return <StatePill tone="good">{said.noFindings}</StatePill>;
  return <ButtonLink href={paths.work({ rule: rule.code })}>{said.seeFindings(rule.findingsToday)}</ButtonLink>;
}
