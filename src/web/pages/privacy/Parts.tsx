import { useMe } from '../../frame/session.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { Tabs } from '../../ui/Tabs.tsx';

type Part = 'requests' | 'holds' | 'disposals';

/** The parts of the privacy desk, each for those who may use it. */
export function Parts({ current }: { current: Part }) {
  const { words } = useWords();
  const { permissions, reach } = useMe();
  const said = words.privacy.parts;
  const parts: { part: Part; href: string; isOpen: boolean }[] = [
    { part: 'requests', href: paths.privacy(), isOpen: permissions.includes('privacy.read') },
    { part: 'holds', href: paths.holds(), isOpen: permissions.includes('hold.manage') },
    {
      part: 'disposals',
      href: paths.disposals(),
      isOpen: reach === 'everything' && permissions.includes('privacy.read'),
    },
  ];
  const open = parts.filter((it) => it.isOpen);
  if (open.length < 2) return null;
  return (
    <Tabs
      label={said.label}
      tabs={open.map(({ part, href }) => ({ href, label: said[part], isCurrent: part === current }))}
    />
  );
}
