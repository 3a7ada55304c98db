import { Button, Menu } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { cancelSubmission, reportAddress, type Submission, submissionQuery } from '../../api/exchange.ts';
import { useWords } from '../../text/words.tsx';

/** Stop it while it runs; take its report away afterwards, in three formats, of all rows or those shown. */
export function SubmissionActions({ submission, fate }: { submission: Submission; fate: string | null }) {
  const { words, language } = useWords();
  const queries = useQueryClient();
  const said = words.submissions;
  const id = submission.submissionId;
  const stop = useMutation({
    mutationFn: () => cancelSubmission(id),
    onSuccess: (latest) => queries.setQueryData(submissionQuery(id).queryKey, latest),
  });
  if (submission.finishedAt === null) {
    return (
      <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate()}>
        {said.stop}
      </Button>
    );
  }
  const query = { lang: language, ...(fate ? { fate } : {}) };
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />}>
          {said.report}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {fate ? <Menu.Label>{said.reportShown}</Menu.Label> : null}
        {(['csv', 'xlsx', 'ndjson'] as const).map((format) => (
          <Menu.Item key={format} component="a" href={reportAddress(id, { format, ...query })} download>
            {said.formats[format]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
