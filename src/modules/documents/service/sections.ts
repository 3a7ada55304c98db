import { schoolYearName } from '#kernel/dates.ts';
import { showStudentNumber } from '#kernel/ids.ts';
import { displayName } from '#modules/identity/index.ts';
import { todayOf } from '#platform/act.ts';
import { showDay } from '../rules/days.ts';
import type { Cell, Section, Sheet } from './sheet.ts';
import type { Say } from './words.ts';

/** The ladder of identification records: what is in use first, then the best proof first. */
export function proofSection({ facts: { identity }, setting, say }: Sheet): Section {
  const { language, qualities, nameCode, nameOrganisation } = setting;
  const current = (it: { isCurrentName: boolean; isCurrentBirth: boolean }) =>
    Number(it.isCurrentName) + Number(it.isCurrentBirth);
  const records = [...identity.records].sort((a, b) => current(b) - current(a) || b.quality - a.quality);
  const rows = records.map((it): Cell[] => {
    const details = [
      it.documentNumberLast4 && say('ending', { characters: it.documentNumberLast4 }),
      it.issuedOn && say('issued', { day: showDay(it.issuedOn, language) }),
    ];
    return [
      { text: it.documentTypeWords[language], soft: details.filter(Boolean).join(', ') },
      { text: nameCode('proof_quality', String(it.quality)), level: qualities.indexOf(it.quality) + 1 },
      { text: displayName(it), soft: givenBy(it, say) },
      { text: showDay(it.birthDate, language) },
      { text: showDay(todayOf(new Date(it.recordedAt)), language), soft: nameOrganisation(it.submittedBy) },
    ];
  });
  const columns = [
    { label: say('document'), share: 24 },
    { label: say('quality'), share: 15 },
    { label: say('nameAsShown'), share: 26 },
    { label: say('birthDate'), share: 17 },
    { label: say('received'), share: 20 },
  ];
  return { title: say('proof'), note: say('proofNote'), table: { columns, rows } };
}

function givenBy({ isCurrentName, isCurrentBirth }: { isCurrentName: boolean; isCurrentBirth: boolean }, say: Say) {
  if (isCurrentName && isCurrentBirth) return say('givesBoth');
  if (isCurrentName) return say('givesName');
  return isCurrentBirth ? say('givesBirth') : '';
}

/** Names besides the legal one; left out when there is none. */
export function namesSection({ facts: { identity }, setting, say }: Sheet): Section | null {
  if (identity.names.length === 0) return null;
  const rows = identity.names.map((it): Cell[] => [
    { text: setting.nameCode('name_kind', it.kind) },
    { text: displayName(it) },
    { text: showDay(it.effectiveOn, setting.language) },
  ]);
  const columns = [
    { label: say('kind'), share: 24 },
    { label: say('name'), share: 58 },
    { label: say('from'), share: 20 },
  ];
  return { title: say('otherNames'), note: null, table: { columns, rows } };
}

/** Enrolments as given, the newest first. */
export function enrolmentsSection({ facts: { header, enrolments }, setting, say }: Sheet): Section {
  const { language, nameCode } = setting;
  const asked: string = header.studentNumber;
  const title = say('enrolments');
  if (enrolments.length === 0) return { title, note: say('noEnrolments'), table: null };
  const rows = enrolments.map((it): Cell[] => [
    {
      text: schoolYearName(it.schoolYear),
      soft: it.studentNumber === asked ? '' : showStudentNumber(it.studentNumber),
    },
    { text: (language === 'fr' ? it.schoolNameFr : null) ?? it.schoolName ?? it.schoolCode, soft: it.schoolCode },
    {
      text: nameCode('grade', it.grade),
      soft: it.programmingType === 'regular' ? '' : nameCode('programming_type', it.programmingType),
    },
    { text: say(it.status) },
    { text: showDay(it.startOn, language) },
    { text: showDay(it.exitOn, language) },
  ]);
  const columns = [
    { label: say('schoolYear'), share: 14 },
    { label: say('school'), share: 30 },
    { label: say('grade'), share: 16 },
    { label: say('status'), share: 13 },
    { label: say('from'), share: 16 },
    { label: say('to'), share: 16 },
  ];
  return { title, note: null, table: { columns, rows } };
}

/** Who answered for the student from when, the latest first; left out when nobody said so. */
export function responsibleSection({ facts: { transitions }, setting, say }: Sheet): Section | null {
  if (transitions.length === 0) return null;
  const { language, nameCode } = setting;
  const rows = transitions.map((it): Cell[] => {
    const here = (language === 'fr' ? it.schoolNameFr : null) ?? it.schoolName ?? it.schoolCode;
    const place = [it.outside?.city, it.outside?.province, it.outside?.country].filter(Boolean).join(', ');
    return [
      { text: showDay(it.effectiveOn, language), soft: it.isCurrent ? say('holdsToday') : '' },
      it.hasSchool === 'yes'
        ? { text: it.outside?.name ?? here ?? '', soft: it.outside ? place : (it.schoolCode ?? '') }
        : { text: say(it.hasSchool === 'no' ? 'noSchool' : 'schoolUnknown') },
      { text: nameCode('responsible_school_reason', it.reason) },
    ];
  });
  const columns = [
    { label: say('from'), share: 20 },
    { label: say('school'), share: 46 },
    { label: say('reason'), share: 36 },
  ];
  return { title: say('responsibleSchool'), note: null, table: { columns, rows } };
}

/** How many findings wait; left out for those who may not read findings. */
export function findingsSection({ facts: { findings }, say }: Sheet): Section | null {
  if (findings === null) return null;
  const isClear = findings.warnings + findings.advice === 0;
  return { title: say('findings'), note: isClear ? say('findingsNone') : say('findingsOpen', findings), table: null };
}
