import { countingIn } from '../plural.ts';

const count = countingIn('fr');

export const home = {
  greeting: (name: string) => `Bonjour, ${name}`,
  answer: (warnings: number, advice: number, matches: number) =>
    [
      count(warnings, {
        one: '# avertissement à corriger',
        other: '# avertissements à corriger',
        zero: 'Aucun avertissement à corriger',
      }),
      count(advice, {
        one: '# conseil à confirmer',
        other: '# conseils à confirmer',
        zero: 'aucun conseil à confirmer',
      }),
      ...(matches > 0 ? [count(matches, { one: '# élève à décider', other: '# élèves à décider' })] : []),
    ].join(' · '),
  nothing: 'Rien ne vous attend',
  nothingWhy: 'Tous les dossiers à votre portée respectent leurs règles aujourd’hui.',
  findings: 'À corriger d’abord',
  allFindings: 'Tout ce qui est à traiter',
  rules: 'Les plus fréquents',
  ruleCount: (n: number) => count(n, { one: '# constat', other: '# constats' }),
  mine: 'Confiés à vous',
  mineCount: (n: number) => count(n, { one: '# élément', other: '# éléments', zero: 'Rien pour l’instant' }),
  submissions: 'Envois récents',
  noSubmissions: 'Rien n’a encore été envoyé',
  allSubmissions: 'Tous les envois',
  submitNext: 'Envoyer un fichier',
  needsHand: (n: number) =>
    count(n, { one: '# ligne à corriger', other: '# lignes à corriger', zero: 'rien à corriger' }),
  withPerson: (n: number) => count(n, { one: '# avec une personne', other: '# avec une personne' }),
  matches: 'Élèves à décider',
  allMatches: 'Tous',
  noMatches: 'Aucun élève soumis n’attend de décision',
  moves: 'Changements d’école',
  allMoves: 'Tous les changements',
  movesWait: (n: number) => count(n, { one: '# vous attend', other: '# vous attendent', zero: 'Aucun ne vous attend' }),
  movesOf: (away: number, coming: number) =>
    `${count(away, { one: '# élève nous quitte', other: '# élèves nous quittent' })} · ${count(coming, { one: '# vient chez nous', other: '# viennent chez nous' })}`,
  movesLive: (live: number, contested: number) =>
    `${count(live, { one: '# en cours', other: '# en cours' })} · ${count(contested, { one: '# revendiqué par deux écoles', other: '# revendiqués par deux écoles' })}`,
  students: 'Élèves cette année',
  studentsOf: (n: number) => count(n, { one: '# élève', other: '# élèves' }),
  activeOf: (n: number) => count(n, { one: '# inscrit aujourd’hui', other: '# inscrits aujourd’hui' }),
  inSchools: (n: number) => count(n, { one: 'dans # école', other: 'dans # écoles' }),
  next: 'Prochaines étapes',
  find: 'Trouver un élève',
};
