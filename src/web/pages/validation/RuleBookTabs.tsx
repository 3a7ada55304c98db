import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { Tabs } from '../../ui/Tabs.tsx';

/** The two lists of the rule book: what we judge by, and the numbers that people know. */
export function RuleBookTabs({ current }: { current: 'rules' | 'coverage' }) {
  const said = useWords().words.rules.parts;
  return (
    <Tabs
      label={said.label}
      tabs={[
        { href: paths.rules(), label: said.rules, isCurrent: current === 'rules' },
        { href: paths.ruleCoverage(), label: said.coverage, isCurrent: current === 'coverage' },
      ]}
    />
  );
}
