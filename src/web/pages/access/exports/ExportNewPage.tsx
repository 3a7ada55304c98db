import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { askForExport, type ExportChoices, exportChoicesQuery } from '../../../api/exports.ts';
import { FailedPage } from '../../../frame/Failure.tsx';
import { Refusal } from '../../../frame/Refusal.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { useNotice } from '../../../ui/Notices.tsx';
import { PageTitle } from '../../../ui/PageTitle.tsx';
import { ReasonButton } from '../../../ui/ReasonButton.tsx';
import surface from '../../../ui/surface.module.css';
import { Waiting } from '../../../ui/Waiting.tsx';
import { ColumnFields } from './ColumnFields.tsx';
import styles from './Exports.module.css';
import { Preview } from './Preview.tsx';
import { PurposeFields } from './PurposeFields.tsx';
import { ReceiverFields } from './ReceiverFields.tsx';
import { ScopeFields } from './ScopeFields.tsx';
import { useDraft } from './useDraft.ts';

/** Asks for an export; beside the form stands what will happen, counted as one chooses. */
export function ExportNewPage() {
  const { words } = useWords();
  const { data, error, refetch } = useQuery(exportChoicesQuery);
  const said = words.exports;
  if (error) return <FailedPage error={error} onRetry={() => void refetch()} />;
  if (!data) return <Waiting rows={8} height={36} />;
  return (
    <>
      <PageTitle
        title={said.askTitle}
        answer={said.askAnswer}
        parent={{ href: paths.exports(), label: said.title }}
        product={words.frame.product}
      />
      <Form choices={data} />
    </>
  );
}

function Form({ choices }: { choices: ExportChoices }) {
  const { words } = useWords();
  const said = words.exports;
  const form = useDraft(choices);
  const key = useRef(crypto.randomUUID());
  const navigate = useNavigate();
  const queries = useQueryClient();
  const notify = useNotice();
  const ask = useMutation({
    mutationFn: () => askForExport(form.ask, key.current),
    onSuccess: async (made) => {
      await queries.invalidateQueries({ queryKey: ['exports', 'list'] });
      notify(said.asked);
      await navigate({ href: paths.export(made.exportId) });
    },
    onError: () => {
      key.current = crypto.randomUUID(); // what is mended is another request
    },
  });
  return (
    <div className={styles.form}>
      <form className={surface.stack} aria-label={said.askTitle} onSubmit={(event) => event.preventDefault()}>
        <PurposeFields form={form} />
        <ScopeFields form={form} />
        <ColumnFields form={form} />
        <ReceiverFields form={form} />
        <Refusal error={ask.error} />
        <div>
          <ReasonButton reason={form.missing} loading={ask.isPending} onClick={() => ask.mutate()}>
            {said.send}
          </ReasonButton>
        </div>
      </form>
      <div className={styles.beside}>
        <Preview choices={choices} scope={form.scope} />
      </div>
    </div>
  );
}
