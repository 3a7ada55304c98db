import { useQuery } from '@tanstack/react-query';
import { effectsOf } from '#modules/enrolment/drafts/rules/effects.ts';
import { type CountDay, countDaysQuery } from '../../../api/counts.ts';
import { useWords } from '../../../text/words.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import { useOrganisationNames } from '../../organisations/useOrganisationNames.ts';
import styles from './Editor.module.css';
import type { Judged } from './useJudged.ts';

/** What saving would do besides: to the counts, and to who answers for the student. */
export function Effects({ judged: { draft, grounds, context } }: { judged: Judged }) {
  const { words } = useWords();
  const year = draft?.enrolment.schoolYear ?? null;
  const { data: days } = useQuery({ ...countDaysQuery(year), enabled: year !== null });
  const effects = draft && grounds && context && days ? effectsOf(draft, { grounds, days, context }) : null;
  const { counts = [], responsible } = effects ?? {};
  const next = responsible?.next ?? null;
  const codes = [...counts.flatMap((it) => [it.before, it.after]), responsible?.now, next?.answer.schoolCode];
  const nameOf = useOrganisationNames(codes.filter((code) => code !== null && code !== undefined));
  const said = words.enrolmentEditor;
  return (
    <Panel title={said.effects}>
      {grounds?.isPartial ? <p className={surface.soft}>{said.partial}</p> : null}
      {effects && responsible && !grounds?.isPartial ? (
        <ul className={`${surface.plainList} ${styles.effects}`}>
          {counts.map((it) => (
            <li key={it.day.kind}>
              <CountLine day={it.day} before={it.before} after={it.after} nameOf={nameOf} />
            </li>
          ))}
          <li>
            <ResponsibleLine now={responsible.now} next={next} nameOf={nameOf} />
          </li>
        </ul>
      ) : null}
      {effects || grounds?.isPartial ? null : <p className={surface.soft}>{said.effectsLater}</p>}
    </Panel>
  );
}

type CountLineProps = {
  day: CountDay;
  before: string | null;
  after: string | null;
  nameOf: (code: string) => string;
};

function CountLine({ day, before, after, nameOf }: CountLineProps) {
  const { words, format } = useWords();
  const said = words.enrolmentEditor.count;
  const on = format.dayLong(day.day);
  const text = () => {
    if (before === after) return after === null ? said.never(on) : said.same(on, nameOf(after));
    if (after === null) return said.noMore(on, nameOf(before ?? ''));
    return before === null ? said.newly(on, nameOf(after)) : said.moved(on, nameOf(before), nameOf(after));
  };
  const isFrozen = day.state === 'frozen' && before !== after;
  return isFrozen ? `${text()} ${said.frozen}` : text();
}

type ResponsibleLineProps = {
  now: string | null;
  next: { on: string; answer: { schoolCode: string | null } } | null;
  nameOf: (code: string) => string;
};

function ResponsibleLine({ now, next, nameOf }: ResponsibleLineProps) {
  const { words, format } = useWords();
  const said = words.enrolmentEditor.responsible;
  const stands = now === null ? said.none : said.stays(nameOf(now));
  if (next === null) return stands;
  const day = format.dayLong(next.on);
  const { schoolCode } = next.answer;
  return `${stands} ${schoolCode === null ? said.noneFrom(day) : said.becomes(nameOf(schoolCode), day)}`;
}
