import { fillWords, type Params, type Words } from './words.ts';

/** One entry of a module's closed list of refusals. `status` is the HTTP status it is answered with. */
export type ErrorEntry = {
  status: 400 | 401 | 403 | 404 | 408 | 409 | 412 | 413 | 415 | 422 | 428 | 429 | 431 | 503;
} & Words;

/** A refusal: expected, named, with data and words. Anything else that is thrown is a bug. */
export class DomainError extends Error {
  readonly code: string;
  readonly status: ErrorEntry['status'];
  readonly params: Params;
  readonly words: Words;

  constructor(code: string, entry: ErrorEntry, params: Params) {
    const words = fillWords({ en: entry.en, fr: entry.fr }, params);
    super(words.en);
    this.name = 'DomainError';
    this.code = code;
    this.status = entry.status;
    this.params = params;
    this.words = words;
  }
}

/** Makes the refusal; carries its own code and entry so that routes can declare it. */
export type ErrorFactory = ((params?: Params) => DomainError) & { code: string; entry: ErrorEntry };

/** Declares a module's closed list. Codes are `module.name`; texts may hold `{param}` places. */
export function defineErrors<Name extends string>(
  module: string,
  entries: Record<Name, ErrorEntry>,
): Record<Name, ErrorFactory> {
  const factories = {} as Record<Name, ErrorFactory>; // filled for every name in the loop below
  for (const name of Object.keys(entries) as Name[]) {
    const code = `${module}.${name}`;
    const entry = entries[name];
    factories[name] = Object.assign((params: Params = {}) => new DomainError(code, entry, params), { code, entry });
  }
  return factories;
}
