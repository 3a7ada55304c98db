import { useQuery } from '@tanstack/react-query';
import { displayName } from '#modules/identity/rules/names.ts';
import { useCodes } from '../../api/codes.ts';
import type { Enrolment } from '../../api/enrolment.ts';
import { contactsQuery, type StudentContacts, type StudentHeader } from '../../api/identity.ts';
import { useKnownAt } from '../../frame/knownAt.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { type Fact, FactList } from '../../ui/FactList.tsx';
import { Link } from '../../ui/Link.tsx';
import { Panel } from '../../ui/Panel.tsx';
import surface from '../../ui/surface.module.css';
import { Timeline, type TimelineEntry } from '../../ui/Timeline.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { EnrolmentStatusPill } from '../enrolment/EnrolmentStatusPill.tsx';
import { useGrade } from '../enrolment/useGrade.ts';
import { useOrganisationNames } from '../organisations/useOrganisationNames.ts';

type SummaryProps = { student: StudentHeader; enrolments: Enrolment[] | null };

/** What is true today, and the school life as a time line. */
export function SummaryTab({ student, enrolments }: SummaryProps) {
  const { words } = useWords();
  const knownAt = useKnownAt();
  const contacts = useQuery({ ...contactsQuery(student.studentNumber, knownAt), enabled: student.sight === 'full' });
  const life = useLife(student, enrolments ?? []);
  return (
    <div className={surface.columns}>
      <Panel title={knownAt === null ? words.students.summary.today : words.students.known.trueThen}>
        <FactList facts={useToday({ student, enrolments, contacts: contacts.data ?? null })} />
      </Panel>
      <Panel title={words.students.summary.life}>
        {enrolments === null ? <Waiting rows={4} /> : <Timeline label={words.students.summary.life} entries={life} />}
      </Panel>
    </div>
  );
}

type TodayInput = SummaryProps & { contacts: StudentContacts | null };

function useToday({ student, enrolments, contacts }: TodayInput): Fact[] {
  const { words, format, language } = useWords();
  const codes = useCodes();
  const gradeOf = useGrade();
  const said = words.students.summary;
  const proof = codes.find('proof_quality', String(student.proofQuality));
  const isMinimum = student.sight === 'minimum';
  const source = [
    { label: words.table.source.level, text: proof ? format.words(proof) : String(student.proofQuality) },
    { label: words.table.source.by, text: student.createdBy },
    { label: words.table.source.on, text: format.moment(student.recordedAt) },
    { label: words.table.source.number, text: format.studentNumber(student.studentNumber) },
  ];
  const shownSource = isMinimum ? {} : { source };
  const places = (enrolments ?? []).filter(({ status }) => status === 'active' || status === 'registered');
  const facts: Fact[] = [
    { label: words.table.legalName, value: <bdi>{student.legalName}</bdi>, ...shownSource },
    { label: words.table.born, value: format.day(student.birthDate), ...shownSource },
    ...places.map((it) => ({
      label: said.school,
      value: (
        <span>
          {it.schoolName ?? it.schoolCode} · {gradeOf(it.grade)} <EnrolmentStatusPill status={it.status} />
        </span>
      ),
      isWide: true,
    })),
    ...(isMinimum ? [] : [{ label: said.proof, value: proof ? format.words(proof) : String(student.proofQuality) }]),
  ];
  if (student.languageAtHomeWords)
    facts.push({ label: said.language, value: format.words(student.languageAtHomeWords) });
  if (student.multipleBirth === 'Y') facts.push({ label: said.twin, value: words.frame.yes });
  return [...facts, ...contactFacts(contacts)];

  function contactFacts(known: StudentContacts | null): Fact[] {
    if (!known) return [];
    const address = known.addresses.find((it) => it.isPreferred);
    const phone = known.phones.find(({ expiresOn }) => expiresOn === null);
    const guardians = known.guardians.filter(({ rights }) => rights.isInForce);
    const more: Fact[] = [];
    if (address) more.push({ label: said.address, value: address.label[language].join(', '), isWide: true });
    if (phone) more.push({ label: said.phone, value: phone.number });
    const names = guardians.map((it) => `${displayName(it)} (${format.words(it.relationshipWords)})`);
    if (names.length > 0) more.push({ label: said.guardians, value: names.join('; '), isWide: true });
    if (more.length === 0) more.push({ label: words.students.tabs.contacts, value: said.noContact, isWide: true });
    return more;
  }
}

/** Beginnings and ends of enrolments and the making of the record, newest first. */
function useLife(student: StudentHeader, enrolments: Enrolment[]): TimelineEntry[] {
  const { words, format } = useWords();
  const codes = useCodes();
  const gradeOf = useGrade();
  const nameOf = useOrganisationNames(student.createdBy ? [student.createdBy] : []);
  const said = words.students.summary;
  const placed = enrolments.flatMap((it) => {
    const school = it.schoolName ?? it.schoolCode;
    const exit = it.exitType ? codes.find('exit_type', it.exitType) : null;
    const hint = format.schoolYear(it.schoolYear);
    const start = {
      key: `${it.enrolmentId}-start`,
      at: it.startOn,
      hint,
      title: said.started(gradeOf(it.grade)),
      body: school,
      tone: 'accent' as const,
    };
    if (!it.exitOn || !['withdrawn', 'completed', 'closed'].includes(it.status)) return [start];
    const how = exit ? format.words(exit) : format.day(it.exitOn);
    const end = {
      key: `${it.enrolmentId}-end`,
      at: it.exitOn,
      hint,
      title: said.left(how),
      body: school,
      tone: 'calm' as const,
    };
    return [start, end];
  });
  const created = student.createdAt && {
    key: 'created',
    at: student.createdAt.slice(0, 10),
    hint: format.studentNumber(student.studentNumber),
    title: said.created,
    body: said.by(student.createdBy ? nameOf(student.createdBy) : ''),
    tone: 'calm' as const,
  };
  const all = [...placed, ...(created ? [created] : [])].sort((a, b) => b.at.localeCompare(a.at));
  return all.map(({ at, body, ...entry }) => ({
    ...entry,
    when: format.day(at),
    body: entry.key === 'created' ? <Link href={paths.student(student.studentNumber, 'history')}>{body}</Link> : body,
  }));
}
