import { type DestinationStream, pino, stdSerializers } from 'pino';

export type Logger = ReturnType<typeof openLog>;

/**
 * One line of JSON an event on standard error; what could name a person or open a door is blanked: by the name of its
 * field however deep, by its form wherever it stands, and in errors by leaving out what the database quotes of a row.
 */
export function openLog(level: string, destination: DestinationStream = pino.destination({ fd: 2, sync: true })) {
  return pino(
    {
      level,
      serializers: { err: describeError, error: describeError, req: describeRequest, res: stdSerializers.res },
      formatters: { log: (event) => blankFields(event, 0) as Record<string, unknown> },
      hooks: { streamWrite: blankSecrets },
    },
    destination,
  );
}

const blank = '***';

/** Fields whose value opens a door or is what a person said. */
const secretNames =
  /token|passw|passphrase|secret|cookie|authorization|assertion|credential|private|otp|totp|recovery|verifier|seed|payload|database_?url|connection_?string|^code$|^key$|^jwk/i;
/** Of those, the ones that are words of ours: a problem's or an error's code. */
const plainCode = /^([a-z][\w.-]*\.[\w.-]+|[A-Z][A-Z0-9_]{3,}|[0-9A-Z]{5})$/;

function blankFields(value: unknown, depth: number): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Error || value instanceof Date) return value;
  if (depth > 6) return blank;
  if (Array.isArray(value)) return value.map((item) => blankFields(item, depth + 1));
  const kind = Object.getPrototypeOf(value) as { constructor: { name: string } } | null;
  if (kind !== null && kind !== Object.prototype && depth > 0) return `[${kind.constructor.name}]`; // a client, a buffer: never their inside
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, isSecret(name, inner) ? blank : fieldOf(name, inner, depth)]),
  );
}

/** A request and an answer are shown by their serializers. */
function fieldOf(name: string, value: unknown, depth: number): unknown {
  const hasSerializer = depth === 0 && (name === 'req' || name === 'res');
  return hasSerializer ? value : blankFields(value, depth + 1);
}

function isSecret(name: string, value: unknown): boolean {
  if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean') return false;
  if (!secretNames.test(name)) return false;
  return !(name === 'code' && typeof value === 'string' && plainCode.test(value));
}

/** What a secret looks like, wherever it stands in a line: addresses with passwords, bearer and signed tokens, age keys, our cookie. */
const secretForms: readonly [RegExp, string][] = [
  [/([a-z][a-z0-9+.-]*:\/\/)[^\s:/@"]*:[^\s@"]+@/gi, `$1${blank}@`],
  [/\b(Bearer|DPoP|Basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${blank}`],
  [/\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*/g, blank],
  [/AGE-SECRET-KEY-1[0-9A-Z]+/gi, blank],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g, blank],
  [/\b((?:__Host-)?matricula_[a-z]+)=[^;\s"\\]+/g, `$1=${blank}`],
  [/otpauth:\/\/[^\s"]+/gi, blank],
];

function blankSecrets(line: string): string {
  return secretForms.reduce((text, [form, by]) => text.replace(form, by), line);
}

type DatabaseError = { severity?: string; schema?: string; table?: string; column?: string; constraint?: string };

/** An error as the log keeps it: its kind, where it came from, and its words without what they quote of the data. */
function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return blankFields(error, 1);
  const { code, statusCode } = error as { code?: unknown; statusCode?: unknown };
  const { severity, schema, table, column, constraint } = error as DatabaseError;
  return {
    type: error.constructor.name,
    message: wordsOf(error),
    stack: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .join('\n'),
    ...withoutNothing({ code, statusCode, severity, schema, table, column, constraint }),
    ...(error.cause !== undefined && depth < 3 ? { cause: describeError(error.cause, depth + 1) } : {}),
    ...(error instanceof AggregateError && depth < 3
      ? { errors: error.errors.slice(0, 5).map((it) => describeError(it, depth + 1)) }
      : {}),
  };
}

/** PostgreSQL quotes the value that it refused (class 22), and the parser of JSON the text around its mistake. */
function wordsOf(error: Error): string {
  const { code } = error as { code?: unknown };
  const quotesData = error instanceof SyntaxError || (typeof code === 'string' && /^22[0-9A-Z]{3}$/.test(code));
  return quotesData ? error.message.replace(/"[\s\S]*"|'[^']*'/g, '"…"') : error.message;
}

function withoutNothing(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** The path alone: what was searched for stands in the query. */
function describeRequest(request: { method?: string; url?: string; id?: unknown }): unknown {
  return { id: request.id, method: request.method, path: request.url?.split('?')[0] };
}
