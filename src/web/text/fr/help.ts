export const help = {
  home: [
    'Ce qui vous attend, le plus urgent d’abord, et le chemin vers chaque chose.',
    'Tout se fait au clavier : appuyez sur ? pour les raccourcis.',
  ],
  students: [
    'Tapez un numéro, des noms dans n’importe quel ordre et n’importe quelle écriture, ou une date de naissance ; le début des mots suffit.',
    'Les noms antérieurs et les autres noms comptent aussi : chaque résultat dit pourquoi il répond.',
    'Les élèves que vous ne devez pas connaître n’apparaissent simplement pas.',
  ],
  student: [
    'Un dossier pour une personne. Chaque valeur dit d’où elle vient : appuyez sur le petit i à côté.',
    'Le nom légal, la date de naissance et le genre proviennent de documents. Pour les changer, ajoutez le document qui prouve le changement.',
    'L’historique montre qui a changé quoi et quand. Remontez le temps et chaque onglet montre ce que l’on savait alors.',
  ],
  submissions: [
    'Déposez un fichier du système de votre école n’importe où sur la page. Une répétition donne la même réponse et n’écrit rien.',
    'Le même fichier envoyé de nouveau ne change rien et le dit.',
  ],
  submission: [
    'Les nombres sont des filtres : appuyez sur l’un d’eux pour ne voir que ces lignes.',
    'Une ligne refusée montre la règle, le champ et comment corriger. Corrigez-la ici et renvoyez cette ligne, ou corrigez dans votre système et renvoyez le fichier.',
    'Les lignes qui attendent une personne reviennent d’elles-mêmes une fois la décision prise.',
  ],
  work: [
    'Chaque élément est une chose à corriger ou à confirmer. Un avertissement se corrige, ou le ministère passe outre ; un conseil peut être pris en compte avec une note.',
    'Un élément quitte la liste de lui-même quand le dossier est corrigé.',
    'Touches : les flèches déplacent, t s’en charge, a prend en compte, z reporte, n ajoute une note, o ouvre le dossier.',
  ],
  matches: [
    'Ici, une personne décide si un élève soumis est quelqu’un que le registre connaît déjà.',
    'Les faits sont côte à côte ; les lettres qui diffèrent sont marquées. Décidez « la même personne » ou « un nouvel élève ».',
  ],
  organisations: [
    'Autorités scolaires, écoles et autres établissements, avec ce qu’ils offrent et quand. Le code commence par le genre : S pour une école, A pour une autorité scolaire.',
    'Une importation montre d’abord ce qui ouvrirait, fermerait et changerait, et ce qui ne concorde pas.',
  ],
  rules: [
    'Toutes les règles qui jugent les dossiers, avec un exemple qui passe et un qui ne passe pas.',
    'Un rejet arrête une ligne avant toute écriture. Les avertissements et les conseils restent avec le dossier comme éléments à traiter.',
    '«\u00a0Numéros connus\u00a0» dresse la liste des numéros de l’ancien système, chacun avec notre règle ou la raison de son absence.',
  ],
  counts: [
    'Combien d’élèves étaient inscrits un jour de dénombrement, par autorité, école, année d’études et programme.',
    'Un dénombrement figé ne change jamais. Ce que les écoles corrigent ensuite est dressé à côté, élève par élève.',
  ],
  access: [
    'Qui peut ouvrir une session, ce que chacun peut faire, qui a regardé et ce qui sort du registre.',
    'Vous voyez les parties que vos droits ouvrent. Ce dont vous ne pouvez pas vous servir n’est pas dans la liste.',
  ],
  signIn: ['Choisissez l’un des comptes de la démonstration. Rien ici n’est réel.'],
  other: ['Appuyez sur ? pour les touches qui fonctionnent partout, ou cherchez avec /.'],
};
