import type { PlainDate } from '#kernel/dates.ts';
import type { StudentContacts } from '#modules/identity/contract.ts';
import { displayName } from '#modules/identity/index.ts';
import { showDay } from '../rules/days.ts';
import type { Cell, Section, Sheet } from './sheet.ts';

/** Addresses, telephones and e-mail that have not expired. */
export function contactsSection(sheet: Sheet): Section {
  const { facts, setting, say } = sheet;
  const isLive = (it: { expiresOn: PlainDate | null }) => it.expiresOn === null || it.expiresOn >= setting.today;
  const { addresses, phones, emails } = facts.contacts;
  const rows = [
    ...addresses.filter((it) => !it.isDeleted && isLive({ expiresOn: it.endsOn })).map((it) => addressRow(it, sheet)),
    ...phones.filter(isLive).map((it) => phoneRow(it, sheet)),
    ...emails.filter((it) => it.isActive).map((it): Cell[] => [{ text: say('email') }, { text: it.address }, ...none]),
  ];
  const title = say('contacts');
  if (rows.length === 0) return { title, note: say('noContacts'), table: null };
  const columns = [
    { label: say('kind'), share: 24 },
    { label: say('contact'), share: 42 },
    { label: say('from'), share: 18 },
    { label: say('to'), share: 18 },
  ];
  return { title, note: null, table: { columns, rows } };
}

const none: Cell[] = [{ text: '–' }, { text: '–' }];

function spanCells(
  it: { effectiveOn: PlainDate; expiresOn: PlainDate | null },
  { setting: { language } }: Sheet,
): Cell[] {
  return [{ text: showDay(it.effectiveOn, language) }, { text: showDay(it.expiresOn, language) }];
}

function addressRow(it: StudentContacts['addresses'][number], sheet: Sheet): Cell[] {
  const { say, setting } = sheet;
  const kind = setting.nameCode('address_type', it.kind);
  return [
    { text: say('address'), soft: it.isPreferred ? `${kind} · ${say('preferred')}` : kind },
    { text: it.label[setting.language].join('\n') },
    ...spanCells({ effectiveOn: it.effectiveOn, expiresOn: it.endsOn }, sheet),
  ];
}

function phoneRow(it: StudentContacts['phones'][number], sheet: Sheet): Cell[] {
  const { say, setting } = sheet;
  const number = showPhone(it.number);
  return [
    { text: say('phone'), soft: setting.nameCode('phone_type', it.kind) },
    { text: it.extension === null ? number : say('extension', { number, extension: it.extension }) },
    ...spanCells(it, sheet),
  ];
}

/** Ten digits are the North American plan's; anything else stands as it was given. */
function showPhone(number: string): string {
  return number.replace(/^(\d{3})(\d{3})(\d{4})$/, '$1-$2-$3');
}

/** Guardians who have not expired; left out when there is none. */
export function guardiansSection({ facts, setting, say }: Sheet): Section | null {
  const live = facts.contacts.guardians.filter((it) => it.rights.isInForce);
  if (live.length === 0) return null;
  const rows = live.map((it): Cell[] => [
    { text: displayName(it) },
    {
      text: it.relationshipWords[setting.language],
      soft: [
        ...(it.livesWith ? [say('livesWith')] : []),
        ...it.limits.filter((limit) => limit.isInForce).map((limit) => limit.kindWords[setting.language]),
      ].join(' · '),
    },
    { text: [it.phone && showPhone(it.phone), it.email].filter(Boolean).join('\n') || '–' },
  ]);
  const columns = [
    { label: say('name'), share: 36 },
    { label: say('relationship'), share: 30 },
    { label: say('contact'), share: 36 },
  ];
  return { title: say('guardians'), note: null, table: { columns, rows } };
}
