import { useQuery } from '@tanstack/react-query';
import { useCodes } from '../../../api/codes.ts';
import { type Enrolment, enrolmentsQuery } from '../../../api/enrolment.ts';
import type { Move } from '../../../api/moves.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { type Fact, FactList } from '../../../ui/FactList.tsx';
import { Link } from '../../../ui/Link.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import { EnrolmentStatusPill } from '../../enrolment/EnrolmentStatusPill.tsx';
import { useGrade } from '../../enrolment/useGrade.ts';
import { useOrganisationNames } from '../../organisations/useOrganisationNames.ts';
import { nameOf, sightIn } from './moveLogic.ts';

/** What each school states, side by side: the days, and for whoever sees them the enrolments behind. */
export function Claims({ move }: { move: Move }) {
  const enrolments = useQuery(enrolmentsQuery(move.studentNumber)).data ?? [];
  return (
    <div className={surface.columns}>
      <Claim move={move} side="old" enrolments={enrolments} />
      <Claim move={move} side="new" enrolments={enrolments} />
    </div>
  );
}

type ClaimProps = { move: Move; side: 'old' | 'new'; enrolments: Enrolment[] };

function Claim({ move, side, enrolments }: ClaimProps) {
  const { words, format } = useWords();
  const said = words.moves;
  const claim = side === 'old' ? move.oldClaim : move.newClaim;
  const { startsOn, exitOn } = claim;
  const sight = side === 'old' ? 'everything' : sightIn(move.state);
  const shown = enrolments.filter((it) => it.schoolCode === claim.organisation).filter(isOfTheClaim(move));
  const sees = { everything: said.everything, minimum: said.minimum, nothing: words.frame.none };
  const facts: Fact[] = [
    {
      label: said.statement,
      value: startsOn ? said.stated(format.day(startsOn), exitOn ? format.day(exitOn) : null) : said.notStated,
    },
    { label: said.sees, value: sees[sight] },
  ];
  return (
    <Panel
      title={nameOf(claim)}
      aside={
        <span className={surface.soft}>
          {said.sides[side]} · <Link href={paths.organisation(claim.organisation)}>{claim.organisation}</Link>
        </span>
      }
    >
      <div className={surface.stack}>
        <FactList facts={facts} />
        {shown.map((it) => (
          <EnrolmentBehind key={it.enrolmentId} it={it} />
        ))}
        {shown.length === 0 && startsOn ? <p className={surface.soft}>{said.notSeen}</p> : null}
      </div>
    </Panel>
  );
}

/** The enrolments that the claim stands on: those not over when the move began. */
function isOfTheClaim({ openedOn }: Move): (it: Enrolment) => boolean {
  return ({ exitOn }) => exitOn === null || exitOn >= openedOn;
}

function EnrolmentBehind({ it }: { it: Enrolment }) {
  const { words, format } = useWords();
  const codes = useCodes();
  const gradeOf = useGrade();
  const nameOf = useOrganisationNames([it.submittedBy]);
  const said = words.moves;
  const of = words.students.enrolments;
  const programming = codes.find('programming_type', it.programmingType);
  const facts: (Fact | null)[] = [
    {
      label: said.enrolment,
      value: (
        <span>
          {gradeOf(it.grade)}, {format.schoolYear(it.schoolYear)} <EnrolmentStatusPill status={it.status} />
        </span>
      ),
    },
    { label: of.type, value: programming ? format.words(programming) : it.programmingType },
    { label: of.start, value: format.day(it.startOn) },
    { label: of.exit, value: format.day(it.exitOn) },
    it.hours === null ? null : { label: said.hours, value: format.number(it.hours) },
    it.programmePercentage === null
      ? null
      : { label: said.percentage, value: `${format.number(it.programmePercentage)} %` },
    { label: said.asked, value: said.askedAt(nameOf(it.submittedBy), format.moment(it.submittedAt)) },
  ];
  return <FactList facts={facts.filter((fact) => fact !== null)} />;
}
