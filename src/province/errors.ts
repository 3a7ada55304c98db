import { defineErrors } from '#kernel/errors.ts';

export const errors = defineErrors('province', {
  folder_in_use: {
    status: 409,
    en: '{folder} holds other files. Choose an empty folder, or one with an earlier province',
    fr: '{folder} contient d’autres fichiers. Choisissez un dossier vide ou celui d’une province antérieure',
  },
  not_a_province: {
    status: 400,
    en: '{folder} is not the folder of a province: {because}',
    fr: '{folder} n’est pas le dossier d’une province : {because}',
  },
  incomplete: {
    status: 409,
    en: 'The province in {folder} was not written to its end. Generate it again',
    fr: 'La province dans {folder} n’a pas été écrite jusqu’au bout. Générez-la de nouveau',
  },
  register_in_use: {
    status: 409,
    en: 'The register already holds students. A province is loaded into an empty register: `npm run reset` starts afresh',
    fr: 'Le registre compte déjà des élèves. Une province se charge dans un registre vide : `npm run reset` repart à neuf',
  },
});
