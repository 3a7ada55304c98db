import type { sealed as english } from '../en/sealed.ts';
import { countingIn } from '../plural.ts';

const count = countingIn('fr');
const minutes = (n: number) => count(n, { one: '# minute', other: '# minutes' });
const hours = (n: number) => count(n, { one: '# heure', other: '# heures' });

/** Le registre scellé : ouvertures, réponses, bris de glace et leur examen. */
export const sealed: typeof english = {
  title: 'Le registre scellé',
  openUntil: (time) => `Il vous est ouvert jusqu’à ${time}.`,
  asked: (until) => `Vous avez demandé. Une autre personne doit vous donner accès avant le ${until}.`,
  closed: 'Il vous est fermé.',
  waiting: (n) =>
    count(n, {
      zero: 'Rien n’attend votre réponse.',
      one: '# demande attend votre réponse.',
      other: '# demandes attendent votre réponse.',
    }),
  what: 'Ce qu’il contient',
  whatText:
    'Les élèves protégés par un tribunal, la police ou une mise en garde. Dans le travail courant, personne ne les voit : aucune recherche ne les trouve, aucun décompte ne les contient. Tant que le registre vous est ouvert, ils paraissent comme tout élève, marqués comme protégés.',
  how: (open, second, wait) =>
    second
      ? `Une ouverture dure ${open}, dès qu’une autre personne vous a donné accès. Elle prend fin d’elle-même. Une demande restée sans réponse après ${hours(wait)} devient caduque.`
      : `Une ouverture dure ${open} et commence immédiatement. Elle prend fin d’elle-même.`,
  howLong: minutes,
  recorded:
    'Chaque dossier que vous ouvrez est consigné avec votre nom ; la personne qui répond de l’élève peut le lire.',
  ask: 'Demander l’ouverture',
  askTitle: 'Demander l’ouverture du registre scellé',
  glass: 'Briser la glace',
  glassTitle: 'Briser la glace',
  glassWhen: 'Pour une urgence où personne ne peut être joint pour vous donner accès.',
  glassFollows: 'Ce qui s’ensuit',
  glassSteps: (open, days) => [
    `Le registre s’ouvre immédiatement, pour ${open}, sans deuxième personne.`,
    'Une alarme critique est déclenchée au ministère, avec votre nom et votre raison.',
    `Une autre personne l’examine dans ${count(days, { one: 'un délai de # jour', other: 'un délai de # jours' })} et dit si c’était justifié. Le fait reste consigné dans tous les cas.`,
  ],
  glassNotNeeded: 'Ici, le registre s’ouvre sans deuxième personne : demandez, et laissez la glace intacte.',
  standing: 'Vous avez déjà demandé, ou le registre vous est ouvert.',
  reason: 'Raison',
  reasonHint: 'Qui a besoin de quoi, et pourquoi maintenant. Elle est conservée, et lue par qui répond ou examine.',
  tooShort: 'Écrivez au moins dix lettres.',
  opened: 'Le registre vous est ouvert.',
  askedNow: 'Demande envoyée. La page vous dira quand quelqu’un aura répondu.',
  find: 'Trouver un élève',
  mine: 'Votre ouverture',
  forYou: 'Attendent votre réponse',
  list: 'Ouvertures jusqu’ici',
  more: 'Voir les ouvertures précédentes',
  none: 'Personne n’a encore demandé',
  noneWhy: 'Les ouvertures et leurs raisons restent inscrites ici.',
  isGlass: 'Bris de glace',
  you: 'vous',
  states: {
    asked: 'Demandée',
    lapsed: 'Caduque',
    open: 'Ouverte',
    refused: 'Refusée',
    over: 'Terminée',
    ended: 'Terminée avant l’heure',
  },
  spans: {
    asked: (when, length) => `demandée le ${when}, pour ${length}`,
    waits: (until) => `attend jusqu’au ${until}`,
    lapsed: (when, until) => `demandée le ${when}, sans réponse au ${until}`,
    opened: (from, to) => `ouverte du ${from} au ${to}`,
    refused: (when) => `demandée le ${when}, jamais ouverte`,
  },
  decidedBy: (who) => `réponse de ${who}`,
  endedBy: (who) => `terminée par ${who}`,
  end: 'Y mettre fin',
  takeBack: 'Retirer la demande',
  ended: 'Le registre scellé est fermé. Les élèves protégés ne sont plus visibles.',
  takenBack: 'La demande est retirée.',
  endedOther: (name) => `Terminé. ${name} ne voit plus aucun élève protégé.`,
  decide: 'Répondre',
  decideTitle: (name) => `Donner accès à ${name} ?`,
  decideMeans: (name, length) => `${name} verra tous les élèves protégés pendant ${length} à partir de votre réponse.`,
  note: 'Note',
  noteHint: 'Si vous le souhaitez : ce que vous avez vérifié. Au moins dix lettres.',
  letIn: 'Donner accès',
  refuse: 'Refuser',
  letInDone: (name) => `${name} a accès.`,
  refused: (name) => `L’accès est refusé à ${name}.`,
  review: 'Examiner',
  reviewTitle: (name) => `Le bris de glace de ${name} était-il justifié ?`,
  reviewBy: (when) => `à examiner avant le ${when}`,
  overdue: (when) => `examen en retard depuis le ${when}`,
  outcome: 'Que constatez-vous ?',
  outcomes: { justified: 'Justifié', not_justified: 'Injustifié' },
  found: 'Ce que vous avez constaté',
  foundHint: 'À qui vous avez parlé, ce qui a été lu, ce qui s’ensuit. Le texte reste avec l’ouverture.',
  keepReview: 'Conserver l’examen',
  reviewed: 'L’examen est conservé.',
  reviewedBy: (who, when) => `examen de ${who}, le ${when}`,
  band: {
    open: (time) => `Le registre scellé vous est ouvert jusqu’à ${time}. Chaque consultation est consignée.`,
    glass: (time) =>
      `Vous avez brisé la glace : le registre scellé vous est ouvert jusqu’à ${time}. Une autre personne l’examinera.`,
    left: (n) => count(n, { one: 'Encore # minute.', other: 'Encore # minutes.' }),
    end: 'Y mettre fin',
    more: 'Voir l’ouverture',
  },
};
