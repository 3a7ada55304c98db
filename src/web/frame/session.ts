import { useQuery } from '@tanstack/react-query';
import { type Me, sessionQuery } from '../api/session.ts';

/** Who is signed in. Only below the frame, whose route has made sure that somebody is. */
export function useMe(): Me {
  const { data } = useQuery(sessionQuery);
  if (!data) throw new Error('useMe outside the frame');
  return data;
}

/** Whether the signed-in person's role allows an act; the server judges again. */
export function useMay(permission: string): boolean {
  return useMe().permissions.includes(permission);
}

/** Takes away what the tab kept of whoever leaves: the next person at the machine finds nothing. */
export function forgetTab(): void {
  try {
    sessionStorage.clear();
  } catch {
    // Refused storage held nothing either.
  }
}
