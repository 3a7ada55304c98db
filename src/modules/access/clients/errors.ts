import { defineErrors } from '#kernel/errors.ts';

export const clientErrors = defineErrors('clients', {
  client_not_found: { status: 404, en: 'There is no such client', fr: 'Ce client n’existe pas' },
  key_not_found: { status: 404, en: 'The client has no such key', fr: 'Le client n’a pas cette clé' },
  private_key_given: {
    status: 422,
    en: 'This is a private key. It was not kept. Since it has travelled, make a new pair of keys and give only the public one',
    fr: 'Ceci est une clé privée. Elle n’a pas été conservée. Comme elle a voyagé, créez une nouvelle paire et ne donnez que la clé publique',
  },
  key_not_usable: {
    status: 422,
    en: 'This is no public key that can be used: give a P-256, RSA (2048 bits or more) or Ed25519 key as PEM or JWK',
    fr: 'Cette clé publique ne peut servir : donnez une clé P-256, RSA (2048 bits ou plus) ou Ed25519 au format PEM ou JWK',
  },
  key_known: {
    status: 409,
    en: 'The client has this key already, or has had it: make a new one',
    fr: 'Le client a déjà cette clé, ou l’a eue : créez-en une nouvelle',
  },
  too_many_keys: {
    status: 409,
    en: 'The client has {count} keys in force already: take one away first',
    fr: 'Le client a déjà {count} clés en vigueur : retirez-en une d’abord',
  },
  scope_beyond: {
    status: 422,
    en: 'You may not give the scope {scope}: it reaches further than your own role',
    fr: 'Vous ne pouvez pas donner la portée {scope} : elle va plus loin que votre propre rôle',
  },
  holds_too_long: {
    status: 422,
    en: 'At most {months} months from today, and not in the past',
    fr: 'Au plus {months} mois à compter d’aujourd’hui, et pas dans le passé',
  },
  disabled_above: {
    status: 409,
    en: 'The client was disabled by {organisation}: only they can enable it again',
    fr: 'Le client a été désactivé par {organisation} : eux seuls peuvent le réactiver',
  },
  organisation_needed: {
    status: 422,
    en: 'The client stands for several organisations: say for which with the header matricula-organisation',
    fr: 'Le client représente plusieurs établissements : dites lequel avec l’en-tête matricula-organisation',
  },
});
