import {
  IconBuildingCommunity,
  IconGavel,
  IconHome,
  IconListCheck,
  IconScale,
  IconSearch,
  IconUpload,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { paths } from '../paths.ts';

export type EntryName = 'home' | 'students' | 'submissions' | 'work' | 'matches' | 'organisations' | 'rules';
export type GroupName = 'find' | 'collect' | 'decide' | 'report' | 'manage';

export type Entry = {
  name: EntryName;
  group: GroupName;
  href: string;
  /** Without it the entry is not shown. */
  permission: string | null;
  /** The second key of "g then …". */
  key: string;
  icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;
};

/** Every entry of the navigation, in order. A role sees those it may use. */
export const entries: readonly Entry[] = [
  { name: 'home', group: 'find', href: paths.home(), permission: null, key: 'h', icon: IconHome },
  { name: 'students', group: 'find', href: paths.students(), permission: 'student.search', key: 'f', icon: IconSearch },
  {
    name: 'submissions',
    group: 'collect',
    href: paths.submissions(),
    permission: 'submission.read',
    key: 's',
    icon: IconUpload,
  },
  { name: 'work', group: 'decide', href: paths.work(), permission: 'finding.read', key: 'w', icon: IconListCheck },
  { name: 'matches', group: 'decide', href: paths.matches(), permission: 'match.decide', key: 'p', icon: IconScale },
  {
    name: 'organisations',
    group: 'manage',
    href: paths.organisations(),
    permission: 'organisation.read',
    key: 'o',
    icon: IconBuildingCommunity,
  },
  { name: 'rules', group: 'manage', href: paths.rules(), permission: 'rule.read', key: 'r', icon: IconGavel },
];

export function entriesFor(permissions: readonly string[]): Entry[] {
  return entries.filter(({ permission }) => permission === null || permissions.includes(permission));
}

/** The entry that an address belongs to: its own page or one below it. */
export function entryOf(path: string): EntryName | null {
  if (path === '/') return 'home';
  return entries.find(({ href }) => href !== '/' && (path === href || path.startsWith(`${href}/`)))?.name ?? null;
}
