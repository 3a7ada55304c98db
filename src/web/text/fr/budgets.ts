import { countingIn } from '../plural.ts';

const count = countingIn('fr');

/** Combien de personnes différentes quelqu’un peut lire en une heure et en un jour. */
export const budgets = {
  title: 'Budgets de consultation',
  answer: (readers: number, stopped: number) =>
    `${count(readers, { one: '# compte ou client a consulté quelqu’un aujourd’hui', other: '# comptes et clients ont consulté quelqu’un aujourd’hui', zero: 'Personne n’a consulté personne aujourd’hui' })} · ${count(stopped, { one: '# est arrêté', other: '# sont arrêtés', zero: 'aucun n’est arrêté' })}`,
  own: {
    title: 'Mon budget de consultation',
    meaning:
      'Combien d’élèves différents vous ouvrez ou énumérez. Ceux que vous avez déjà consultés ne coûtent plus rien.',
    hour: 'Dans cette heure',
    day: 'Aujourd’hui',
    people: (n: string, first: string) => `${n} personnes différentes sur ${first}`,
    endsAt: (time: string) => `le compte recommence à ${time}`,
    above: (first: string, second: string) =>
      `Au-delà de ${first}, vous prouvez de nouveau votre identité\u00a0; à ${second}, la consultation s’arrête jusqu’à ce que le compte recommence, et une alarme avertit votre autorité scolaire ou le ministère.`,
    exception: (until: string) => `Un budget plus grand vous est accordé jusqu’au ${until}.`,
    ask: 'Il vous en faut plus\u00a0? Le coordonnateur de votre autorité scolaire ou le ministère peut l’accorder pour un temps.',
  },
  readers: 'Qui a consulté le plus aujourd’hui',
  kinds: { account: 'Personne', client: 'Client machine' },
  who: 'Qui',
  kind: 'Genre',
  organisation: 'Établissement',
  hourPeople: 'Personnes cette heure',
  dayPeople: 'Personnes aujourd’hui',
  state: 'État',
  states: { free: 'Dans le budget', asked: 'Première limite atteinte', stopped: 'Arrêté' },
  noReaders: 'Personne dans votre ressort n’a consulté quelqu’un aujourd’hui',
  noReadersWhy: 'Chaque compte et chaque client machine qui consulte un élève est compté ici.',
  exceptions: 'Budgets plus grands',
  noExceptions: 'Aucun budget plus grand n’a été accordé dans le dernier mois.',
  exception: (hour: string, day: string, until: string) => `${hour} par heure, ${day} par jour, jusqu’au ${until}`,
  grantedBy: (who: string, when: string) => `accordé par ${who}, ${when}`,
  endedBy: (who: string, when: string) => `Terminé par ${who}, ${when}`,
  over: 'Terminé',
  running: 'En cours',
  end: 'Terminer maintenant',
  ended: 'Le budget plus grand est terminé.',
  grant: 'Accorder un budget plus grand',
  grantMeans:
    'La personne peut lire librement autant d’élèves différents jusqu’à la fin. Cela est consigné avec votre nom et la raison.',
  hour: 'Personnes différentes par heure',
  day: 'Personnes différentes par jour',
  until: 'Jusqu’au',
  untilHint: 'Par exemple 2026-12-01\u00a0; il se termine avec ce jour',
  reason: 'Pourquoi',
  reasonHint: 'Au moins dix lettres\u00a0; cela reste consigné.',
  granted: (who: string) => `${who} a un budget plus grand.`,
  limits: 'Ce que chaque rôle peut lire',
  limitsWhere:
    'Ces nombres sont des données de l’administration\u00a0: le paramètre access.read_budgets dans son fichier parameters/read-budgets.json, chacun avec ses années et sa source. Ils changent avec les données, pas ici.',
  perHour: (n: string) => `En une heure\u00a0: ${n}`,
  perDay: (n: string) => `En un jour\u00a0: ${n}`,
  pair: (first: string, second: string) => (first === second ? first : `${first}, puis ${second} après preuve`),
};
