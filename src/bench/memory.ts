import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Watches how much memory the process holds (resident set), ten times a second; `peak` in megabytes. */
export function watchMemory(): { peak(): number; stop(): void } {
  collectGarbage();
  let peakBytes = process.memoryUsage.rss();
  const timer = setInterval(() => {
    peakBytes = Math.max(peakBytes, process.memoryUsage.rss());
  }, 100);
  return { peak: () => peakBytes / 1e6, stop: () => clearInterval(timer) };
}

/** Gives back what an earlier stage left, so that the watch does not measure it. */
function collectGarbage(): void {
  setFlagsFromString('--expose_gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
}
