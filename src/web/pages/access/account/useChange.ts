import { useMutation, useQueryClient } from '@tanstack/react-query';
import { credentialsQuery, mySessionsQuery } from '../../../api/account.ts';
import { sessionQuery } from '../../../api/session.ts';

/** A change of how one signs in: afterwards all that the page shows of it is asked again. */
export function useChange<Input, Result>(
  change: (input: Input) => Promise<Result>,
  done?: (result: Result, input: Input) => void,
) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: async (result, input) => {
      await Promise.all(
        [credentialsQuery, mySessionsQuery, sessionQuery].map(({ queryKey }) =>
          queries.invalidateQueries({ queryKey: [...queryKey] }),
        ),
      );
      done?.(result, input);
    },
  });
}
