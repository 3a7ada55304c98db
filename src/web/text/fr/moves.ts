import { countingIn } from '../plural.ts';

const count = countingIn('fr');

/** Une école a inscrit un élève qu’une autre école revendique encore. */
export const moves = {
  title: 'Changements d’école',
  answerSchool: (waiting: number, coming: number) =>
    [
      count(waiting, {
        one: '# élève attend votre réponse',
        other: '# élèves attendent votre réponse',
        zero: 'Aucun élève n’attend votre réponse',
      }),
      ...(coming > 0 ? [count(coming, { one: '# est en route vers vous', other: '# sont en route vers vous' })] : []),
    ].join(' · '),
  answerMinistry: (contested: number, live: number) =>
    [
      count(contested, {
        one: 'Deux écoles revendiquent # élève',
        other: 'Deux écoles revendiquent chacun de # élèves',
        zero: 'Aucun élève n’est revendiqué par deux écoles',
      }),
      count(live, {
        one: '# changement est en cours',
        other: '# changements sont en cours',
        zero: 'aucun changement n’est en cours',
      }),
    ].join(' · '),
  view: 'Changements d’école',
  views: {
    away: 'Nous quittent',
    coming: 'Viennent chez nous',
    contested: 'Revendiqués par deux',
    live: 'En cours',
    settled: 'Réglés',
  },
  list: 'Changements d’école',
  student: 'Élève',
  number: 'Numéro',
  from: 'De',
  to: 'À',
  state: 'État',
  opened: 'Inscrit le',
  until: 'Se règle de lui-même',
  daysLeft: (days: number) => count(days, { one: '# jour restant', other: '# jours restants', zero: 'dernier jour' }),
  untilNever: 'Pas de lui-même',
  states: {
    open: 'Attend une réponse',
    contested: 'Revendiqué par deux',
    confirmed: 'Confirmé',
    granted: 'Décidé pour la nouvelle école',
    denied: 'Décidé pour l’ancienne école',
    left: 'Ancienne inscription terminée',
    withdrawn: 'Nouvelle inscription retirée',
    elapsed: 'Délai passé',
  },
  empty: {
    away: 'Aucun élève ne vous quitte',
    coming: 'Aucun élève n’est en route vers vous',
    contested: 'Aucun élève n’est revendiqué par deux écoles',
    live: 'Aucun changement d’école n’est en cours',
    settled: 'Aucun changement d’école n’est encore réglé',
  },
  emptyWhy: {
    away: 'Lorsqu’une autre école inscrit un élève encore inscrit chez vous, la question vous est posée ici.',
    coming:
      'Lorsque vous inscrivez un élève qu’une autre école revendique encore, vous voyez ici ce que vous attendez.',
    contested:
      'Lorsque l’ancienne école dit que l’élève n’a pas changé d’école, les deux revendications se rencontrent ici.',
    live: 'Lorsqu’une école inscrit un élève qu’une autre revendique encore, le changement figure ici jusqu’à ce qu’il soit réglé.',
    settled: 'Ce qui a été confirmé, décidé ou réglé par le temps reste ici, avec ce qui a été dit.',
  },
  emptyNext: 'Voir les changements réglés',
  emptySettledNext: 'Voir ce qui est en cours',
  question: (student: string) => `Quelle est l’école de ${student}\u00a0?`,
  aStudent: 'l’élève',
  openStudent: 'Ouvrir le dossier',
  answers: {
    open: (fresh: string, old: string, day: string) =>
      `${fresh} a inscrit l’élève\u00a0; ${old} n’a pas répondu. Jusqu’au ${day}, ${fresh} voit le minimum, ensuite tout.`,
    contested: (fresh: string, old: string) =>
      `${old} et ${fresh} revendiquent l’élève. ${fresh} voit le minimum jusqu’à ce qu’un tuteur se prononce, que ${old} cède ou que le ministère décide.`,
    confirmed: (fresh: string) => `Le changement d’école est confirmé\u00a0: ${fresh} voit tout.`,
    granted: (fresh: string) => `Le ministère a décidé pour ${fresh}, qui voit tout.`,
    denied: (fresh: string, old: string) =>
      `Le ministère a décidé pour ${old}. ${fresh} voit le minimum tant que dure l’inscription à ${old}.`,
    left: (fresh: string, old: string) => `L’inscription à ${old} est terminée\u00a0: ${fresh} voit tout.`,
    withdrawn: (fresh: string) => `${fresh} a retiré son inscription. Il ne reste rien à régler.`,
    elapsed: (fresh: string, old: string) => `${old} n’a pas répondu à temps\u00a0: ${fresh} voit tout.`,
  },
  sides: { old: 'Avait l’élève auparavant', new: 'A inscrit l’élève maintenant' },
  statement: 'Revendique l’élève',
  stated: (from: string, to: string | null) => (to ? `du ${from} au ${to}` : `depuis le ${from}`),
  notStated: 'Plus d’inscription',
  sees: 'Voit aujourd’hui',
  everything: 'Tout',
  minimum: 'Le minimum\u00a0: noms, date de naissance, numéro et sa propre inscription',
  notSeen: 'Le niveau et les heures sont montrés à qui voit le dossier entier.',
  enrolment: 'Inscription',
  hours: 'Heures',
  percentage: 'Part du programme',
  asked: 'Qui l’a déclarée',
  askedAt: (who: string, when: string) => `${who}, ${when}`,
  yours: 'Que dites-vous\u00a0?',
  decide: 'Décider',
  nothingToSay: 'Vous n’avez rien à dire ici',
  nothingWhy: {
    settled: 'Le changement d’école est réglé. Ce qui a été dit reste ci-dessous.',
    other: 'La réponse appartient à l’autre école, à un tuteur ou au ministère.',
    role: 'Votre rôle lit les changements d’école. Les registraires, les coordonnateurs et les agents des dossiers y répondent.',
  },
  say: {
    confirm: 'L’élève a changé d’école',
    contest: 'L’élève est encore des nôtres',
    guardian: 'Un tuteur a confirmé le changement',
    answer: 'Répondre à la revendication',
    grant: 'Décider pour la nouvelle école',
    deny: 'Décider pour l’ancienne école',
  },
  means: {
    confirm: (fresh: string) =>
      `${fresh} voit désormais le dossier entier. Votre propre inscription reste telle quelle\u00a0: donnez-lui son jour de départ. Ceci ne peut pas être repris.`,
    contest: (fresh: string) =>
      `Vous revendiquez l’élève vous aussi. ${fresh} voit le minimum jusqu’à ce que votre inscription se termine, qu’un tuteur se prononce, que vous cédiez ou que le ministère décide.`,
    guardian: (fresh: string) =>
      `Vous consignez la parole d’un tuteur. ${fresh} voit désormais le dossier entier. Ceci ne peut pas être repris.`,
    answer: () =>
      'Votre réponse figure à côté de l’autre revendication, pour cette école et le ministère. Rien d’autre ne change.',
    grant: (fresh: string, old: string) =>
      `${fresh} voit désormais le dossier entier. L’inscription à ${old} reste jusqu’à ce que ${old} y mette fin. Ceci ne peut pas être repris.`,
    deny: (fresh: string, old: string) =>
      `${fresh} voit le minimum tant que dure l’inscription à ${old}, même en déclarant la sienne de nouveau. Vous pourrez encore décider pour ${fresh} plus tard.`,
  },
  wouldSeeOf: (school: string) => `${school} voit`,
  unchanged: (what: string) => `${what}, comme aujourd’hui`,
  words: 'Pourquoi',
  wordsOptional: 'Pourquoi (si vous le souhaitez)',
  wordsHint: 'Les deux écoles et le ministère le lisent. Cela reste avec le changement d’école.',
  guardianWords: 'Ce que le tuteur a dit',
  guardianHint: 'Qui vous l’a dit, quand et comment. Les deux écoles et le ministère le lisent.',
  wordsNeeded: 'Dites pourquoi, dans vos propres mots.',
  done: {
    confirm: 'Le changement d’école est confirmé.',
    contest: 'Votre revendication est déclarée.',
    guardian: 'La parole du tuteur est consignée.',
    answer: 'Votre réponse est enregistrée.',
    grant: 'Décidé pour la nouvelle école.',
    deny: 'Décidé pour l’ancienne école.',
  },
  history: 'Ce qui s’est passé',
  began: (school: string) => `${school} a inscrit l’élève`,
  passes: 'Se règle de lui-même si personne ne dit rien',
  said: {
    confirm: 'A confirmé le changement',
    contest: 'Revendique l’élève',
    guardian: 'A consigné la parole d’un tuteur',
    answer: 'A répondu',
    grant: 'A décidé pour la nouvelle école',
    deny: 'A décidé pour l’ancienne école',
  },
  by: (who: string, school: string) => `${who}, ${school}`,
};
