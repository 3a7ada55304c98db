import type { Words } from '#kernel/words.ts';

/**
 * Why a machine was not let in, said to whoever answers for it and to nobody else: the machine itself gets one answer for all of them.
 */
export const refusals = {
  disabled: { en: 'The client is disabled', fr: 'Le client est désactivé' },
  not_in_force: {
    en: 'The client’s time is over, or has not begun',
    fr: 'La période du client est passée ou n’a pas commencé',
  },
  network: {
    en: 'The call came from a network that is not on the client’s list',
    fr: 'L’appel provient d’un réseau absent de la liste du client',
  },
  wrong_key: {
    en: 'The assertion was signed with none of the client’s keys in force; look at its kid and at the keys’ dates',
    fr: 'L’assertion n’a été signée avec aucune clé en vigueur du client ; vérifiez son kid et les dates des clés',
  },
  wrong_algorithm: {
    en: 'The assertion’s algorithm is not one of ES256, RS256, EdDSA',
    fr: 'L’algorithme de l’assertion n’est ni ES256, ni RS256, ni EdDSA',
  },
  wrong_audience: {
    en: 'The assertion’s audience (aud) must be the issuer as our metadata tell it, alone',
    fr: 'L’audience (aud) de l’assertion doit être l’émetteur indiqué dans nos métadonnées, et rien d’autre',
  },
  wrong_issuer: {
    en: 'Issuer (iss) and subject (sub) of the assertion must both be the client’s id',
    fr: 'L’émetteur (iss) et le sujet (sub) de l’assertion doivent tous deux être l’identifiant du client',
  },
  expired: {
    en: 'The assertion had expired; look at the machine’s clock',
    fr: 'L’assertion avait expiré ; vérifiez l’horloge de la machine',
  },
  from_the_future: {
    en: 'The assertion was made in the future or does not hold yet; look at the machine’s clock',
    fr: 'L’assertion vient du futur ou ne vaut pas encore ; vérifiez l’horloge de la machine',
  },
  holds_too_long: {
    en: 'The assertion holds longer than allowed; make a new one for each token',
    fr: 'L’assertion vaut plus longtemps que permis ; faites-en une nouvelle pour chaque jeton',
  },
  malformed_id: {
    en: 'The assertion needs an id (jti) of at most 200 characters',
    fr: 'L’assertion doit porter un identifiant (jti) d’au plus 200 caractères',
  },
  reused: {
    en: 'The assertion or proof was used before; each may be used once',
    fr: 'L’assertion ou la preuve a déjà servi ; chacune ne sert qu’une fois',
  },
  scope: {
    en: 'A scope was asked for that the client does not have',
    fr: 'Une portée que le client n’a pas a été demandée',
  },
  proof: {
    en: 'The DPoP proof is missing or does not fit the request or the token',
    fr: 'La preuve DPoP manque ou ne correspond pas à la requête ou au jeton',
  },
  token_ended: {
    en: 'The access token was made before the client was disabled or a key was taken away',
    fr: 'Le jeton d’accès date d’avant la désactivation du client ou le retrait d’une clé',
  },
  malformed: { en: 'The request for a token was not in the expected form', fr: 'La demande de jeton était mal formée' },
} as const satisfies Record<string, Words>;
export type Refusal = keyof typeof refusals;

/** The API's own refusals that owners meet most, in the words that help an owner. */
export const problems = {
  'http.not_allowed': {
    en: 'None of the client’s scopes, or of those that the token was asked for, allows this',
    fr: 'Aucune portée du client, ou de celles demandées pour le jeton, ne permet cette action',
  },
  'http.invalid_request': {
    en: 'The request was not in the expected form; its answer named each error',
    fr: 'La requête n’avait pas la forme attendue ; sa réponse nommait chaque erreur',
  },
  'access.organisation_out_of_reach': {
    en: 'It called for an organisation that it does not stand for',
    fr: 'Il a appelé pour un établissement qu’il ne représente pas',
  },
  'clients.organisation_needed': {
    en: 'It stands for several organisations and did not say for which it calls (header matricula-organisation)',
    fr: 'Il représente plusieurs établissements et n’a pas dit pour lequel il appelle (en-tête matricula-organisation)',
  },
} as const satisfies Record<string, Words>;

/** The words of a noted refusal, or null where its code must do. */
export function wordsOfRefusal(code: string): Words | null {
  const all: Record<string, Words> = { ...refusals, ...problems };
  return Object.hasOwn(all, code) ? (all[code] ?? null) : null;
}

const details: readonly [RegExp, Refusal][] = [
  [/alg mismatch/, 'wrong_algorithm'],
  [/only be used once|Replay detected/, 'reused'],
  [/audience/, 'wrong_audience'],
  [/\biss\b|\bsub\b|client_id mismatch/, 'wrong_issuer'],
  [/jwt expired/, 'expired'],
  [/not active yet|in the future/, 'from_the_future'],
  [/expiration must|invalid exp/, 'holds_too_long'],
  [/jti/, 'malformed_id'],
  [/key|signature/, 'wrong_key'],
];

/** What the authorization server's error means to the client's owner. */
export function refusalOf(error: string, detail: string): Refusal {
  if (error === 'invalid_scope' || error === 'invalid_target') return 'scope';
  if (error === 'invalid_dpop_proof' || /DPoP proof JWT not provided/.test(detail)) return 'proof';
  if (isRefusal(detail)) return detail;
  return details.find(([pattern]) => pattern.test(detail))?.[1] ?? 'malformed';
}

function isRefusal(text: string): text is Refusal {
  return Object.hasOwn(refusals, text);
}
