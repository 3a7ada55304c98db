import { Button, type ButtonProps, Tooltip } from '@mantine/core';
import { type MouseEvent, type ReactNode, useId } from 'react';

type ReasonButtonProps = ButtonProps & {
  /** Why it cannot be pressed now; null when it can. */
  reason: string | null;
  onClick?: () => void;
  /** The form that it sends, where it does not act by itself. */
  form?: string;
  'aria-label'?: string;
  children: ReactNode;
};

/** A button that, when it cannot be pressed, can still be reached and says why. */
export function ReasonButton({ reason, onClick, form, children, ...rest }: ReasonButtonProps) {
  const id = useId();
  if (reason === null) {
    return (
      <Button {...rest} {...(form === undefined ? { onClick } : { form, type: 'submit' as const })}>
        {children}
      </Button>
    );
  }
  return (
    <>
      <Tooltip label={reason} multiline maw={320} withArrow events={{ hover: true, focus: true, touch: true }}>
        <Button
          {...rest}
          data-disabled
          aria-disabled="true"
          aria-describedby={id}
          onClick={(event: MouseEvent) => event.preventDefault()}
        >
          {children}
        </Button>
      </Tooltip>
      <span id={id} hidden>
        {reason}
      </span>
    </>
  );
}
