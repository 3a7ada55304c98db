import { createHash } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify } from 'jose';
import type { Db } from '#platform/database/database.ts';
import { takeProof } from '../store/proofs.ts';
import { proofAlgorithms } from './provider.ts';

export type ProofInput = {
  proof: string | undefined;
  token: string;
  /** The thumbprint to which the token is bound. */
  bound: string;
  clientId: string;
  method: string;
  /** The addresses that may stand in the proof, without query. */
  addresses: readonly string[];
  skewSeconds: number;
  now: Date;
};

/** Whether a DPoP proof (RFC 9449) fits the token and the request, and is used for the first time. */
export async function judgeProof(db: Db, input: ProofInput): Promise<'fits' | 'unfit' | 'reused'> {
  const { proof, token, bound, clientId, method, addresses, skewSeconds, now } = input;
  if (!proof || proof.length > 4096) return 'unfit';
  const verified = await jwtVerify(proof, EmbeddedJWK, {
    algorithms: [...proofAlgorithms],
    typ: 'dpop+jwt',
    currentDate: now,
    clockTolerance: skewSeconds,
  }).catch(() => null);
  const jwk = verified?.protectedHeader.jwk;
  if (!verified || !jwk) return 'unfit';
  const { htm, htu, ath, jti, iat } = verified.payload;
  const isRecent = typeof iat === 'number' && Math.abs(now.getTime() / 1000 - iat) <= proofSeconds + skewSeconds;
  const fits =
    isRecent &&
    htm === method &&
    typeof htu === 'string' &&
    addresses.includes(htu) &&
    ath === createHash('sha256').update(token).digest('base64url') &&
    typeof jti === 'string' &&
    jti.length <= 200 &&
    (await calculateJwkThumbprint(jwk)) === bound;
  if (!fits) return 'unfit';
  const digest = createHash('sha256').update(`dpop ${clientId} ${jti}`).digest('base64url');
  const expiresAt = new Date(now.getTime() + 2 * (proofSeconds + skewSeconds) * 1000);
  return (await takeProof(db, { digest, clientId, expiresAt, now })) ? 'fits' : 'reused';
}

/** A proof is made for one request and used at once. */
const proofSeconds = 60;
