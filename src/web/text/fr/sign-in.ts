export const signIn = {
  title: 'Entrer dans la démonstration',
  answer:
    'Une province inventée pour tout essayer. Aucun mot de passe n’est demandé, et rien de ce que vous faites n’atteint un vrai registre.',
  choose: 'Choisissez qui vous voulez être',
  as: (name: string, organisation: string) => `Ouvrir une session comme ${name}, ${organisation}`,
  enter: 'Ouvrir une session',
  off: 'Les sessions de démonstration sont désactivées',
  offWhy: 'Elles n’existent qu’à l’adresse locale de cette machine et avec la base de données intégrée.',
  kinds: { ministry: 'Ministère', authority: 'Autorité scolaire', school: 'École', other: 'Autres' },
  may: 'Peut',
  outTitle: 'Votre session est fermée',
  outAnswer: 'La session a pris fin sur cet appareil et sur le serveur.',
  again: 'Ouvrir une autre session',
  failed: 'La session n’a pas pu être ouverte',
};
