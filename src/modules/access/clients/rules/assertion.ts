/** The claims of an assertion that its signature already proved; times in seconds. */
export type AssertionClaims = { aud?: unknown; exp?: unknown; iat?: unknown; nbf?: unknown; jti?: unknown };

export type AssertionFacts = {
  claims: AssertionClaims;
  now: number;
  issuer: string;
  secondsMax: number;
  skewSeconds: number;
};

export type AssertionVerdict =
  | { may: true }
  | { may: false; because: 'wrong_audience' | 'holds_too_long' | 'from_the_future' | 'malformed_id' };

/**
 * What the authorization server's library leaves open. The audience is our issuer or our token endpoint, spelt by us and never by the
 * request's Host header: else an assertion made for somebody else's server could be carried to ours.
 */
export function judgeAssertion({ claims, now, issuer, secondsMax, skewSeconds }: AssertionFacts): AssertionVerdict {
  const audience = Array.isArray(claims.aud) ? claims.aud : [claims.aud];
  const isOurs = audience.length === 1 && (audience[0] === issuer || audience[0] === `${issuer}/token`);
  if (!isOurs) return { may: false, because: 'wrong_audience' };
  const { exp, iat, jti } = claims;
  if (typeof jti !== 'string' || jti.length > 200) return { may: false, because: 'malformed_id' };
  if (!isInstant(exp) || exp > now + secondsMax + skewSeconds) return { may: false, because: 'holds_too_long' };
  if (iat === undefined) return { may: true };
  if (!isInstant(iat) || iat > now + skewSeconds) return { may: false, because: 'from_the_future' };
  if (exp - iat > secondsMax) return { may: false, because: 'holds_too_long' };
  return { may: true };
}

const isInstant = (value: unknown): value is number => Number.isFinite(value);
