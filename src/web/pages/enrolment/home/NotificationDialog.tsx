import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isPlainDate, schoolYearOf } from '#kernel/dates.ts';
import { OrganisationCode } from '#kernel/ids.ts';
import { useCodes } from '../../../api/codes.ts';
import { afterEnrolment } from '../../../api/drafts.ts';
import {
  type HomeNotification,
  type NotificationStatement,
  sayHomeNotification,
} from '../../../api/home-notifications.ts';
import { ActDialog } from '../../../frame/ActDialog.tsx';
import { useMe } from '../../../frame/session.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../text/words.tsx';
import { DayField } from '../../../ui/DayField.tsx';
import { useNavigation } from '../../../ui/Link.tsx';
import { useNotice } from '../../../ui/Notices.tsx';

type Draft = Omit<NotificationStatement, 'supervisorCode' | 'guardianContact' | 'plan'> & {
  supervisorCode: string;
  guardianContact: string;
  plan: string;
};

type NotificationDialogProps = { number: string; notification: HomeNotification | null; onClose: () => void };

/** Records what a parent notified of home education, or changes it. */
export function NotificationDialog({ number, notification, onClose }: NotificationDialogProps) {
  const { words } = useWords();
  const me = useMe();
  const queries = useQueryClient();
  const notice = useNotice();
  const { go } = useNavigation();
  const [id] = useState(() => notification?.notificationId ?? crypto.randomUUID());
  const [draft, setDraft] = useState<Draft>(() => draftOf(notification, me));
  const said = words.homeNotification;
  const saying = useMutation({
    mutationFn: (body: NotificationStatement) =>
      sayHomeNotification({ number, id, version: notification?.version ?? null }, body),
    onSuccess: () => {
      afterEnrolment(queries, number);
      notice(said.kept);
      onClose();
      if (!notification) go(paths.homeNotification(number, id));
    },
  });
  const because = useMissing(draft);
  return (
    <ActDialog
      title={notification ? said.changeTitle : said.recordTitle}
      act={notification ? said.change : said.record}
      acting={saying}
      onAct={() => saying.mutate(toStatement(draft))}
      because={because}
      onClose={onClose}
    >
      <Fields draft={draft} onChange={(part) => setDraft((before) => ({ ...before, ...part }))} />
    </ActDialog>
  );
}

function draftOf(it: HomeNotification | null, { organisation, today }: ReturnType<typeof useMe>): Draft {
  const own = organisation.kind === 'school' || organisation.kind === 'authority' ? organisation.code : '';
  return {
    schoolYear: it?.schoolYear ?? schoolYearOf(today),
    programme: it?.programme ?? 'supervised',
    supervisorCode: it === null ? own : (it.supervisorCode ?? ''),
    notifiedOn: it?.notifiedOn ?? today,
    guardianName: it?.guardianName ?? '',
    guardianContact: it?.guardianContact ?? '',
    isAddressSame: it?.isAddressSame ?? true,
    plan: it?.plan ?? '',
    wantsFunding: it?.wantsFunding ?? false,
  };
}

function toStatement({ supervisorCode, guardianContact, plan, ...rest }: Draft): NotificationStatement {
  const code = OrganisationCode.safeParse(supervisorCode.trim().toUpperCase());
  return {
    ...rest,
    guardianName: rest.guardianName.trim(),
    supervisorCode: code.success ? code.data : null,
    guardianContact: guardianContact.trim() || null,
    plan: plan.trim() || null,
  };
}

/** What is still to be said; null when nothing is. */
function useMissing({ guardianName, notifiedOn, supervisorCode }: Draft): string | null {
  const said = useWords().words.homeNotification;
  if (guardianName.trim() === '') return said.needName;
  if (!isPlainDate(notifiedOn)) return said.needDay;
  const code = supervisorCode.trim().toUpperCase();
  return code === '' || OrganisationCode.safeParse(code).success ? null : said.needCode;
}

function Fields({ draft, onChange }: { draft: Draft; onChange: (part: Partial<Draft>) => void }) {
  const { words, format } = useWords();
  const { today } = useMe();
  const codes = useCodes();
  const said = words.homeNotification;
  const now = schoolYearOf(today);
  const years = [...new Set([now + 1, now, draft.schoolYear])].sort((a, b) => b - a);
  const programmes = codes.values('home_programme');
  const isSupervised = programmes.find((it) => it.code === draft.programme)?.data['isSupervised'] !== false;
  return (
    <>
      <TextInput
        label={said.guardian}
        data-autofocus
        value={draft.guardianName}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => onChange({ guardianName: event.currentTarget.value })}
      />
      <TextInput
        label={said.contact}
        description={said.contactHint}
        value={draft.guardianContact}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => onChange({ guardianContact: event.currentTarget.value })}
      />
      <Checkbox
        label={said.sameAddress}
        checked={draft.isAddressSame}
        onChange={(event) => onChange({ isAddressSame: event.currentTarget.checked })}
      />
      <NativeSelect
        label={said.year}
        value={String(draft.schoolYear)}
        data={years.map((year) => ({ value: String(year), label: format.schoolYear(year) }))}
        onChange={(event) => onChange({ schoolYear: Number(event.currentTarget.value) })}
      />
      <NativeSelect
        label={said.programme}
        value={draft.programme}
        data={programmes.map((it) => ({ value: it.code, label: format.words(it.words) }))}
        onChange={(event) => {
          const programme = event.currentTarget.value;
          const isOpen = programmes.find((it) => it.code === programme)?.data['isSupervised'] === false;
          onChange({ programme, ...(isOpen ? { supervisorCode: '', wantsFunding: false } : {}) });
        }}
      />
      {isSupervised ? (
        <>
          <TextInput
            label={said.supervisor}
            description={said.supervisorHint}
            value={draft.supervisorCode}
            maxLength={10}
            autoComplete="off"
            onChange={(event) => onChange({ supervisorCode: event.currentTarget.value })}
          />
          <Checkbox
            label={said.funding}
            checked={draft.wantsFunding}
            onChange={(event) => onChange({ wantsFunding: event.currentTarget.checked })}
          />
        </>
      ) : null}
      <DayField
        label={said.notifiedOn}
        latest={today}
        value={draft.notifiedOn}
        onChange={(notifiedOn) => onChange({ notifiedOn })}
      />
      <Textarea
        label={said.plan}
        description={said.planHint}
        value={draft.plan}
        maxLength={2000}
        autosize
        minRows={2}
        onChange={(event) => onChange({ plan: event.currentTarget.value })}
      />
    </>
  );
}
