import { defineErrors } from '#kernel/errors.ts';

export const errors = defineErrors('scim', {
  not_found: {
    status: 404,
    en: 'There is no such resource',
    fr: 'Cette ressource n’existe pas',
  },
  not_filtered: {
    status: 403,
    en: 'This list is not filtered: ask for all of it',
    fr: 'Cette liste ne se filtre pas : demandez-la en entier',
  },
  invalid_filter: {
    status: 400,
    en: 'The filter is not understood from here on: {at}. Known is userName, externalId or active, eq a value, joined by and',
    fr: 'Le filtre n’est pas compris à partir d’ici : {at}. On connaît userName, externalId ou active, eq une valeur, reliés par and',
  },
  invalid_path: {
    status: 400,
    en: 'The path names nothing that the register keeps: {at}',
    fr: 'Le chemin ne désigne rien que le registre conserve : {at}',
  },
  invalid_value: {
    status: 400,
    en: 'The value does not fit what it is for: {at}',
    fr: 'La valeur ne convient pas à ce qu’elle désigne : {at}',
  },
  no_target: {
    status: 400,
    en: 'There is nothing there to change: {at}',
    fr: 'Il n’y a là rien à modifier : {at}',
  },
  mutability: {
    status: 400,
    en: 'This is not changed or taken away by a directory: {at}',
    fr: 'Un annuaire ne modifie ni n’enlève ceci : {at}',
  },
  too_many: {
    status: 400,
    en: 'More than {max} at once in {at}',
    fr: 'Plus de {max} à la fois dans {at}',
  },
  suspended_by_hand: {
    status: 403,
    en: 'Somebody suspended this account by hand: a person reinstates it, no directory',
    fr: 'Quelqu’un a suspendu ce compte à la main : une personne le rétablit, pas un annuaire',
  },
  external_id_taken: {
    status: 409,
    en: 'Another person of the directory has the external id {externalId}',
    fr: 'Une autre personne de l’annuaire porte l’identifiant externe {externalId}',
  },
});
