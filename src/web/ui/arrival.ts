import { createContext, type RefObject, useContext, useEffect, useRef } from 'react';

/** Whether a page was just arrived at and its title is still to take the focus; set by the frame, taken by the title. */
export type Arrival = { isAwaited: boolean };

const Context = createContext<Arrival>({ isAwaited: false });
export const ArrivalProvider = Context.Provider;

/**
 * For a page's title: takes the focus when it appears after a change of page, also when its data came later than the
 * page. A title that stays while the record changes needs a key of the record.
 */
export function useArrivalFocus(): RefObject<HTMLHeadingElement | null> {
  const arrival = useContext(Context);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (!arrival.isAwaited) return;
    arrival.isAwaited = false;
    heading.current?.focus({ preventScroll: true });
  }, [arrival]);
  return heading;
}
