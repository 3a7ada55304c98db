/**
 * What a page may load: all from us, and styles written into the page only where it was made with them (`'nonce-…'` or `'sha256-…'`).
 * Styles that scripts set on an element are no part of this.
 */
export function contentPolicy(ownStyle = ''): string {
  const style = `style-src 'self'${ownStyle ? ` ${ownStyle}` : ''}`;
  return `default-src 'none'; script-src 'self'; ${style}; img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`;
}

/** Headers of every answer. Scripts, styles and fonts come from us alone; nothing may frame us; no device is asked for but passkeys. */
export function securityHeaders(isSecure: boolean): Record<string, string> {
  return isSecure ? { ...always, 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : always;
}

const always = {
  'content-security-policy': contentPolicy(),
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-frame-options': 'DENY',
  'permissions-policy':
    'accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), publickey-credentials-create=(self), publickey-credentials-get=(self)',
};
