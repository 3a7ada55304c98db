import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import {
  type DemonstrationFile,
  demonstrationFileAddress,
  demonstrationFilesQuery,
  fetchDemonstrationFile,
  type Submitting,
} from '../../api/exchange.ts';
import { useMay, useMe } from '../../frame/session.ts';
import { useWords } from '../../text/words.tsx';
import { Panel } from '../../ui/Panel.tsx';
import surface from '../../ui/surface.module.css';
import styles from './ReadyFiles.module.css';

type ReadyFilesProps = { isBusy: boolean; onFile: (submitting: Submitting) => void };

/** The demonstration's files with typical mistakes, to download and drop, or to submit at once. */
export function ReadyFiles({ isBusy, onFile }: ReadyFilesProps) {
  const { words } = useWords();
  const me = useMe();
  const may = useMay('submission.write');
  const { data } = useQuery({ ...demonstrationFilesQuery, enabled: me.isDemonstration && may });
  const said = words.submissions;
  if (!data || data.length === 0) return null;
  return (
    <Panel title={said.ready} aside={<span className={surface.soft}>{said.readyHint}</span>}>
      <ul className={styles.files}>
        {data.map((file) => (
          <ReadyFile key={file.name} file={file} isBusy={isBusy} onFile={onFile} />
        ))}
      </ul>
    </Panel>
  );
}

function ReadyFile({ file, isBusy, onFile }: { file: DemonstrationFile } & ReadyFilesProps) {
  const { words, format } = useWords();
  const said = words.submissions;
  const take = useMutation({
    mutationFn: () => fetchDemonstrationFile(file),
    onSuccess: (content) => onFile({ file: content, organisation: file.organisation, isRehearsal: false }),
  });
  return (
    <li className={styles.file}>
      <div className={styles.words}>
        <strong>{file.name}</strong>
        <span className={surface.soft}>{format.words(file.about)}</span>
        <span className={`${surface.soft} ${surface.small}`}>
          {file.organisation} · {format.bytes(file.sizeBytes)}
        </span>
      </div>
      <Button
        component="a"
        href={demonstrationFileAddress(file)}
        download={file.name}
        variant="default"
        size="xs"
        leftSection={<IconDownload size={14} aria-hidden />}
        aria-label={said.download(file.name)}
      >
        {said.downloadIt}
      </Button>
      <Button
        size="xs"
        variant="light"
        loading={take.isPending || isBusy}
        onClick={() => take.mutate()}
        aria-label={said.useNamed(file.name)}
      >
        {said.useIt}
      </Button>
    </li>
  );
}
