/** What an example is about; the private key lies beside it in a file that never leaves the machine. */
export type ExampleFacts = {
  clientId: string;
  keyId: string;
  algorithm: 'ES256' | 'RS256' | 'EdDSA';
  issuer: string;
  token: string;
  api: string;
  organisation: string;
};

/** Makes a pair of keys; the public half is what the register asks for. */
export const keyCommands = `openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out private.pem
chmod 600 private.pem
openssl pkey -in private.pem -pubout -out public.pem`;

const digests = { ES256: "'sha256'", RS256: "'sha256'", EdDSA: 'null' } as const;

/** A program without dependencies that prints an access token (Node 20 or later): `node token.mjs private.pem`. */
export function tokenProgram({ clientId, keyId, algorithm, issuer, token }: ExampleFacts): string {
  return `// token.mjs: prints an access token; node token.mjs private.pem
import { createPrivateKey, randomUUID, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';

const key = createPrivateKey(readFileSync(process.argv[2]));
const client = '${clientId}';
const now = Math.floor(Date.now() / 1000);
const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const header = { alg: '${algorithm}', kid: '${keyId}' };
const claims = { iss: client, sub: client, aud: '${issuer}', iat: now, exp: now + 60, jti: randomUUID() };
const text = part(header) + '.' + part(claims);
const signature = sign(${digests[algorithm]}, Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' });
const answer = await fetch('${token}', {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: text + '.' + signature.toString('base64url'),
  }),
});
const body = await answer.json();
if (!answer.ok) throw new Error(body.error + ': ' + body.error_description);
console.log(body.access_token);
`;
}

/** Submits a file with that token and follows it. */
export function callCommands({ api, organisation }: ExampleFacts): string {
  return `TOKEN=$(node token.mjs private.pem)
# rehearse: the whole answer, nothing written
curl -sS -X POST '${api}/submissions?organisation=${organisation}&fileName=september.zip&rehearse=true' \\
  -H "authorization: Bearer $TOKEN" -H 'matricula-organisation: ${organisation}' \\
  -H 'content-type: application/zip' --data-binary @september.zip
# follow it with the submissionId of that answer
curl -sS '${api}/submissions/SUBMISSION' -H "authorization: Bearer $TOKEN" -H 'matricula-organisation: ${organisation}'
curl -sS '${api}/submissions/SUBMISSION/items?fate=refused' -H "authorization: Bearer $TOKEN" -H 'matricula-organisation: ${organisation}'`;
}

/** Opens an account as a directory does, and finds it again. */
export function scimCommands({ api, organisation }: ExampleFacts): string {
  return `TOKEN=$(node token.mjs private.pem)
# open an account at ${organisation}, without any role yet
curl -sS -X POST '${api}/scim/v2/Users' \\
  -H "authorization: Bearer $TOKEN" -H 'matricula-organisation: ${organisation}' -H 'content-type: application/scim+json' \\
  -d '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"alex.example","displayName":"Alex Example"}'
# find it again, as the directory will before it changes or closes it
curl -sS -G '${api}/scim/v2/Users' --data-urlencode 'filter=userName eq "alex.example"' \\
  -H "authorization: Bearer $TOKEN" -H 'matricula-organisation: ${organisation}'`;
}
