import { Textarea } from '@mantine/core';
import { useWords } from '../../../text/words.tsx';

/** About as much as is kept; the register says the exact limit of the jurisdiction when it refuses. */
const countedFrom = 3000;

type NoteTextProps = { hint: string; value: string; onChange: (text: string) => void };

/** The words of a note; a long one is counted while it is typed. */
export function NoteText({ hint, value, onChange }: NoteTextProps) {
  const { words, format } = useWords();
  const said = words.support.notes;
  const length = [...value].length;
  return (
    <Textarea
      label={said.text}
      description={length > countedFrom ? `${hint} ${said.length(format.number(length))}` : hint}
      value={value}
      autosize
      minRows={5}
      maxRows={16}
      data-autofocus
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
