import { defineErrors } from '#kernel/errors.ts';

export const exportErrors = defineErrors('privacy', {
  export_not_found: { status: 404, en: 'There is no such export', fr: 'Cette exportation n’existe pas' },
  export_purpose_unknown: {
    status: 422,
    en: '“{purpose}” is not on the list of purposes',
    fr: '« {purpose} » ne figure pas dans la liste des finalités',
  },
  export_columns_refused: {
    status: 422,
    en: 'This purpose does not allow the columns {columns}',
    fr: 'Cette finalité ne permet pas les colonnes {columns}',
  },
  export_columns_missing: {
    status: 422,
    en: 'OneRoster cannot do without the columns {columns}: choose them, or another format',
    fr: 'OneRoster ne peut se passer des colonnes {columns} : choisissez-les, ou un autre format',
  },
  export_columns_homeless: {
    status: 422,
    en: 'OneRoster has no place for the columns {columns}: leave them out, or choose another format',
    fr: 'OneRoster n’a pas de place pour les colonnes {columns} : retirez-les, ou choisissez un autre format',
  },
  export_protected_refused: {
    status: 422,
    en: 'This purpose, or your role, does not allow protected students in an export',
    fr: 'Cette finalité ou votre rôle ne permet pas d’élèves protégés dans une exportation',
  },
  export_key_invalid: {
    status: 422,
    en: 'The receiver’s key is no age public key, or was changed on its way: it begins with age1 and has 62 characters. Ask the receiver to send it again',
    fr: 'La clé du destinataire n’est pas une clé publique age, ou a été altérée : elle commence par age1 et compte 62 caractères. Demandez au destinataire de la renvoyer',
  },
  export_too_large: {
    status: 422,
    en: 'The scope holds {rows} rows; you may ask for {limit} at most. Nothing was asked: narrow the scope',
    fr: 'La portée compte {rows} lignes; vous pouvez en demander {limit} au plus. Rien n’a été demandé : réduisez la portée',
  },
  export_empty: {
    status: 422,
    en: 'Nobody is in this scope: choose another school year, other schools or grades',
    fr: 'Personne n’entre dans cette portée : choisissez une autre année scolaire, d’autres écoles ou années d’études',
  },
  export_own: {
    status: 403,
    en: 'You asked for this export: two others must approve it',
    fr: 'Vous avez demandé cette exportation : deux autres personnes doivent l’approuver',
  },
  export_approved_twice: {
    status: 409,
    en: 'You have approved this export already: somebody else must give the second approval',
    fr: 'Vous avez déjà approuvé cette exportation : une autre personne doit donner la deuxième approbation',
  },
  export_role: {
    status: 403,
    en: 'Your role does not approve exports',
    fr: 'Votre rôle n’approuve pas les exportations',
  },
  export_other_role: {
    status: 403,
    en: 'The second approval must come from the ministry',
    fr: 'La deuxième approbation doit venir du ministère',
  },
  export_not_waiting: {
    status: 409,
    en: 'This export does not wait for that any more ({state})',
    fr: 'Cette exportation n’attend plus cela ({state})',
  },
  export_expired: {
    status: 409,
    en: 'This export has expired: ask for it anew',
    fr: 'Cette exportation est expirée : demandez-la de nouveau',
  },
  export_not_yours: {
    status: 403,
    en: 'Only whoever asked for this export may do that',
    fr: 'Seule la personne qui a demandé cette exportation peut faire cela',
  },
  export_used_up: {
    status: 409,
    en: 'The file was fetched {times} times, as often as it may be; it is gone',
    fr: 'Le fichier a été récupéré {times} fois, soit le maximum permis; il a été supprimé',
  },
  export_reach_lost: {
    status: 403,
    en: 'You may no longer see what this export holds',
    fr: 'Vous ne pouvez plus voir ce que contient cette exportation',
  },
});
