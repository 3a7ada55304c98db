import { Button } from '@mantine/core';
import { useRef } from 'react';
import { addRequestFile, type RequestDetail, requestFileAddress } from '../../api/privacy.ts';
import { Refusal } from '../../frame/Refusal.tsx';
import { useMay } from '../../frame/session.ts';
import { useWords } from '../../text/words.tsx';
import { Panel } from '../../ui/Panel.tsx';
import surface from '../../ui/surface.module.css';
import { DownloadLink } from './DownloadLink.tsx';
import { useChange } from './useChange.ts';

/** What came with the request: proofs and evidence, each as it came. */
export function RequestFiles({ request }: { request: RequestDetail }) {
  const { words, format } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const said = words.privacy.request;
  const add = useChange((file: File) => addRequestFile(request.requestId, file), { done: said.fileAdded });
  const mayAdd = useMay('privacy.decide') && request.closedOn === null;
  return (
    <Panel title={said.files}>
      {request.files.length === 0 ? <p className={surface.soft}>{said.noFiles}</p> : null}
      <ul className={surface.plainList}>
        {request.files.map((it) => (
          <li key={it.fileId} className={surface.row}>
            <DownloadLink href={requestFileAddress(request.requestId, it.fileId)}>{it.name ?? '–'}</DownloadLink>
            <span className={surface.soft}>
              {[format.bytes(it.sizeBytes), it.addedBy, format.moment(it.addedAt)].join(' · ')}
            </span>
          </li>
        ))}
      </ul>
      {mayAdd ? (
        <p>
          <Button variant="default" size="xs" loading={add.isPending} onClick={() => input.current?.click()} mt={8}>
            {said.addFile}
          </Button>
          <input
            ref={input}
            type="file"
            hidden
            aria-label={said.addFile}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              if (file) add.mutate(file);
              event.currentTarget.value = '';
            }}
          />
        </p>
      ) : null}
      <Refusal error={add.error} />
    </Panel>
  );
}
