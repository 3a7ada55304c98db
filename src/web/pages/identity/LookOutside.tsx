import { Button, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isPlainDate } from '#kernel/dates.ts';
import { externalOfferQuery, lookFromOutside } from '../../api/sight.ts';
import { ActDialog } from '../../frame/ActDialog.tsx';
import { useMay } from '../../frame/session.ts';
import { paths } from '../../paths.ts';
import { useWords } from '../../text/words.tsx';
import { DayField } from '../../ui/DayField.tsx';
import { FactList } from '../../ui/FactList.tsx';
import { useNavigation } from '../../ui/Link.tsx';

const reasonMin = 10;

/** For a number that is not among one's students: the minimum for a short time, for a reason that the student sees. */
export function LookOutside({ number }: { number: string }) {
  const { words } = useWords();
  const mayLook = useMay('student.look');
  const [isOpen, setOpen] = useState(false);
  if (!mayLook) return null;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.sight.outside}</Button>
      {isOpen ? <LookDialog number={number} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function LookDialog({ number, onClose }: { number: string; onClose: () => void }) {
  const { words, format } = useWords();
  const said = words.sight;
  const offer = useQuery(externalOfferQuery);
  const [birthDate, setBirthDate] = useState('');
  const [reason, setReason] = useState('');
  const [isTried, setTried] = useState(false);
  const look = useLook(number, onClose);
  const isDay = isPlainDate(birthDate.trim());
  const isShort = reason.trim().length < reasonMin;
  const submit = () => {
    setTried(true);
    if (isDay && !isShort) look.mutate({ birthDate: birthDate.trim(), reason: reason.trim() });
  };
  return (
    <ActDialog
      title={said.outsideTitle(format.studentNumber(number))}
      act={said.outside}
      acting={{ isPending: look.isPending, error: look.error ?? offer.error }}
      onAct={submit}
      because={offer.data ? null : words.frame.loading}
      onClose={onClose}
    >
      <FactList
        columns="one"
        facts={[
          { label: said.opens, value: said.opensWhat },
          { label: said.untilWhen, value: offer.data ? said.untilDay(format.dayLong(offer.data.untilOn)) : '…' },
          { label: said.whoKnows, value: said.whoKnowsWhat },
        ]}
      />
      <DayField
        data-autofocus
        label={words.table.born}
        description={said.birthHint}
        value={birthDate}
        error={isTried && !isDay ? words.students.identity.needDay : null}
        onChange={setBirthDate}
      />
      <Textarea
        label={said.reason}
        description={said.reasonHint}
        value={reason}
        rows={2}
        maxLength={500}
        error={isTried && isShort ? said.reasonNeeded : null}
        onChange={(event) => setReason(event.currentTarget.value.replaceAll('\n', ' '))}
      />
    </ActDialog>
  );
}

function useLook(number: string, onClose: () => void) {
  const queries = useQueryClient();
  const { go } = useNavigation();
  return useMutation({
    mutationFn: (body: { birthDate: string; reason: string }) => lookFromOutside(number, body),
    onSuccess: async () => {
      onClose();
      await queries.resetQueries({ queryKey: ['students'] });
      go(paths.student(number));
    },
  });
}
