import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { isPlainDate } from '#kernel/dates.ts';
import { kindWords, moves, stateWords } from '#modules/privacy/requests/rules/states.ts';
import { askerWords } from '#modules/privacy/requests/rules/withhold.ts';
import { type Choice, choicesQuery, type RequestDetail, requestQuery } from '../../api/privacy.ts';
import { ButtonLink, FailedPage } from '../../frame/Failure.tsx';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { type Fact, FactList } from '../../ui/FactList.tsx';
import { PageTitle } from '../../ui/PageTitle.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { StatePill } from '../../ui/StatePill.tsx';
import surface from '../../ui/surface.module.css';
import { Timeline } from '../../ui/Timeline.tsx';
import { Waiting } from '../../ui/Waiting.tsx';
import { useOrganisationNames } from '../organisations/useOrganisationNames.ts';
import { DaysLeft } from './DaysLeft.tsx';
import { RequestFiles } from './RequestFiles.tsx';
import { RequestMoves } from './RequestMoves.tsx';

/** One request: what is asked, the clock, what was done, what can be done. */
export function RequestPage() {
  const { id = '' } = useParams({ strict: false });
  const { data, error, refetch } = useQuery(requestQuery(id));
  if (error) return <FailedPage error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting rows={6} height={40} />;
  return <Shown request={data} />;
}

function Shown({ request }: { request: RequestDetail }) {
  const { words, format } = useWords();
  const said = words.privacy;
  const title = said.request.title(format.words(kindWords[request.kind]), request.studentName);
  const due = request.clock.dueOn && !request.closedOn ? said.dueOn(format.day(request.clock.dueOn)) : null;
  return (
    <>
      <PageTitle
        title={title}
        answer={
          <span className={surface.row}>
            <StatePill tone="accent">{format.words(stateWords[request.state])}</StatePill>
            <DaysLeft request={request} />
            {due ? <span className={surface.soft}>{due}</span> : null}
          </span>
        }
        parent={{ href: paths.privacy(), label: said.title }}
        actions={
          <ButtonLink href={paths.student(request.studentNumber)} quiet>
            {said.request.open}
          </ButtonLink>
        }
        product={words.frame.product}
      />
      <div className={surface.stack}>
        <RequestMoves request={request} />
        <div className={surface.columns}>
          <Asked request={request} />
          <div className={surface.stack}>
            <Clock request={request} />
            <RequestFiles request={request} />
          </div>
        </div>
        <Panel title={said.request.steps}>
          <Steps request={request} />
        </Panel>
      </div>
    </>
  );
}

/** The words of a code of any of the jurisdiction's lists. */
function useCodeWords(): (code: string | null) => string {
  const { format } = useWords();
  const { data } = useQuery(choicesQuery);
  const all: Choice[] = data
    ? [
        ...data.legalBases.access,
        ...data.legalBases.correction,
        ...data.identityProofs,
        ...data.pauseReasons,
        ...data.extensionReasons,
        ...data.correctionFields,
      ]
    : [];
  return (code) => {
    const found = all.find((it) => it.code === code);
    return found ? format.words(found) : (code ?? '');
  };
}

function Asked({ request }: { request: RequestDetail }) {
  const { words, format } = useWords();
  const codeWords = useCodeWords();
  const said = words.privacy;
  const written = (text: string | null) => (text !== null && isPlainDate(text) ? format.day(text) : text);
  const nameOf = useOrganisationNames([request.organisation, request.receivedBy]);
  const texts: [string, string | null][] = [
    [said.request.asked, request.words],
    [said.request.current, written(request.currentValue)],
    [said.request.wanted, written(request.wantedValue)],
    [said.request.decision, request.decision],
    [said.request.disagreement, request.disagreement],
  ];
  const facts: Fact[] = [
    { label: said.number, value: format.studentNumber(request.studentNumber) },
    { label: said.askedBy, value: format.words(askerWords[request.askedBy]) },
    ...(request.askerName ? [{ label: said.request.asker, value: request.askerName }] : []),
    ...(request.askerContact ? [{ label: said.request.contact, value: request.askerContact }] : []),
    { label: said.request.basis, value: codeWords(request.legalBasis) },
    {
      label: said.request.proof,
      value: request.identityProof ? codeWords(request.identityProof) : said.request.unproven,
    },
    { label: said.custodian, value: nameOf(request.organisation) },
    { label: said.received, value: `${format.day(request.receivedOn)}, ${nameOf(request.receivedBy)}` },
    ...(request.field ? [{ label: said.request.field, value: codeWords(request.field) }] : []),
    ...texts.flatMap(([label, value]) => (value ? [{ label, value, isWide: true }] : [])),
  ];
  return (
    <Panel title={said.request.asked}>
      {request.areTextsDestroyed ? <p className={surface.soft}>{said.request.destroyed}</p> : null}
      <FactList facts={facts} />
    </Panel>
  );
}

function Clock({ request: { clock } }: { request: RequestDetail }) {
  const { words, format } = useWords();
  const said = words.privacy.clock;
  return (
    <Panel title={said.title}>
      <p>
        {said.used(clock.daysUsed, clock.daysAllowed)} <span className={surface.soft}>({said[clock.count]})</span>
      </p>
      <p className={surface.soft}>
        {[
          clock.dueOn ? words.privacy.dueOn(format.dayLong(clock.dueOn)) : words.privacy.paused,
          said.extension(clock.extensionDaysLeft),
        ].join(' · ')}
      </p>
    </Panel>
  );
}

function Steps({ request }: { request: RequestDetail }) {
  const { words, format } = useWords();
  const codeWords = useCodeWords();
  const said = words.privacy.request;
  const placeOf = useOrganisationNames(request.events.map((it) => it.organisation));
  const nameOf = (move: string) =>
    Object.hasOwn(moves, move) ? format.words(moves[move as keyof typeof moves].words) : said.recorded;
  return (
    <Timeline
      label={said.steps}
      entries={[...request.events].reverse().map((it) => ({
        key: String(it.ordinal),
        when: format.day(it.on),
        hint: format.moment(it.at),
        title: [nameOf(it.move), it.actor, placeOf(it.organisation)].join(' · '),
        body: [codeWords(it.reasonCode), it.days ? said.days(it.days) : '', it.note].filter(Boolean).join(' · '),
        tone: it.toState === 'paused' ? 'person' : 'calm',
      }))}
    />
  );
}
