import { errors } from './problem.ts';

/** A change names the version that was read; nobody overwrites what they have not seen. What is new has none. */
export function requireVersion(stored: { version: number } | null, { version }: { version: string | null }): void {
  if (stored === null && version === null) return;
  if (version === null) throw errors.version_needed();
  if (stored === null || String(stored.version) !== version)
    throw errors.stale_version({ current: stored?.version ?? 0 });
}
