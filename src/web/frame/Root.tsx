import { Outlet, useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import { NavigationProvider } from '../ui/Link.tsx';
import { NoticesProvider } from '../ui/Notices.tsx';

/** Hands the router's way of moving to the building blocks, and says what was done. */
export function Root() {
  const router = useRouter();
  const navigation = useMemo(
    () => ({
      go: (href: string) => void router.navigate({ href }),
      prepare: (href: string) => void router.preloadRoute({ to: new URL(href, window.location.origin).pathname }),
    }),
    [router],
  );
  return (
    <NavigationProvider value={navigation}>
      <NoticesProvider>
        <Outlet />
      </NoticesProvider>
    </NavigationProvider>
  );
}
