import type { Readable } from 'node:stream';
import type { z } from 'zod';
import type { ErrorFactory } from '#kernel/errors.ts';
import type { FieldGroup } from '#kernel/field-groups.ts';
import type { Language } from '#kernel/words.ts';
import type { Actor } from '../actor.ts';
import type { Db } from '../database/database.ts';
import type { Services } from '../services.ts';
import type { AnswerForm } from './form.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Whose records an answer shows. `subjects` are student numbers; a list in an answer is one read of each. */
export type PersonRead = { subjects: readonly string[]; groups: readonly FieldGroup[] };

/** What a handler gets besides its parsed input: the program's services and the request's manners. */
export type RouteContext = Services & {
  /** Reads as the caller: row-level security shows what the caller may see, whatever the query forgot. */
  db: Db;
  /**
   * The whole register, with the worker's role: for acts (judged again when they end), and for reads whose service limits them itself
   * (accounts, sessions, the search index, staged rows). A reader of students uses `db`.
   */
  register: Db;
  /** What the program offers, with the whole register: for services that take it all (the pipeline of submissions). */
  services: Services;
  requestId: string;
  /** The address of whoever calls; behind a proxy that is believed, the one that the proxy tells. */
  address: string;
  /** Whether the outside speaks https. */
  isSecure: boolean;
  /** A cookie of ours by its plain name. */
  cookie(name: string): string | null;
  language: Language;
  /** The version in If-Match, or null when the header was not sent. */
  ifMatch: string | null;
  /** The raw body, for routes that declare `upload`. */
  stream: Readable;
  contentType: string;
  header(name: string): string | undefined;
  /** Ends when the caller has gone away. */
  signal: AbortSignal;
  /**
   * Writes to the ledger whom the next piece of a file shows, before it is sent: for answers made as they flow. Throws when the reader
   * may be told no more.
   */
  noteReads(reads: readonly PersonRead[]): Promise<void>;
};

/** An answer with manners; handlers that need none return the body alone. */
export class Answer<Body> {
  readonly body: Body;
  readonly options: { status?: number; etag?: string | number; headers?: Record<string, string> };
  constructor(body: Body, options: { status?: number; etag?: string | number; headers?: Record<string, string> }) {
    this.body = body;
    this.options = options;
  }
}

export function answer<Body>(
  body: Body,
  options: { status?: number; etag?: string | number; headers?: Record<string, string> } = {},
): Answer<Body> {
  return new Answer(body, options);
}

/** A file sent as it is made. */
export class StreamAnswer {
  readonly readable: Readable;
  readonly type: string;
  readonly fileName: string | null;
  readonly reads: readonly PersonRead[];
  constructor(readable: Readable, type: string, fileName: string | null, reads: readonly PersonRead[] = []) {
    this.readable = readable;
    this.type = type;
    this.fileName = fileName;
    this.reads = reads;
  }
}

/** `reads`: whose records the file shows, when that is known before it flows; else its maker calls `context.noteReads`. */
export function streamAnswer(
  readable: Readable,
  { type, fileName, reads = [] }: { type: string; fileName?: string; reads?: readonly PersonRead[] },
): StreamAnswer {
  return new StreamAnswer(readable, type, fileName ?? null, reads);
}

/** For a route whose file tells by itself whom it shows: with `streamAnswer`'s reads, or piece by piece with `context.noteReads`. */
export const readsInTheFile = 'the file tells by itself whom it shows';

/** Server-Sent Events; each value becomes one `data:` line of JSON. */
export class EventsAnswer {
  readonly events: AsyncIterable<{ event?: string; id?: string; data: unknown }>;
  constructor(events: AsyncIterable<{ event?: string; id?: string; data: unknown }>) {
    this.events = events;
  }
}

export function eventsAnswer(events: AsyncIterable<{ event?: string; id?: string; data: unknown }>): EventsAnswer {
  return new EventsAnswer(events);
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;
type Handled = unknown | Answer<unknown> | StreamAnswer | EventsAnswer;

export type RouteInput<Params, Query, Body> = {
  params: Parsed<Params>;
  query: Parsed<Query>;
  body: Parsed<Body>;
  actor: Actor;
  context: RouteContext;
};

/**
 * A route is a value: the platform registers it, judges who may call it, checks what comes in and what goes out,
 * and writes OpenAPI from it. `answers` maps a status to the contract of its body (null = no body);
 * a content type of its own (csv, events) is declared in `produces`.
 */
export type Route<Params = unknown, Query = unknown, Body = unknown> = {
  method: Method;
  path: `/v1/${string}`;
  operationId: string;
  summary: string;
  tag: string;
  /** A permission's name; `signed-in` for anyone with a session; `public` for everybody. */
  permission: string;
  /** True where `signed-in` means machine clients too; else it means people. */
  machines?: boolean;
  params?: Params;
  query?: Query;
  body?: Body;
  upload?: { types: readonly string[] };
  answers: Record<number, z.ZodType | null>;
  produces?: string;
  /** Another standard's way to answer and to refuse, for routes that are that standard's; without it, JSON and problem+json. */
  form?: AnswerForm;
  errors: readonly ErrorFactory[];
  /** True for creating acts that may carry an Idempotency-Key. */
  idempotent?: boolean;
  /** A dangerous act: the caller must have proved within the last minutes that it is they (`http.step_up_needed` otherwise). */
  stepUp?: boolean;
  /** May be called by a session that still lacks the second factor its role must show (`http.second_factor_needed` elsewhere). */
  beforeSecondFactor?: boolean;
  /**
   * Whose records the answer shows, read off the answer itself and the address; each is written to the ledger before the answer leaves.
   * Needed where the answer's contract or the address holds student numbers. A text says why showing them is no read of a record.
   */
  // biome-ignore lint/suspicious/noExplicitAny: the answer's own contract has checked its shape, and the params' theirs
  reads?: ((answer: any, params: any) => PersonRead[]) | string;
  /** An example of the body (or, without a body, of the query). */
  example?: unknown;
  /** Handlers see an actor always; on public routes it is `guest`. */
  handle(input: RouteInput<Params, Query, Body>): Promise<Handled> | Handled;
};

/** Any route, once its own types have done their work. */
export type AnyRoute = Omit<Route<z.ZodType | undefined, z.ZodType | undefined, z.ZodType | undefined>, 'handle'> & {
  // biome-ignore lint/suspicious/noExplicitAny: a list of routes forgets each one's input types; the platform hands each the input its own schemas parsed
  handle(input: any): Promise<Handled> | Handled;
};

/** Declares a route; exists so that the handler's input is typed by the schemas. */
export function route<
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(declared: Route<Params, Query, Body>): AnyRoute {
  return declared as AnyRoute;
}
