import { resolve } from 'node:path';
import { z } from 'zod';

const flag = z.enum(['yes', 'no', 'true', 'false', '1', '0']).transform((text) => ['yes', 'true', '1'].includes(text));

/** Every variable of the environment that the program reads; the README's table says the same. */
const Environment = z.object({
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('An existing PostgreSQL >= 16 instead of the embedded one'),
  MATRICULA_DATABASE_OWNER_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe(
      'Address of the owner of the tables, used for migrations alone; DATABASE_URL may then sign in as somebody who is only a member of matricula_application and matricula_worker',
    ),
  PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65535)
    .optional()
    .describe('Port of the web server; 3000 or the next free one'),
  HOST: z.string().default('127.0.0.1').describe('Address to listen on'),
  MATRICULA_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .refine(
      (text) => URL.canParse(text) && new URL(text).origin === text,
      'only scheme, host and port, without a slash at the end',
    )
    .optional()
    .describe(
      'How the outside reaches this program, such as https://register.example: the issuer of machine clients’ tokens, and where passkeys, invitations and single sign-on lead. Without it they exist on this machine’s own address only',
    ),
  MATRICULA_TRUSTED_PROXIES: z
    .string()
    .regex(/^[0-9a-fA-F.:/, ]*$/, 'addresses or networks, separated by commas')
    .optional()
    .describe(
      'Addresses or networks of the proxies whose X-Forwarded-For is believed, separated by commas; none by default',
    ),
  MATRICULA_DATA: z.string().optional().describe('Folder of data and files; .matricula in the checkout'),
  MATRICULA_JURISDICTION: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/)
    .default('demonstration')
    .describe('Folder in jurisdictions/ to load'),
  MATRICULA_DEMONSTRATION: z
    .enum(['auto', 'force', 'off'])
    .default('auto')
    .describe(
      'Demonstration sign-ins: auto = only on a loopback address with the embedded database; force = always (anyone who reaches the address can sign in); off = never',
    ),
  MATRICULA_DEMONSTRATION_STUDENTS: z.coerce
    .number()
    .int()
    .min(0)
    .max(5_000_000)
    .default(20_000)
    .describe('Size of the demonstration province made at the first start'),
  MATRICULA_UPLOAD_MEGABYTES: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(512)
    .describe('Largest file accepted in a submission'),
  MATRICULA_BREACHED_PASSWORDS: z
    .string()
    .optional()
    .describe(
      'File of breached passwords beside the built-in list: SHA-1 digests or plain lines, sorted by their bytes; read where it lies',
    ),
  MATRICULA_SIGN_ON_PROVIDERS: z
    .string()
    .optional()
    .describe(
      'JSON file of the OpenID Connect providers through which people may sign in (docs/domain/sign-in.md shows one)',
    ),
  MATRICULA_LOG: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('warn')
    .describe('What the log on standard error holds'),
  MATRICULA_WORKER: flag.default(true).describe('Whether this process also runs the jobs'),
  MATRICULA_CHROMIUM: z.string().optional().describe('Browser for the journeys instead of the packaged Chromium'),
});

export type Config = Readonly<{
  databaseUrl: string | null;
  databaseOwnerUrl: string | null;
  port: number | null;
  host: string;
  /** How the outside reaches the program; null = only this machine does. */
  origin: string | null;
  trustedProxies: readonly string[];
  dataFolder: string;
  jurisdiction: string;
  demonstration: 'auto' | 'force' | 'off';
  demonstrationStudents: number;
  uploadBytesMax: number;
  breachedPasswords: string | null;
  signOnProviders: string | null;
  logLevel: 'debug' | 'info' | 'warn' | 'error' | 'silent';
  runsJobs: boolean;
}>;

/** The names, meanings and defaults, for the README's table and its test. */
export function describeEnvironment(): { name: string; meaning: string; default: string }[] {
  const schema = z.toJSONSchema(Environment, { io: 'input' });
  return Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const { description, default: value } = property as { description?: string; default?: unknown };
    return { name, meaning: description ?? '', default: value === undefined ? '' : String(value) };
  });
}

/** All mistakes of the environment at once, told before anything opens. */
export class ConfigError extends Error {}

/** Reads and checks the environment. Unknown variables with our prefix are mistakes too: a misspelt one must not be silent. */
export function readConfig(checkout: string, environment: NodeJS.ProcessEnv = process.env): Config {
  const known = Object.keys(Environment.shape);
  const mistakes = Object.keys(environment)
    .filter((name) => name.startsWith('MATRICULA_') && !known.includes(name))
    .map(
      (name) => `${name}: unknown variable; known are ${known.filter((it) => it.startsWith('MATRICULA_')).join(', ')}`,
    );
  const given = Object.fromEntries(
    known.map((name) => [name, environment[name] === '' ? undefined : environment[name]]),
  );
  const parsed = Environment.safeParse(given);
  if (!parsed.success)
    mistakes.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  if (mistakes.length > 0 || !parsed.success)
    throw new ConfigError(`The environment is not right:\n  ${mistakes.join('\n  ')}`);
  const env = parsed.data;
  return Object.freeze({
    databaseUrl: env.DATABASE_URL ?? null,
    databaseOwnerUrl: env.MATRICULA_DATABASE_OWNER_URL ?? null,
    port: env.PORT ?? null,
    host: env.HOST,
    origin: env.MATRICULA_ORIGIN ?? null,
    trustedProxies: (env.MATRICULA_TRUSTED_PROXIES ?? '')
      .split(',')
      .map((it) => it.trim())
      .filter((it) => it !== ''),
    dataFolder: resolve(env.MATRICULA_DATA ?? resolve(checkout, '.matricula')),
    jurisdiction: env.MATRICULA_JURISDICTION,
    demonstration: env.MATRICULA_DEMONSTRATION,
    demonstrationStudents: env.MATRICULA_DEMONSTRATION_STUDENTS,
    uploadBytesMax: env.MATRICULA_UPLOAD_MEGABYTES * 1024 * 1024,
    breachedPasswords: env.MATRICULA_BREACHED_PASSWORDS ?? null,
    signOnProviders: env.MATRICULA_SIGN_ON_PROVIDERS ?? null,
    logLevel: env.MATRICULA_LOG,
    runsJobs: env.MATRICULA_WORKER,
  });
}
