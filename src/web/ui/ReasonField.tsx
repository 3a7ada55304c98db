import { Textarea } from '@mantine/core';

const lengthMin = 10;

/** Whether a text says enough to be kept as a reason. */
export function isLongEnough(text: string): boolean {
  return text.trim().length >= lengthMin;
}

type ReasonFieldProps = {
  label: string;
  hint: string;
  value: string;
  onChange: (text: string) => void;
  /** Has the focus when its dialog opens. */
  isFirst?: boolean;
};

/** A reason in one's own words; line breaks become spaces, since the register keeps it as one line. */
export function ReasonField({ label, hint, value, onChange, isFirst = false }: ReasonFieldProps) {
  return (
    <Textarea
      {...(isFirst ? { 'data-autofocus': true } : {})}
      label={label}
      description={hint}
      value={value}
      maxLength={1000}
      autosize
      minRows={2}
      onChange={(event) => onChange(event.currentTarget.value.replace(/\s*\n\s*/g, ' '))}
    />
  );
}
