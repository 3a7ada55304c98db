import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

const sha256 = (data: string | Buffer) => createHash('sha256').update(data).digest();
const text = (data: Buffer | Uint8Array) => Buffer.from(data).toString('base64url');

type Asked = { challenge: string; rpId?: string; rp?: { id?: string }; user?: { id: string } };
type Answering = { origin?: string; counter?: number; isVerified?: boolean; rpId?: string };

/** A passkey in software that answers as an authenticator would, and wrongly where a test asks for it. */
export class Authenticator {
  readonly credentialId = randomBytes(32);
  readonly key: KeyObject;
  readonly jwk: { x?: string; y?: string };
  counter = 0;
  userHandle = '';

  constructor() {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.key = pair.privateKey;
    this.jwk = pair.publicKey.export({ format: 'jwk' });
  }

  make(asked: Asked, answering: Answering = {}) {
    this.userHandle = asked.user?.id ?? '';
    const cose = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Uint8Array.from(Buffer.from(this.jwk.x ?? '', 'base64url'))],
      [-3, Uint8Array.from(Buffer.from(this.jwk.y ?? '', 'base64url'))],
    ]);
    const attested = Buffer.concat([
      Buffer.alloc(16),
      Buffer.from([0, this.credentialId.length]),
      this.credentialId,
      Buffer.from(isoCBOR.encode(cose)),
    ]);
    const authData = this.#authenticatorData(asked.rp?.id ?? '', answering, attested);
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', Uint8Array.from(authData)],
    ]);
    return {
      ...this.#named(),
      response: {
        clientDataJSON: clientData('webauthn.create', asked.challenge, answering),
        attestationObject: text(isoCBOR.encode(attestation as Parameters<typeof isoCBOR.encode>[0])),
        transports: ['internal'],
      },
    };
  }

  answer(asked: Asked, answering: Answering = {}) {
    const authData = this.#authenticatorData(asked.rpId ?? '', answering, null);
    const clientDataJSON = clientData('webauthn.get', asked.challenge, answering);
    const signed = Buffer.concat([authData, sha256(Buffer.from(clientDataJSON, 'base64url'))]);
    return {
      ...this.#named(),
      response: {
        clientDataJSON,
        authenticatorData: text(authData),
        signature: text(createSign('sha256').update(signed).sign(this.key)),
        userHandle: this.userHandle,
      },
    };
  }

  #named() {
    const id = text(this.credentialId);
    return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} };
  }

  #authenticatorData(
    rpId: string,
    { counter, isVerified = true, rpId: other }: Answering,
    attested: Buffer | null,
  ): Buffer {
    if (counter === undefined) this.counter += 1;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter ?? this.counter);
    const flags = 0x01 | (isVerified ? 0x04 : 0) | (attested ? 0x40 : 0);
    return Buffer.concat([sha256(other ?? rpId), Buffer.from([flags]), count, attested ?? Buffer.alloc(0)]);
  }
}

function clientData(type: string, challenge: string, { origin = 'http://localhost:3000' }: Answering): string {
  return text(Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })));
}
