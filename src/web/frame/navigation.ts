import {
  IconBuildingCommunity,
  IconChartBar,
  IconGavel,
  IconHome,
  IconListCheck,
  IconScale,
  IconSearch,
  IconShieldLock,
  IconUpload,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { paths } from '../paths.ts';

export type EntryName =
  | 'home'
  | 'students'
  | 'submissions'
  | 'work'
  | 'matches'
  | 'organisations'
  | 'access'
  | 'rules'
  | 'counts';
export type GroupName = 'find' | 'collect' | 'decide' | 'report' | 'manage';

/** A page that is reached by its keys, by the search box and by its name. */
export type Place = {
  name: EntryName;
  href: string;
  /** Without it the entry is not shown. */
  permission: string | null;
  /** The second key of "g then …". */
  key: string;
  icon: ComponentType<{ size?: number; stroke?: number; 'aria-hidden'?: boolean }>;
};

/** A place that stands in the navigation. */
export type Entry = Place & { group: GroupName };

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
  { name: 'access', group: 'manage', href: paths.access(), permission: null, key: 'a', icon: IconShieldLock },
];

/** Places that stand not in the navigation: the pages that need them lead there. */
const asides: readonly Place[] = [
  { name: 'rules', href: paths.rules(), permission: 'rule.read', key: 'r', icon: IconGavel },
  { name: 'counts', href: paths.counts(), permission: 'student.read', key: 'c', icon: IconChartBar },
];

export const places: readonly Place[] = [...entries, ...asides];

export function entriesFor(permissions: readonly string[]): Entry[] {
  return entries.filter((entry) => isOpenTo(entry, permissions));
}

export function placesFor(permissions: readonly string[]): Place[] {
  return places.filter((place) => isOpenTo(place, permissions));
}

/** Whether somebody with these permissions may go there. */
export function isOpenTo({ permission }: { permission: string | null }, permissions: readonly string[]): boolean {
  return permission === null || permissions.includes(permission);
}

/** The place that an address belongs to: its own page or one below it. */
export function entryOf(path: string): EntryName | null {
  if (path === '/') return 'home';
  return places.find(({ href }) => href !== '/' && (path === href || path.startsWith(`${href}/`)))?.name ?? null;
}
