import type { alarms as english } from '../en/alarms.ts';
import { countingIn } from '../plural.ts';

const count = countingIn('fr');

export const alarms: typeof english = {
  title: 'Alarmes',
  answer: (open, unseen) =>
    open === 0
      ? 'Rien n’attend qu’une personne regarde.'
      : `${count(open, { one: '# alarme est ouverte', other: '# alarmes sont ouvertes' })}, ${count(unseen, { one: 'dont # non vue', other: 'dont # non vues', zero: 'toutes vues' })}.`,
  filters: 'Ce qui est affiché',
  view: 'Afficher',
  views: { open: 'Ouvertes', settled: 'Réglées' },
  severity: 'Gravité',
  everySeverity: 'Toute gravité',
  severities: { notice: 'Avis', serious: 'Grave', critical: 'Critique' },
  list: 'Alarmes',
  what: 'Ce qui s’est passé',
  whose: 'Qui doit regarder',
  raised: 'Déclenchée',
  seen: 'Vue',
  seenBy: (who, when) => `${who}, ${when}`,
  unseen: 'Pas encore',
  outcome: 'Issue',
  settledBy: (who, when) => `Réglée par ${who}, ${when}`,
  student: 'Élève',
  openStudent: 'Ouvrir le dossier',
  settle: 'Régler cette alarme',
  settleDone: 'L’alarme est réglée.',
  aboutYou: 'Cette alarme porte sur votre propre compte : une autre personne doit la régler.',
  mayNot: 'Votre rôle lit les alarmes. Les coordonnateurs et les agents des dossiers les règlent.',
  verdict: 'Qu’était-ce ?',
  verdicts: {
    false_alarm: 'Fausse alerte',
    explained: 'Permis et expliqué',
    mistake: 'Interdit, sans intention',
    misuse: 'Abus, transmis',
  },
  found: 'Ce qui a été constaté',
  foundHint: 'À qui vous avez parlé, ce qui a été dit, ce qui a été fait. Le texte reste avec l’alarme.',
  foundNeeded: 'Écrivez ce qui a été constaté, en trois lettres au moins.',
  empty: 'Aucune alarme n’est ouverte',
  emptyWhy:
    'Les budgets épuisés, les leurres rencontrés, les bris de glace et les comptes verrouillés arrivent ici d’eux-mêmes.',
  emptyNext: 'Voir les alarmes réglées',
  emptySettled: 'Aucune alarme n’a encore été réglée',
  emptySettledWhy: 'Ce qui a été réglé reste ici, avec la personne qui l’a réglé et ce qui a été constaté.',
  emptySettledNext: 'Voir les alarmes ouvertes',
};
