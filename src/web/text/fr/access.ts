/** The hub of access, privacy and the ledger. A section has its title and its meaning here; its page has words of its own. */
export const access = {
  answer: 'Qui peut faire quoi, qui a regardé et ce qui sort du registre',
  nothing: 'Rien ici n’est à votre usage',
  nothingWhy:
    'Vos droits n’ouvrent aucune de ces parties. Demandez à la personne qui gère les comptes de votre établissement.',
  groups: {
    mine: 'Moi-même',
    students: 'Élèves',
    people: 'Personnes',
    systems: 'Systèmes et fichiers',
    watch: 'Ce qui a été consulté',
    privacy: 'Vie privée',
  },
  sections: {
    budgets: {
      title: 'Budgets de consultation',
      meaning: 'Qui a consulté combien de personnes différentes aujourd’hui, et budgets plus grands pour un temps',
    },
    moves: {
      title: 'Changements d’école',
      meaning:
        'Élèves qu’une école a inscrits alors qu’une autre les revendique encore : confirmer, contester, décider',
    },
    alarms: {
      title: 'Alarmes',
      meaning: 'Ce qu’une personne doit regarder : budgets épuisés, leurres rencontrés, comptes verrouillés',
    },
    exports: {
      title: 'Exportations',
      meaning:
        'Demander un fichier de données d’élèves, approuver ce que d’autres demandent, récupérer ce qui est prêt',
    },
    account: {
      title: 'Mon compte',
      meaning: 'Clés d’accès, mot de passe, application d’authentification, et où vos sessions sont ouvertes',
    },
    privacy: {
      title: 'Bureau de la vie privée',
      meaning: 'Demandes d’accès et de rectification, chacune avec son délai légal',
    },
    holds: {
      title: 'Conservations légales',
      meaning: 'Ce qui ne doit pas être éliminé tant qu’une réclamation ou une enquête en a besoin',
    },
    disposals: {
      title: 'Élimination',
      meaning: 'Ce qui est échu, proposé par une personne, approuvé par deux autres, avec certificats',
    },
    people: {
      title: 'Personnes et droits',
      meaning: 'Qui peut ouvrir une session pour votre établissement, et ce que chacun peut faire',
    },
    sealed: {
      title: 'Le registre scellé',
      meaning:
        'Voir les élèves protégés pour un temps : demander, répondre aux autres, examiner les ouvertures d’urgence',
    },
    clients: {
      title: 'Clients machines',
      meaning:
        'Laissez votre système d’information appeler lui-même : sa clé, ce qu’il peut faire, ses derniers appels',
    },
    support: {
      title: 'Accès de soutien',
      meaning: 'Laissez entrer pour quelques heures une personne qui vous aide, voyez ce qu’elle fait, et mettez-y fin',
    },
    reviews: {
      title: 'Révision des accès',
      meaning: 'Qui peut faire quoi ici, quels droits ne servent à personne, et la confirmation annuelle',
    },
    ledger: {
      title: 'Qui a consulté qui',
      meaning: 'Chaque consultation d’un dossier par les personnes et les systèmes de votre établissement',
    },
    drill: {
      title: 'Qu’a-t-il consulté ?',
      meaning: 'Après une atteinte : quels champs de quelles personnes un compte ou une clé a lus, avec projets d’avis',
    },
  },
};
