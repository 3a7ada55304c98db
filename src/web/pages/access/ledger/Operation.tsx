import { Fragment } from 'react';

/** The name of an operation of the API; where it does not fit, it goes on below between two of its words. */
export function Operation({ name }: { name: string }) {
  const parts = name.split(/(?=[A-Z])/);
  return parts.map((part, at) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a name are never reordered
    <Fragment key={at}>
      {at > 0 ? <wbr /> : null}
      {part}
    </Fragment>
  ));
}
