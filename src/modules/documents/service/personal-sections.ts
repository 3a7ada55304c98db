import { showDay } from '../rules/days.ts';
import type { Cell, Section, Sheet } from './sheet.ts';

/** The citizenship statuses, the latest first; those that were taken back are left out, and so is an empty list. */
export function citizenshipSection({ facts, setting: { language }, say }: Sheet): Section | null {
  const live = facts.personal.citizenships.filter((it) => !it.isDeleted);
  if (live.length === 0) return null;
  const rows = live.map((it): Cell[] => {
    const guardian = it.guardianStatusWords;
    const details = [
      it.isCurrent ? say('inForce') : '',
      guardian === null ? '' : say('byGuardian', { status: guardian[language] }),
    ];
    const end = it.documentExpiresOn;
    return [
      { text: it.statusWords[language], soft: details.filter(Boolean).join(', ') },
      { text: showDay(it.effectiveOn, language) },
      {
        text: it.documentTypeWords?.[language] ?? '–',
        ...(end === null ? {} : { soft: say('until', { day: showDay(end, language) }) }),
      },
      { text: it.countryWords?.[language] ?? '–' },
    ];
  });
  const columns = [
    { label: say('status'), share: 34 },
    { label: say('from'), share: 18 },
    { label: say('document'), share: 30 },
    { label: say('country'), share: 20 },
  ];
  return { title: say('citizenship'), note: null, table: { columns, rows } };
}
