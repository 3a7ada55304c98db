import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';

/**
 * Keys outside the database: a master key, and data keys wrapped by it, each in a file of its own. What is sealed under a data key is gone
 * with the key, in every copy and every backup of the database; so the folder is backed up apart from it and for a short time only.
 */
export type KeyStore = {
  /** Makes a data key. */
  create(keyId: string): void;
  has(keyId: string): boolean;
  /** Overwrites the key's file and takes it away; harmless when it is gone. */
  destroy(keyId: string): void;
  seal(keyId: string, plain: Buffer, place: string): Buffer;
  /** Null when the key was destroyed. Throws when the bytes are not what was sealed, or not for this place. */
  open(keyId: string, sealed: Buffer, place: string): Buffer | null;
  /** An Ed25519 signature of the register, with the key that proves it. */
  sign(bytes: Buffer): { algorithm: 'Ed25519'; publicKey: string; signature: string };
};

const nonceBytes = 12;
const tagBytes = 16;

/** The keys in a folder; made with the first need. */
export function openKeyStore(folder: string): KeyStore {
  const pathOf = (keyId: string) => join(folder, `${keyId.replace(/[^0-9a-zA-Z-]/g, '')}.key`);
  const master = () => readOrMake(folder, 'master.secret', () => randomBytes(32));
  const dataKey = (keyId: string): Buffer | null => {
    if (!existsSync(pathOf(keyId))) return null;
    return decrypt(master(), readFileSync(pathOf(keyId)), `data key ${keyId}`);
  };
  return {
    create: (keyId) =>
      void readOrMake(folder, `${keyId}.key`, () => encrypt(master(), randomBytes(32), `data key ${keyId}`)),
    has: (keyId) => existsSync(pathOf(keyId)),
    destroy: (keyId) => overwriteAndRemove(pathOf(keyId)),
    seal: (keyId, plain, place) => {
      const key = dataKey(keyId);
      if (!key) throw new Error(`there is no key ${keyId} to seal with`);
      return encrypt(key, plain, `${keyId} ${place}`);
    },
    open: (keyId, sealed, place) => {
      const key = dataKey(keyId);
      return key ? decrypt(key, sealed, `${keyId} ${place}`) : null;
    },
    sign: (bytes) => {
      const made = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
      const privateKey = createPrivateKey(readOrMake(folder, 'signing.secret', () => Buffer.from(made())));
      const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64');
      return { algorithm: 'Ed25519', publicKey, signature: sign(null, bytes, privateKey).toString('base64') };
    },
  };
}

/** Whether a signature was made by the holder of the key over exactly these bytes. */
export function isSignedBy(bytes: Buffer, { publicKey, signature }: { publicKey: string; signature: string }): boolean {
  const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), type: 'spki', format: 'der' });
  return verify(null, bytes, key, Buffer.from(signature, 'base64'));
}

/** AES-256-GCM: nonce, ciphertext, tag. The place is authenticated with it, so that nothing sealed can be moved to another row. */
function encrypt(key: Buffer, plain: Buffer, place: string): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, sealed: Buffer, place: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes)).setAAD(Buffer.from(place));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagBytes));
  return Buffer.concat([decipher.update(sealed.subarray(nonceBytes, sealed.length - tagBytes)), decipher.final()]);
}

/** Reads a file, or makes it whole: it appears under its name only when it is on the disk, and the first of several makers wins. */
function readOrMake(folder: string, name: string, make: () => Buffer): Buffer {
  const path = join(folder, name);
  if (existsSync(path)) return readFileSync(path);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const fresh = `${path}.${randomBytes(6).toString('hex')}.new`;
  writeWhole(fresh, make());
  try {
    linkSync(fresh, path);
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  } finally {
    rmSync(fresh, { force: true });
  }
  return readFileSync(path);
}

function writeWhole(path: string, bytes: Buffer, flag = 'wx'): void {
  const file = openSync(path, flag, 0o600);
  try {
    writeSync(file, bytes, 0, bytes.length, 0);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Overwriting helps on plain disks; on others the short life of the folder's backups is what counts. */
function overwriteAndRemove(path: string): void {
  if (!existsSync(path)) return;
  writeWhole(path, randomBytes(statSync(path).size), 'r+');
  rmSync(path, { force: true });
}
