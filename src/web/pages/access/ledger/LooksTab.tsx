import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { groupNames } from '#modules/access/ledger/rules/group-names.ts';
import { type Look, letterAddress, looksQuery } from '../../../api/ledger.ts';
import { Failure } from '../../../frame/Failure.tsx';
import { useWords } from '../../../text/words.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import surface from '../../../ui/surface.module.css';
import { Timeline } from '../../../ui/Timeline.tsx';
import { Waiting } from '../../../ui/Waiting.tsx';
import styles from './Ledger.module.css';
import { ReportLook } from './ReportLook.tsx';

/** Who looked at a student's record, in the words that the student reads. */
export function LooksTab({ number }: { number: string }) {
  const { words, format } = useWords();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(looksQuery(number));
  const [reported, report] = useState<Look | null>(null);
  const said = words.ledger.looks;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting />;
  const looks = data.pages.flatMap((page) => page.items);
  if (looks.length === 0) return <EmptyState title={said.none} />;
  return (
    <Panel title={said.title} aside={<Letters number={number} />}>
      <div className={surface.stack}>
        <p className={surface.soft}>{said.why}</p>
        <Timeline
          label={said.title}
          entries={looks.map((look) => ({
            key: String(look.readId),
            when: format.moment(look.at),
            hint: format.relative(look.at),
            title: <span className={styles.sentence}>{format.words(look.words)}</span>,
            body: <Details look={look} onReport={() => report(look)} />,
            tone: look.purpose.code === 'emergency' || look.purpose.code === 'legal' ? 'accent' : 'calm',
          }))}
        />
        {hasNextPage ? (
          <Button variant="default" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {words.table.loadMore}
          </Button>
        ) : null}
      </div>
      <ReportLook key={reported?.readId} number={number} look={reported} onClose={() => report(null)} />
    </Panel>
  );
}

/** The same as a text for the student, in the language of the student and not of whoever prints it. */
function Letters({ number }: { number: string }) {
  const { words } = useWords();
  const said = words.ledger.looks;
  return (
    <span className={styles.letters} data-print="never">
      {said.print}
      {(['en', 'fr'] as const).map((lang) => (
        <a key={lang} href={letterAddress(number, lang)} download>
          {said.printIn[lang]}
        </a>
      ))}
    </span>
  );
}

function Details({ look, onReport }: { look: Look; onReport: () => void }) {
  const { words, format } = useWords();
  const said = words.ledger.looks;
  const facts = [
    look.groups.map((group) => format.words(groupNames[group])).join(', '),
    format.words(look.purpose.words),
    look.at === look.until ? null : said.span(format.time(look.at), format.time(look.until)),
    look.reads > 1 ? said.answers(look.reads) : null,
  ];
  return (
    <div className={styles.look}>
      <span className={`${surface.soft} ${surface.small}`}>{facts.filter((it) => it !== null).join(' · ')}</span>
      <Button
        variant="subtle"
        size="compact-sm"
        data-print="never"
        aria-label={`${said.wrong}: ${format.words(look.words)}`}
        onClick={onReport}
      >
        {said.wrong}
      </Button>
    </div>
  );
}
