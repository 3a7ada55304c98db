import { useCodes } from '../../api/codes.ts';
import type { OrganisationDetail } from '../../api/organisations.ts';
import { useWords } from '../../text/words.tsx';
import { FactList } from '../../ui/FactList.tsx';
import { Panel } from '../../ui/Panel.tsx';
import surface from '../../ui/surface.module.css';
import { useGrade } from '../enrolment/useGrade.ts';
import { inGradeOrder } from './grades.ts';

/** The grades and programmes of a school and its calendars, with when they hold. */
export function Offers({ organisation }: { organisation: OrganisationDetail }) {
  return (
    <div className={surface.columns}>
      <Grades organisation={organisation} />
      <Calendars organisation={organisation} />
    </div>
  );
}

function Grades({ organisation }: { organisation: OrganisationDetail }) {
  const { words, format } = useWords();
  const codes = useCodes();
  const gradeOf = useGrade();
  const span = useSpan();
  const said = words.organisations;
  const { gradeOfferings, programmeOfferings } = organisation;
  const offerings = [...new Set(gradeOfferings.map(({ offering }) => offering))];
  const gradesOf = (offering: string) => {
    const grades = gradeOfferings.filter((it) => it.offering === offering).map(({ grade }) => grade);
    return inGradeOrder(grades).map(gradeOf).join(', ');
  };
  const programmes = programmeOfferings.map(({ programme, ...when }) => {
    const known = codes.find('programme_offering', programme) ?? codes.find('grants_programme', programme);
    return `${known ? format.words(known) : programme} (${span(when)})`;
  });
  const facts = [
    ...offerings.map((offering) => ({ label: nameOf(said.offerings, offering), value: gradesOf(offering) })),
    { label: said.programmes, value: programmes.length === 0 ? said.noProgrammes : programmes.join(', ') },
  ];
  return (
    <Panel title={said.grades}>
      {offerings.length === 0 ? (
        <p className={surface.soft}>
          {said.noGrades}. {said.gradesNext}
        </p>
      ) : (
        <FactList columns="one" facts={facts} />
      )}
    </Panel>
  );
}

function Calendars({ organisation }: { organisation: OrganisationDetail }) {
  const { words, format } = useWords();
  const span = useSpan();
  const said = words.organisations;
  const facts = organisation.calendars.map((it) => ({
    label: `${format.schoolYear(it.schoolYear)} · ${nameOf(said.calendarKinds, it.kind)}`,
    value: span(it),
  }));
  return (
    <Panel title={said.calendars}>
      {facts.length === 0 ? <p className={surface.soft}>{said.noCalendars}</p> : <FactList facts={facts} />}
    </Panel>
  );
}

function useSpan(): (when: { from: string; to: string | null }) => string {
  const { words, format } = useWords();
  const said = words.organisations;
  return ({ from, to }) => (to ? said.fromTo(format.day(from), format.day(to)) : said.since(format.day(from)));
}

/** The word of a key that came as text; the text itself where there is none. */
function nameOf(names: Record<string, string>, key: string): string {
  return names[key] ?? key;
}
