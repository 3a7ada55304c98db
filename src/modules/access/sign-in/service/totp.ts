import { Secret, TOTP } from 'otpauth';
import QRCode from 'qrcode';
import type { Jurisdiction } from '#platform/jurisdiction.ts';

const stepSeconds = 30;

/** 160 bits, as RFC 4226 recommends. */
export function newTotpSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/**
 * The time step of a code, when it is the secret's own now or within the clock's tolerance; null otherwise. `now` in milliseconds.
 * Whether the step was taken before is the database's to say.
 */
export function stepOf(code: string, secret: string, jurisdiction: Jurisdiction, now = Date.now()): number | null {
  const token = code.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(token)) return null;
  const window = jurisdiction.parameter<number>('access.totp_skew_steps');
  const delta = totpOf(secret).validate({ token, timestamp: now, window });
  return delta === null ? null : Math.floor(now / 1000 / stepSeconds) + delta;
}

function totpOf(secret: string, label = ''): TOTP {
  return new TOTP({ issuer: 'Matricula', label, secret: Secret.fromBase32(secret), period: stepSeconds, digits: 6 });
}

export type TotpOffer = { secret: string; uri: string; picture: string };

/** What an authenticator app needs: the secret to type, the link to open, and the picture to scan (SVG as a data address). */
export async function describeTotp(secret: string, userName: string): Promise<TotpOffer> {
  const uri = totpOf(secret, userName).toString();
  const svg = await QRCode.toString(uri, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
  return { secret, uri, picture: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` };
}
