import type { restrictions as english } from '../en/restrictions.ts';
import { countingIn } from '../plural.ts';

const count = countingIn('fr');

/** Les restrictions de divulgation d’un élève, et les élèves protégés tant que le registre scellé est ouvert. */
export const restrictions: typeof english = {
  title: 'Restrictions',
  none: 'Aucune restriction',
  sealed: 'Affichées et consignées tant que le registre scellé vous est ouvert :',
  states: { inForce: 'En vigueur', coming: 'Pas encore en vigueur', ended: 'Terminée' },
  add: 'Ajouter une restriction',
  addTitle: 'Ajouter une restriction',
  kind: 'Genre',
  chooseKind: 'Choisissez le genre',
  from: 'À partir du',
  lastDay: 'Dernier jour',
  lastDayHint: 'Vide : jusqu’à ce que quelqu’un y mette fin',
  details: 'Précisions',
  detailsHint: 'L’ordonnance et son numéro, qui peut être informé ; vues seulement avec le registre scellé ouvert',
  reason: 'Raison',
  reasonHint: 'Ce que vous avez vu, et de qui. La raison reste avec l’acte.',
  needKind: 'Choisissez le genre de restriction.',
  needDay: 'Écrivez un jour du calendrier, comme 2026-12-01.',
  needOrder: 'Le dernier jour doit suivre le premier et ne pas être passé.',
  needReason: 'Écrivez une raison d’au moins dix lettres.',
  effect: {
    hidesNow:
      'Dès l’enregistrement, cet élève n’existe plus que pour qui a le registre scellé ouvert : ni pour l’école, ni dans les décomptes, ni dans les exportations.',
    hidesFrom: (day) =>
      `À partir du ${day}, cet élève n’existe plus que pour qui a le registre scellé ouvert : ni pour l’école, ni dans les décomptes, ni dans les exportations.`,
    hidesNobody: 'Elle ne cache l’élève à personne. Son existence n’est connue qu’avec le registre scellé ouvert.',
    ends: 'Si aucune autre restriction ne protège l’élève, l’école et l’autorité scolaire revoient alors le dossier. La restriction reste inscrite comme terminée.',
  },
  added: 'La restriction est enregistrée.',
  end: 'Y mettre fin',
  endTitle: (kind) => `Mettre fin : ${kind}`,
  when: 'Quand prend-elle fin ?',
  whens: { now: 'Maintenant', later: 'Après un dernier jour' },
  ended: 'La fin est enregistrée.',
  list: 'Élèves protégés',
  listNone: 'Personne n’est protégé aujourd’hui.',
  listCount: (n, more) =>
    more ? `Les premiers ${count(n, { one: '#', other: '#' })}` : count(n, { one: '# élève', other: '# élèves' }),
  more: 'En montrer plus',
  since: (day) => `depuis le ${day}`,
  until: (day) => `jusqu’au ${day}`,
};
