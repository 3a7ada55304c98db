import { problemOf, unreachableProblem } from './problem.ts';
import { requestProof } from './proof.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
export type QueryValues = Record<string, string | number | boolean | null | undefined>;

type Asking = {
  method?: Method;
  query?: QueryValues;
  body?: unknown;
  /** A file sent as it is; its type is the request's. */
  file?: { content: Blob; type: string };
  /** The version that was read; the server refuses when another came between. */
  version?: string | number | null;
  /** Sends a creating act once, however often it is tried. */
  idempotencyKey?: string;
  signal?: AbortSignal;
};

/**
 * Asks the API and gives the body, or throws an {@link ApiProblem}. Bodies are trusted to be of their contract's type:
 * the server parses every answer against that contract before it leaves.
 */
export async function ask<Body>(path: string, asking: Asking = {}): Promise<Body> {
  const response = await sendProved(path, asking);
  const isEmpty = response.status === 204 || response.headers.get('content-length') === '0';
  return (isEmpty ? null : await response.json()) as Body; // see above: parsed by the server
}

/** Sends; where a fresh proof is needed, the person is asked for it, and the request goes once more. */
async function sendProved(path: string, asking: Asking): Promise<Response> {
  const response = await send(path, asking);
  if (response.ok) return response;
  const problem = await problemOf(response);
  if (problem.code !== 'http.step_up_needed' || !(await requestProof())) throw problem;
  const again = await send(path, asking);
  if (!again.ok) throw await problemOf(again);
  return again;
}

/** Fetches a file as it is. */
export async function askFile(path: string, asking: Asking = {}): Promise<Blob> {
  return (await sendProved(path, asking)).blob();
}

/** The address of something with its query; empty values are left out. */
export function addressOf(path: string, query: QueryValues = {}): string {
  const kept = Object.entries(query).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(kept.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? path : `${path}?${text}`;
}

async function send(path: string, asking: Asking): Promise<Response> {
  const { method = 'GET', body, file, version, idempotencyKey, query, signal } = asking;
  const headers = new Headers({ accept: 'application/json', 'accept-language': document.documentElement.lang });
  if (file) headers.set('content-type', file.type);
  else if (body !== undefined) headers.set('content-type', 'application/json');
  if (version !== undefined && version !== null) headers.set('if-match', `"${version}"`);
  if (idempotencyKey) headers.set('idempotency-key', idempotencyKey);
  try {
    return await fetch(addressOf(path, query), {
      method,
      headers,
      credentials: 'same-origin',
      body: file ? file.content : bodyText(body),
      signal: signal ?? null,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw unreachableProblem();
  }
}

function bodyText(body: unknown): string | null {
  return body === undefined ? null : JSON.stringify(body);
}
