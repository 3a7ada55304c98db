import { countingIn } from '../plural.ts';

const count = countingIn('fr');

/** Pourquoi on voit un élève, et la consultation de l’extérieur. */
export const sight = {
  title: 'Pourquoi vois-je cet élève\u00a0?',
  ends: {
    always: () => '.',
    until: (day: string) => `, jusqu’au ${day}.`,
    open: () => '\u00a0; aucune fin n’est connue.',
    minimum_until: (day: string) =>
      `. Vous voyez le minimum (noms, date de naissance, numéro, votre propre inscription) jusqu’au ${day}, sauf si le changement d’école est réglé plus tôt.`,
    minimum_open: () =>
      '. Vous voyez le minimum (noms, date de naissance, numéro, votre propre inscription) jusqu’à ce que le changement d’école soit réglé.',
  },
  minimum: 'Vous voyez le minimum\u00a0: noms, date de naissance, numéro et votre propre inscription.',
  toMoves: 'Voir le changement d’école',
  looks: (n: number) => count(n, { one: '# consultation de l’extérieur', other: '# consultations de l’extérieur' }),
  look: (who: string, school: string, when: string) => `${who}, ${school}, ${when}\u00a0:`,
  outside: 'Consulter de l’extérieur',
  outsideAsk: 'La famille est devant vous, et l’élève est d’une autre école\u00a0?',
  outsideWhy:
    'Vous pouvez consulter de l’extérieur\u00a0: le minimum, pour peu de temps, pour une raison que l’élève voit.',
  outsideTitle: (number: string) => `Consulter ${number} de l’extérieur`,
  opens: 'Ce que vous voyez',
  opensWhat: 'Noms, date de naissance et numéro\u00a0: assez pour savoir que c’est le bon élève',
  untilWhen: 'Jusqu’à quand',
  untilDay: (day: string) => `La fin du ${day}\u00a0; ensuite, demandez de nouveau ou inscrivez l’élève`,
  whoKnows: 'Qui le sait',
  whoKnowsWhat: 'L’élève et son école lisent que vous avez consulté, pour quel établissement et pourquoi',
  birthHint: 'Comme la famille la dit, par exemple 2015-03-09. Un numéro seul n’ouvre rien.',
  reason: 'Pourquoi vous consultez',
  reasonHint: 'L’élève le voit.',
  reasonNeeded: 'Dites pourquoi, en dix lettres au moins.',
};
