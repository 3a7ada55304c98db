import { showStudentNumber } from '#kernel/ids.ts';
import type { Language } from '#kernel/words.ts';
import type { StudentHeader } from '#modules/identity/contract.ts';
import { displayName } from '#modules/identity/index.ts';
import { todayOf } from '#platform/act.ts';
import { showDayLong } from '../rules/days.ts';
import { contactsSection, guardiansSection } from './contact-sections.ts';
import { citizenshipSection } from './personal-sections.ts';
import { enrolmentsSection, findingsSection, namesSection, proofSection, responsibleSection } from './sections.ts';
import type { RecordFacts, RecordPage, RecordSetting, Sheet } from './sheet.ts';
import { type Say, wordsIn } from './words.ts';

/** Lays the facts out as the sections of a page, in the words of one language. */
export function layOutRecord(facts: RecordFacts, setting: RecordSetting): RecordPage {
  const sheet = { facts, setting, say: wordsIn(setting.language) };
  const { say } = sheet;
  const { header } = facts;
  const number = showStudentNumber(header.studentNumber);
  const sections = [
    proofSection,
    namesSection,
    citizenshipSection,
    enrolmentsSection,
    responsibleSection,
    contactsSection,
    guardiansSection,
    findingsSection,
  ];
  return {
    paper: setting.paper,
    jurisdiction: setting.jurisdiction[setting.language],
    kind: say('studentRecord'),
    numberLabel: say('number'),
    number,
    name: header.legalName,
    soft: subtitle(sheet),
    marks: marksOf(sheet),
    factsTitle: say('theStudent'),
    facts: factList(sheet),
    levels: setting.qualities.length,
    sections: sections.flatMap((section) => section(sheet) ?? []),
    running: `${header.legalName} · ${number}`,
    footer: say(setting.knownAt === null ? 'asKnown' : 'asKnownThen', {
      moment: setting.moment,
      past: setting.knownAt ?? '',
      organisation: setting.printedFor,
      name: setting.printedBy,
    }),
    page: say('page', { page: '{page}', pages: '{pages}' }),
  };
}

function subtitle({ facts: { header }, setting: { language }, say }: Sheet): string[] {
  const preferred = preferredName(header);
  return [
    say('born', { day: showDayLong(header.birthDate, language) }),
    header.genderWords?.[language] ?? '',
    ...(preferred === null ? [] : [say('knownAs', { name: preferred })]),
  ];
}

function marksOf({ facts: { header }, setting, say }: Sheet): RecordPage['marks'] {
  return [
    ...(setting.isDemonstration ? [{ text: say('demonstration'), kind: 'demonstration' as const }] : []),
    ...(setting.knownAt === null ? [] : [{ text: say('knownThen', { past: setting.knownAt }), kind: 'past' as const }]),
    ...(header.isRestricted ? [{ text: say('restricted'), kind: 'restricted' as const }] : []),
  ];
}

function factList({ facts, setting: { language }, say }: Sheet): RecordPage['facts'] {
  const { header } = facts;
  const family = [header.familyName, header.suffix].filter(Boolean).join(', ');
  const given = [header.givenName, header.middleName].filter(Boolean).join(' ');
  const others = header.resolution.numbers.filter((it) => it !== header.studentNumber).map(showStudentNumber);
  const exact = (name: string) => (header.isNameExact || !name ? name : say('nameNotExact', { name }));
  const rows: [string, string | null][] = [
    [say('familyName'), exact(family)],
    [say('givenName'), exact(given)],
    [say('preferredName'), preferredName(header)],
    [say('birthDate'), showDayLong(header.birthDate, language)],
    [say('gender'), header.genderWords?.[language] ?? null],
    [say('languageAtHome'), header.languageAtHomeWords?.[language] ?? null],
    [say('languageRight'), facts.personal.languageRight.words?.[language] ?? null],
    [say('multipleBirth'), header.multipleBirth && say(header.multipleBirth === 'Y' ? 'yes' : 'no')],
    [say('onRegisterSince'), header.createdAt && showDayLong(todayOf(new Date(header.createdAt)), language)],
    [say('otherNumbers'), others.join(', ')],
    [say('deceased'), deathOf(header, { language, say })],
    [say('deactivated'), header.status === 'deactivated' ? say('yes') : null],
  ];
  return rows.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

function deathOf(header: StudentHeader, { language, say }: { language: Language; say: Say }): string | null {
  if (!header.isDeceased) return null;
  return header.deceasedOn === null ? say('yes') : showDayLong(header.deceasedOn, language);
}

function preferredName(header: StudentHeader): string | null {
  const { preferredGivenName: given, preferredFamilyName: family } = header;
  if (given === null && family === null) return null;
  return displayName({ givenName: given ?? header.givenName, familyName: family ?? header.familyName });
}
