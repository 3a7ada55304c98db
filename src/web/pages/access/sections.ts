import {
  IconArrowsExchange,
  IconBell,
  IconChecklist,
  IconEye,
  IconFileExport,
  IconFlame,
  IconGauge,
  IconHandStop,
  IconLifebuoy,
  IconLock,
  IconMailQuestion,
  IconPlugConnected,
  IconUserCircle,
  IconUsers,
  IconZoomQuestion,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { isOpenTo } from '../../frame/navigation.ts';
import { paths } from '../../paths.ts';
import type { Catalogue } from '../../text/words.tsx';

export const sectionGroups = ['mine', 'students', 'people', 'systems', 'watch', 'privacy'] as const;
export type SectionGroup = (typeof sectionGroups)[number];

export type Section = {
  /** Its title and its meaning stand under this name in `words.access.sections`. */
  name: keyof Catalogue['access']['sections'];
  group: SectionGroup;
  href: string;
  /** Without it the section is not shown; null = for everybody. */
  permission: string | null;
  icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;
};

/** Every part of access, privacy and the ledger, in the order of the hub; one line a section. */
export const sections: readonly Section[] = [
  { name: 'account', group: 'mine', href: paths.account(), permission: null, icon: IconUserCircle },
  { name: 'moves', group: 'students', href: paths.moves(), permission: 'student.read', icon: IconArrowsExchange },
  { name: 'people', group: 'people', href: paths.people(), permission: 'people.manage', icon: IconUsers },
  { name: 'reviews', group: 'people', href: paths.accessReviews(), permission: 'people.manage', icon: IconChecklist },
  { name: 'support', group: 'people', href: paths.supportAccess(), permission: 'support.open', icon: IconLifebuoy },
  { name: 'sealed', group: 'students', href: paths.sealed(), permission: 'sealed.open', icon: IconLock },
  { name: 'clients', group: 'systems', href: paths.clients(), permission: 'client.manage', icon: IconPlugConnected },
  { name: 'privacy', group: 'privacy', href: paths.privacy(), permission: 'privacy.read', icon: IconMailQuestion },
  { name: 'holds', group: 'privacy', href: paths.holds(), permission: 'hold.manage', icon: IconHandStop },
  { name: 'disposals', group: 'privacy', href: paths.disposals(), permission: 'disposal.propose', icon: IconFlame },
  { name: 'ledger', group: 'watch', href: paths.ledger(), permission: 'ledger.read', icon: IconEye },
  { name: 'drill', group: 'watch', href: paths.drill(), permission: 'ledger.drill', icon: IconZoomQuestion },
  { name: 'alarms', group: 'watch', href: paths.alarms(), permission: 'alarm.read', icon: IconBell },
  { name: 'budgets', group: 'watch', href: paths.budgets(), permission: 'budget.grant', icon: IconGauge },
  { name: 'exports', group: 'systems', href: paths.exports(), permission: 'export.read', icon: IconFileExport },
];

export function sectionsFor(permissions: readonly string[]): Section[] {
  return sections.filter((section) => isOpenTo(section, permissions));
}
