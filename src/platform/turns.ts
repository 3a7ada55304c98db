export type Turns = {
  /** Does the work when its turn has come; whoever asked first goes first. */
  take<Result>(work: () => Promise<Result>): Promise<Result>;
};

/**
 * Lets at most so many pieces of work go on at a time in this process. For work that holds a connection of the pool while it asks
 * for another: without turns enough of it would hold all connections and wait for ever. Work in a turn must not ask for a turn.
 */
export function makeTurns(workMax: number): Turns {
  const waiting: (() => void)[] = [];
  let going = 0;
  const begin = () => {
    if (going < workMax) {
      going += 1;
      return Promise.resolve();
    }
    return new Promise<void>((resolve) => waiting.push(resolve));
  };
  const end = () => {
    const next = waiting.shift();
    if (next) next();
    else going -= 1;
  };
  return {
    async take(work) {
      await begin();
      try {
        return await work();
      } finally {
        end();
      }
    },
  };
}
