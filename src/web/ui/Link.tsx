import { type AnchorHTMLAttributes, createContext, type MouseEvent, type Ref, useContext } from 'react';

/** How a link moves within the app; handed in by the frame, since building blocks know no router. */
export type Navigation = {
  /** Goes to an address of this app without loading the page again. */
  go(href: string): void;
  /** Starts loading what stands at an address, for a pointer that rests on its link. */
  prepare(href: string): void;
};

const Context = createContext<Navigation>({ go: (href) => window.location.assign(href), prepare: () => undefined });
export const NavigationProvider = Context.Provider;

export function useNavigation(): Navigation {
  return useContext(Context);
}

type LinkProps = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'href'> & {
  href: string;
  ref?: Ref<HTMLAnchorElement>;
};

/** A real link: opens in a new tab when asked to, and moves within the app otherwise. */
export function Link({ href, onClick, onPointerEnter, ...rest }: LinkProps) {
  const navigation = useNavigation();
  const follow = (event: MouseEvent<HTMLAnchorElement>) => {
    onClick?.(event);
    if (event.defaultPrevented || event.button !== 0 || wantsNewTab(event) || rest.target) return;
    event.preventDefault();
    navigation.go(href);
  };
  return (
    <a
      {...rest}
      href={href}
      onClick={follow}
      onPointerEnter={(event) => {
        onPointerEnter?.(event);
        navigation.prepare(href);
      }}
    />
  );
}

function wantsNewTab(event: MouseEvent): boolean {
  return event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
}
