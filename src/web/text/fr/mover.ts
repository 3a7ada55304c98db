/** Une personne change d’établissement ; une révision commence dans un établissement. */
export const mover = {
  move: 'Change d’établissement',
  title: (name: string) => `${name} change d’établissement`,
  ownOnly:
    'Vous gérez les personnes d’un seul établissement. L’autorité scolaire ou le ministère fait passer d’un établissement à l’autre.',
  nothing: 'Rien n’est détenu à quoi un changement pourrait mettre fin.',
  from: 'De',
  to: 'À',
  same: 'Choisissez un autre établissement que celui qui est quitté.',
  noRole: 'Un établissement de ce genre n’accorde encore aucun rôle.',
  role: 'Rôle de base là-bas',
  along: 'Permissions ajoutées qui suivent',
  cannot: {
    not_addable: 'ne s’ajoute pas au nouveau rôle',
    dangerous: 'ouvre énormément\u00a0: accordez-la ensuite, avec une preuve',
    needs_another: 'ne vaut qu’avec une autre\u00a0: accordez celle-là ensuite, puis celle-ci',
  },
  on: 'Premier jour là-bas',
  onHint: 'Comme 2027-01-04\u00a0; les anciens droits se terminent la veille',
  past: 'Le premier jour est aujourd’hui ou plus tard.',
  preview: 'Ce que cela fait',
  ends: (what: string, day: string) => `${what} se termine avec le ${day}`,
  endsNow: (what: string) => `${what} se termine immédiatement`,
  begins: (what: string, day: string) => `${what} commence le ${day}`,
  at: (what: string, where: string) => `${what}, ${where},`,
  belongs: (where: string) => `Le compte appartient désormais à ${where}`,
  done: (name: string, where: string) => `${name} passe à ${where}.`,
  review: {
    title: 'Commencer une révision',
    means:
      'Chaque droit dans l’établissement est à confirmer. La personne qui en gère les comptes est avertie\u00a0; ce que personne ne confirme à temps prend fin de lui-même.',
    where: 'Où',
  },
};
