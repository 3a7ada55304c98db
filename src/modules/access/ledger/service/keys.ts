import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { link, mkdir, readdir, readFile, rename, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '#platform/config.ts';
import { newId } from '#platform/ids.ts';
import { digestOf } from './chain.ts';

/** The key that signs heads. It lies in the data folder, so that whoever owns the database alone cannot sign. */
export type LedgerKey = { keyId: string; publicPem: string; sign(text: string): Buffer };

/** A signed head as a file: for whoever keeps copies where neither the database nor the program can reach them. */
export type HeadFile = { payload: string; signature: string; keyId: string; publicKey: string };

const folderOf = (config: Pick<Config, 'dataFolder'>) => join(config.dataFolder, 'ledger');

/** Opens the key; the first one who asks makes it. Two processes that start together end up with the same. */
export async function openKey(config: Pick<Config, 'dataFolder'>): Promise<LedgerKey> {
  const folder = folderOf(config);
  await mkdir(join(folder, 'heads'), { recursive: true });
  await mkdir(join(folder, 'keys'), { recursive: true });
  const file = join(folder, 'key.pem');
  if (!(await readFile(file).catch(() => null))) await makeKey(file);
  const privateKey = createPrivateKey(await readFile(file));
  const publicPem = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString();
  const keyId = idOf(createPublicKey(publicPem));
  const shown = join(folder, 'keys', `${keyId}.pem`);
  if ((await readFile(shown, 'utf8').catch(() => null)) !== publicPem) await writeWhole(shown, publicPem);
  return { keyId, publicPem, sign: (text) => sign(null, Buffer.from(text), privateKey) };
}

/** Whoever comes second finds the first one's. */
async function makeKey(file: string): Promise<void> {
  const made = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
  const draft = `${file}.${newId()}`;
  await writeFile(draft, made, { mode: 0o600 });
  await link(draft, file).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  });
  await unlink(draft);
}

function idOf(key: KeyObject): string {
  return digestOf(key.export({ type: 'spki', format: 'der' }))
    .toString('hex')
    .slice(0, 32);
}

/** Every public key that ever signed here, by its id: read from the folder, never from the database. */
export async function readPublicKeys(config: Pick<Config, 'dataFolder'>): Promise<Map<string, KeyObject>> {
  const folder = join(folderOf(config), 'keys');
  const names = await readdir(folder).catch(() => []);
  const whole = names.filter((name) => name.endsWith('.pem')); // a draft of writeWhole is none yet
  const keys = await Promise.all(whole.map(async (name) => createPublicKey(await readFile(join(folder, name)))));
  return new Map(keys.map((key) => [idOf(key), key]));
}

export function isSigned(payload: string, signature: Buffer, key: KeyObject | undefined): boolean {
  return key !== undefined && verify(null, Buffer.from(payload), key, signature);
}

/** `head.json` is the ledger as it stands now, written with every seal; `heads/000001.json` is the first daily head. */
const nameOf = (head: number | null) =>
  head === null ? 'head.json' : join('heads', `${String(head).padStart(6, '0')}.json`);

export async function writeHeadFile(
  config: Pick<Config, 'dataFolder'>,
  head: number | null,
  file: HeadFile,
): Promise<void> {
  await writeWhole(join(folderOf(config), nameOf(head)), `${JSON.stringify(file, null, 2)}\n`);
}

/** The file of a head, or null when there is none. One that cannot be read is no head. */
export async function readHeadFile(config: Pick<Config, 'dataFolder'>, head: number | null): Promise<HeadFile | null> {
  const text = await readFile(join(folderOf(config), nameOf(head)), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return JSON.parse(text) as HeadFile; // what it claims is judged by its signature
  } catch {
    return { payload: '', signature: '', keyId: '', publicKey: '' };
  }
}

/** The highest number among the head files. */
export async function countHeadFiles(config: Pick<Config, 'dataFolder'>): Promise<number> {
  const names = await readdir(join(folderOf(config), 'heads')).catch(() => []);
  return Math.max(0, ...names.map((name) => Number(/^(\d{6})\.json$/.exec(name)?.[1] ?? 0)));
}

/** Whole or not at all, also when the machine stops in the middle. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.${newId()}`;
  await writeFile(draft, text);
  await rename(draft, path);
}
