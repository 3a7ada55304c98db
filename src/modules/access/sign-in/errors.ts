import { defineErrors } from '#kernel/errors.ts';

export const errors = defineErrors('access', {
  sign_in_refused: {
    status: 401,
    en: 'The user name, the password or the code is not right. Type all of them again; a code from an app works once only',
    fr: 'Le nom d’utilisateur, le mot de passe ou le code est erroné. Saisissez-les de nouveau ; un code d’application ne sert qu’une fois',
  },
  sign_in_wait: {
    status: 429,
    en: 'Too many tries: wait {retryAfterSeconds} seconds, or sign in with a passkey',
    fr: 'Trop de tentatives : attendez {retryAfterSeconds} secondes, ou ouvrez la session avec une clé d’accès',
  },
  sign_in_busy: {
    status: 503,
    en: 'Very many people are signing in just now: try again in {retryAfterSeconds} seconds',
    fr: 'Un très grand nombre de personnes ouvrent une session en ce moment : réessayez dans {retryAfterSeconds} secondes',
  },
  proof_refused: {
    status: 401,
    en: 'That did not prove that it is you. Try again, or in another way',
    fr: 'Cela n’a pas prouvé votre identité. Réessayez, ou d’une autre façon',
  },
  passkey_refused: {
    status: 401,
    en: 'The passkey was not accepted: it is not known here, or took too long. Try again, or sign in in another way',
    fr: 'La clé d’accès n’a pas été acceptée : elle est inconnue ici, ou la réponse a trop tardé. Réessayez, ou utilisez un autre moyen',
  },
  passkeys_unavailable: {
    status: 422,
    en: 'Passkeys do not work at this address: open the register by its name (localhost, or the one that MATRICULA_ORIGIN gives)',
    fr: 'Les clés d’accès ne fonctionnent pas à cette adresse : ouvrez le registre par son nom (localhost, ou celui de MATRICULA_ORIGIN)',
  },
  passkey_known: {
    status: 409,
    en: 'This passkey is registered already',
    fr: 'Cette clé d’accès est déjà enregistrée',
  },
  account_beyond_you: {
    status: 403,
    en: 'The account may do what you may not, or works for an organisation out of your reach: ask the ministry to invite its holder',
    fr: 'Le compte permet ce qui ne vous est pas permis, ou travaille pour un établissement hors de votre portée : demandez au ministère d’inviter son titulaire',
  },
  passkey_not_found: { status: 404, en: 'There is no such passkey', fr: 'Cette clé d’accès n’existe pas' },
  session_not_found: { status: 404, en: 'There is no such session', fr: 'Cette session n’existe pas' },
  password_too_short: {
    status: 422,
    en: 'The password has fewer than {min} characters: a few words in a row are easy to keep in mind',
    fr: 'Le mot de passe a moins de {min} caractères : quelques mots à la suite se retiennent aisément',
  },
  password_too_long: {
    status: 422,
    en: 'The password has more than {max} characters',
    fr: 'Le mot de passe a plus de {max} caractères',
  },
  password_personal: {
    status: 422,
    en: 'The password is little more than your own name or that of the register: choose another',
    fr: 'Le mot de passe n’est guère plus que votre nom ou celui du registre : choisissez-en un autre',
  },
  password_breached: {
    status: 422,
    en: 'This password stands in a list of stolen ones and would be guessed first: choose another',
    fr: 'Ce mot de passe figure dans une liste de mots de passe volés et serait essayé en premier : choisissez-en un autre',
  },
  second_factor_first: {
    status: 403,
    en: 'This account has a second factor: show it before you change how to sign in',
    fr: 'Ce compte a un second facteur : présentez-le avant de modifier les moyens d’ouvrir une session',
  },
  second_factor_kept: {
    status: 409,
    en: 'Your role needs a second factor and this is your last: set up another one first',
    fr: 'Votre rôle exige un second facteur et celui-ci est le dernier : configurez-en d’abord un autre',
  },
  last_way_kept: {
    status: 409,
    en: 'This is the last way to sign in to your account: set up another one first',
    fr: 'C’est le dernier moyen d’ouvrir une session dans votre compte : configurez-en d’abord un autre',
  },
  password_needed: {
    status: 409,
    en: 'Choose a password first: a code from an app only stands beside one',
    fr: 'Choisissez d’abord un mot de passe : un code d’application ne vaut qu’à côté de celui-ci',
  },
  totp_not_started: {
    status: 409,
    en: 'No authenticator app is being set up: begin again',
    fr: 'Aucune application d’authentification n’est en cours de configuration : recommencez',
  },
  totp_code_refused: {
    status: 422,
    en: 'The code is not the one that the app shows now. Wait for the next one; the clock of the device must be right',
    fr: 'Le code n’est pas celui que l’application affiche en ce moment. Attendez le suivant ; l’horloge de l’appareil doit être juste',
  },
  totp_exists: {
    status: 409,
    en: 'An authenticator app is set up already: remove it first',
    fr: 'Une application d’authentification est déjà configurée : retirez-la d’abord',
  },
  not_a_person: {
    status: 403,
    en: 'Only a person who signed in can do this',
    fr: 'Seule une personne qui a ouvert une session peut faire cela',
  },
  invitation_refused: {
    status: 404,
    en: 'This link does not work: it was used, taken back or has expired. Ask whoever sent it for a new one',
    fr: 'Ce lien ne fonctionne pas : il a servi, a été retiré ou a expiré. Demandez-en un nouveau à la personne qui l’a envoyé',
  },
  invitation_code_needed: {
    status: 422,
    en: 'Your role needs a second factor: add the account to an authenticator app and type the code that it shows, or choose a passkey',
    fr: 'Votre rôle exige un second facteur : ajoutez le compte à une application d’authentification et saisissez le code affiché, ou choisissez une clé d’accès',
  },
  account_has_secrets: {
    status: 409,
    en: 'This account can sign in already: send a reset instead, which ends what it has',
    fr: 'Ce compte peut déjà ouvrir une session : envoyez plutôt une réinitialisation, qui met fin à ce qu’il a',
  },
  provider_not_found: {
    status: 404,
    en: 'There is no such provider, or your account is not tied to it',
    fr: 'Ce fournisseur n’existe pas, ou votre compte n’y est pas lié',
  },
  provider_unavailable: {
    status: 503,
    en: 'The other provider does not answer: try again shortly, or sign in in another way',
    fr: 'L’autre fournisseur ne répond pas : réessayez sous peu, ou ouvrez la session autrement',
  },
  sign_on_refused: {
    status: 401,
    en: 'Coming back from the other provider did not work: it took too long, was done twice or was not meant for here. Begin again',
    fr: 'Le retour de l’autre fournisseur a échoué : il a trop tardé, s’est fait deux fois ou ne nous était pas destiné. Recommencez',
  },
  sign_on_unknown: {
    status: 403,
    en: 'You are signed in there, but no account here is tied to you: sign in here in another way, then tie them on the page of your account',
    fr: 'Votre session est ouverte là-bas, mais aucun compte d’ici ne vous est lié : ouvrez une session ici autrement, puis liez-les à la page de votre compte',
  },
  identity_known: {
    status: 409,
    en: 'That person is tied to an account already, or your account to somebody there: untie them first',
    fr: 'Cette personne est déjà liée à un compte, ou votre compte à quelqu’un là-bas : déliez-les d’abord',
  },
  origin_unknown: {
    status: 422,
    en: 'The operator has not said under which address people reach the register (MATRICULA_ORIGIN), so no link can be made',
    fr: 'L’exploitant n’a pas indiqué l’adresse du registre (MATRICULA_ORIGIN), donc aucun lien ne peut être créé',
  },
});
