import { DomainError, defineErrors } from '#kernel/errors.ts';
import type { Params, Words } from '#kernel/words.ts';
import type { FieldError } from './field-errors.ts';

/** What the platform itself may refuse. */
export const errors = defineErrors('http', {
  invalid_request: {
    status: 400,
    en: 'The request is not in the expected form: see each error',
    fr: 'La requête n’a pas la forme attendue : voir chaque erreur',
  },
  not_signed_in: { status: 401, en: 'Sign in first', fr: 'Ouvrez d’abord une session' },
  not_allowed: { status: 403, en: 'Your role does not allow this', fr: 'Votre rôle ne permet pas cette action' },
  step_up_needed: {
    status: 403,
    en: 'Prove again that it is you, then repeat the request',
    fr: 'Prouvez de nouveau votre identité, puis répétez la requête',
  },
  second_factor_needed: {
    status: 403,
    en: 'Your role needs a second factor: set one up or show it on the page of your account',
    fr: 'Votre rôle exige un second facteur : configurez-en un ou présentez-le à la page de votre compte',
  },
  too_many_streams: {
    status: 429,
    en: 'Too many live connections are open for you: close other windows',
    fr: 'Trop de connexions en direct sont ouvertes pour vous : fermez d’autres fenêtres',
  },
  cross_site: {
    status: 403,
    en: 'The request came from another site and was refused',
    fr: 'La requête provient d’un autre site et a été refusée',
  },
  not_found: {
    status: 404,
    en: 'There is nothing at this address, or nothing that you may see',
    fr: 'Il n’y a rien à cette adresse, ou rien que vous puissiez voir',
  },
  version_needed: {
    status: 428,
    en: 'Send If-Match with the version that you saw',
    fr: 'Envoyez If-Match avec la version que vous avez vue',
  },
  stale_version: {
    status: 412,
    en: 'Somebody changed this since you read it (version {current}). Look at the change, then save again',
    fr: 'Quelqu’un a modifié ces données depuis votre lecture (version {current}). Regardez la modification, puis enregistrez de nouveau',
  },
  moment_ahead: {
    status: 400,
    en: 'Nothing is known yet of {moment}. Ask for a moment that has passed',
    fr: 'On ne sait encore rien du {moment}. Demandez un moment passé',
  },
  repeated_key: {
    status: 422,
    en: 'This Idempotency-Key was used for another request',
    fr: 'Cette clé d’idempotence a servi à une autre requête',
  },
  still_running: {
    status: 409,
    en: 'The first request with this Idempotency-Key is still running; ask again shortly',
    fr: 'La première requête avec cette clé d’idempotence est encore en cours ; réessayez sous peu',
  },
  body_too_large: {
    status: 413,
    en: 'The request is larger than allowed',
    fr: 'La requête est plus grande que permis',
  },
  malformed: {
    status: 400,
    en: 'This is no request of HTTP/1.1 that has one meaning only',
    fr: 'Ceci n’est pas une requête HTTP/1.1 au sens univoque',
  },
  too_slow: {
    status: 408,
    en: 'The request came too slowly and was given up; nothing was changed. Send it again',
    fr: 'La requête est arrivée trop lentement et a été abandonnée ; rien n’a été modifié. Renvoyez-la',
  },
  too_many_at_once: {
    status: 429,
    en: 'Too many requests at once on one connection; wait for answers before you send more',
    fr: 'Trop de requêtes à la fois sur une même connexion ; attendez des réponses avant d’en envoyer d’autres',
  },
  headers_too_large: {
    status: 431,
    en: 'The headers of the request are larger than allowed',
    fr: 'Les en-têtes de la requête sont plus grands que permis',
  },
  wrong_type: {
    status: 415,
    en: 'This address takes {expected}, not {given}',
    fr: 'Cette adresse accepte {expected}, et non {given}',
  },
  purpose_unknown: {
    status: 400,
    en: 'The header matricula-purpose names no purpose of reading: {purpose}. Known are {known}',
    fr: 'L’en-tête matricula-purpose ne nomme aucune finalité de consultation : {purpose}. Finalités connues : {known}',
  },
  read_not_recorded: {
    status: 503,
    en: 'The answer was not sent, since the look at the record could not be written to the ledger. Try again shortly',
    fr: 'La réponse n’a pas été envoyée, car la consultation n’a pas pu être inscrite au registre. Réessayez sous peu',
  },
  unavailable: {
    status: 503,
    en: 'The database cannot be reached; nothing was changed. Try again shortly',
    fr: 'La base de données est injoignable ; rien n’a été modifié. Réessayez sous peu',
  },
});

/** RFC 9457, in both languages. `type` ends in the code; clients read `code` and `params`, never the words. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: Words;
  params: Params;
  requestId: string;
  errors?: FieldError[];
};

/** A bad request with one entry per field that is wrong. */
export class InvalidRequest extends DomainError {
  readonly fields: FieldError[];
  constructor(fields: FieldError[]) {
    super(errors.invalid_request.code, errors.invalid_request.entry, {});
    this.fields = fields;
  }
}

/** The same words for what does not exist and what one may not know exists. */
export function toProblem(error: DomainError, requestId: string): Problem {
  return {
    type: `https://matricula.example/errors/${error.code}`,
    title: error.words.en,
    status: error.status,
    code: error.code,
    detail: error.words,
    params: error.params,
    requestId,
    ...(error instanceof InvalidRequest ? { errors: error.fields } : fieldErrorsOf(error)),
  };
}

/** Refusals that carry their own list (rule rejections) show it. */
function fieldErrorsOf(error: DomainError): { errors?: FieldError[] } {
  const { fields } = error as { fields?: FieldError[] };
  return fields ? { errors: fields } : {};
}
