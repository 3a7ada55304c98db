import { type OrganisationCode, type StudentNumber, showStudentNumber } from '#kernel/ids.ts';
import type { Language } from '#kernel/words.ts';
import { may } from '#modules/access/index.ts';
import { loadEnrolments, loadTransitions, presentEnrolments, presentTransitions } from '#modules/enrolment/index.ts';
import { getContacts, getIdentity, getPersonal, getStudent } from '#modules/identity/index.ts';
import { findOrganisations, type Organisation } from '#modules/organisations/index.ts';
import { countOpenFindings } from '#modules/validation/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import { renderPdf } from '#platform/pdf/pdf.ts';
import type { Services } from '#platform/services.ts';
import { showDayLong } from '../rules/days.ts';
import { layOutRecord } from './record-page.ts';
import type { RecordFacts, RecordSetting } from './sheet.ts';
import { readTemplate } from './template.ts';
import { wordsIn } from './words.ts';

type Asking = {
  actor: Actor;
  number: StudentNumber;
  language: Language;
  /** The moment of printing. */
  at: Date;
  /** The moment whose knowledge is printed; null for the moment of printing. */
  knownAt: Date | null;
};

/**
 * The student record as it is believed now or was at a moment, as a PDF. Everything is read in one snapshot, so that the page
 * shows one belief. Findings are of today's rules and stand on the record of today alone. Throws identity.student_not_found for a student who does not exist or is out of sight.
 */
export async function printStudentRecord(
  services: Pick<Services, 'db' | 'jurisdiction' | 'demonstration'>,
  asking: Asking,
): Promise<Buffer> {
  const page = await services.db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (reader) => {
      const facts = await readFacts(reader, asking, services);
      const organisations = await findOrganisations(reader, organisationsOf(facts, asking.actor));
      return layOutRecord(facts, settingOf(asking, services, organisations));
    });
  const { language, number, at } = asking;
  const title = wordsIn(language)('title', { number: showStudentNumber(number) });
  return renderPdf(await readTemplate('student-record'), page, { language, title, at });
}

async function readFacts(
  reader: Reader,
  { actor, number, at, knownAt }: Asking,
  { jurisdiction: codes }: Pick<Services, 'jurisdiction'>,
): Promise<RecordFacts> {
  const asked = { actor, number, codes, knownAt };
  const today = todayOf(knownAt ?? at);
  const header = await getStudent(reader, asked);
  const identity = await getIdentity(reader, asked);
  const contacts = await getContacts(reader, { ...asked, today });
  const personal = await getPersonal(reader, { ...asked, today });
  // Identity vouches for the person, hence for all numbers of the person.
  const numbers = header.resolution.numbers as StudentNumber[];
  const kept = [...(await loadEnrolments(reader, numbers, knownAt)).values()].flat().filter((it) => !it.isDeleted);
  const enrolments = await presentEnrolments(reader, actor, kept, today);
  enrolments.sort((a, b) => (a.startOn < b.startOn ? 1 : -1));
  const transitions = await presentTransitions(reader, await loadTransitions(reader, numbers, knownAt), today);
  const findings = knownAt === null ? await readFindings(reader, actor, numbers) : null;
  return { header, identity, contacts, personal, enrolments, transitions, findings };
}

async function readFindings(reader: Reader, actor: Actor, numbers: readonly StudentNumber[]) {
  if (!may(actor, 'finding.read')) return null;
  const counts = [...(await countOpenFindings(reader, actor, numbers)).values()];
  const sum = (key: 'warnings' | 'advice') => counts.reduce((total, it) => total + it[key], 0);
  return { warnings: sum('warnings'), advice: sum('advice') };
}

function organisationsOf({ identity }: RecordFacts, actor: Actor): OrganisationCode[] {
  const codes = [actor.organisation, ...identity.records.map((it) => it.submittedBy)];
  return [...new Set(codes)] as OrganisationCode[];
}

function settingOf(
  { actor, language, at, knownAt }: Asking,
  { jurisdiction, demonstration }: Pick<Services, 'jurisdiction' | 'demonstration'>,
  organisations: ReadonlyMap<string, Organisation>,
): RecordSetting {
  const today = todayOf(at);
  const nameOrganisation = (code: string) => {
    const found = organisations.get(code);
    return (language === 'fr' ? found?.nameFr : null) ?? found?.name ?? code;
  };
  const name = nameOrganisation(actor.organisation);
  return {
    language,
    today,
    moment: momentIn(language, at),
    knownAt: knownAt && momentIn(language, knownAt),
    printedBy: actor.name,
    printedFor: name === actor.organisation ? name : `${name} (${actor.organisation})`,
    jurisdiction: jurisdiction.title,
    paper: jurisdiction.parameter<string>('documents.paper', today),
    isDemonstration: demonstration,
    nameCode: (className, code) => jurisdiction.code(className, code)?.words[language] ?? code,
    nameOrganisation,
    qualities: jurisdiction.codes('proof_quality').map((it) => Number(it.code)),
  };
}

/** `24 November 2026, 02:41 MST`, in the zone where the program runs. */
function momentIn(language: Language, at: Date): string {
  const time = new Intl.DateTimeFormat(`${language}-CA`, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  return `${showDayLong(todayOf(at), language)}, ${time.format(at)}`;
}
