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
});
