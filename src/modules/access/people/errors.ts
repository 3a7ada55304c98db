import { defineErrors } from '#kernel/errors.ts';

export const errors = defineErrors('people', {
  person_not_found: { status: 404, en: 'There is no such person', fr: 'Cette personne n’existe pas' },
  stale_person: {
    status: 412,
    en: 'Somebody changed the account since you read it (version {current}). Look at it, then save again',
    fr: 'Quelqu’un a modifié le compte depuis votre lecture (version {current}). Regardez-le, puis enregistrez de nouveau',
  },
  grant_not_found: { status: 404, en: 'There is no such grant', fr: 'Ce droit n’existe pas' },
  user_name_taken: {
    status: 409,
    en: 'Somebody signs in as {userName} already: choose another user name',
    fr: 'Quelqu’un ouvre déjà une session sous {userName} : choisissez un autre nom d’utilisateur',
  },
  unknown: {
    status: 422,
    en: 'No role and no permission is called {name}',
    fr: 'Aucun rôle ni aucune permission ne s’appelle {name}',
  },
  not_for_this_kind: {
    status: 422,
    en: '{name} is not for an organisation of this kind: what the ministry may do is never granted elsewhere',
    fr: '{name} n’est pas pour un établissement de ce genre : ce que peut le ministère n’est jamais accordé ailleurs',
  },
  to_oneself: {
    status: 403,
    en: 'Nobody grants anything to themselves: ask somebody else who manages people',
    fr: 'Personne ne s’accorde de droit : demandez à une autre personne qui gère les comptes',
  },
  to_support: {
    status: 422,
    en: 'Somebody of support holds no grants: open a support access instead',
    fr: 'Une personne du soutien ne détient aucun droit : ouvrez plutôt un accès de soutien',
  },
  not_held: {
    status: 403,
    en: 'You do not hold all of {name} yourself, so you cannot grant it',
    fr: 'Vous ne détenez pas vous-même tout ce que contient {name} : vous ne pouvez pas l’accorder',
  },
  not_by_directory: {
    status: 403,
    en: '{name} opens too much to be given by a directory: somebody who manages people grants it',
    fr: '{name} ouvre trop pour être accordé par un annuaire : une personne qui gère les comptes l’accorde',
  },
  not_addable: {
    status: 422,
    en: '{name} cannot be added to the base role that the person holds there',
    fr: '{name} ne peut pas s’ajouter au rôle de base que la personne détient là',
  },
  needs_another: {
    status: 422,
    en: '{name} works only beside {needed}, which the person does not hold there: grant {needed} first',
    fr: '{name} ne vaut qu’avec {needed}, que la personne ne détient pas là : accordez d’abord {needed}',
  },
  begins_in_the_past: {
    status: 422,
    en: 'A grant begins today or later',
    fr: 'Un droit commence aujourd’hui ou plus tard',
  },
  ends_before_start: {
    status: 422,
    en: 'The last day is before the first',
    fr: 'Le dernier jour précède le premier',
  },
  grant_overlaps: {
    status: 409,
    en: 'The person holds a base role or this permission there already on some of these days: end that first',
    fr: 'La personne détient déjà un rôle de base ou cette permission là pendant certains de ces jours : mettez-y fin d’abord',
  },
  grant_is_dangerous: {
    status: 422,
    en: '{name} opens very much: grant it by itself, after proving again that it is you',
    fr: '{name} ouvre énormément : accordez-le séparément, après avoir prouvé de nouveau votre identité',
  },
  grant_over: { status: 409, en: 'The grant is over already', fr: 'Ce droit a déjà pris fin' },
  grant_not_waiting: {
    status: 409,
    en: 'The grant waits for nobody: it was answered, or needs no second person',
    fr: 'Ce droit n’attend personne : il a reçu sa réponse, ou ne demande pas de deuxième personne',
  },
  second_must_be_another: {
    status: 403,
    en: 'The second person is neither the one who gave the grant nor the one who gets it',
    fr: 'La deuxième personne n’est ni celle qui a accordé le droit ni celle qui le reçoit',
  },
  last_administrator: {
    status: 409,
    en: 'Nobody would be left who manages the people of the ministry: grant that to somebody else first',
    fr: 'Il ne resterait personne pour gérer les comptes du ministère : accordez-le d’abord à quelqu’un d’autre',
  },
  not_oneself: {
    status: 403,
    en: 'Somebody else must do this to your own account',
    fr: 'Une autre personne doit le faire pour votre propre compte',
  },
  belongs_elsewhere: {
    status: 403,
    en: 'The account belongs to another organisation: only that one suspends it',
    fr: 'Le compte appartient à un autre établissement : lui seul le suspend',
  },
  nothing_to_move: {
    status: 409,
    en: 'The person holds nothing at {organisation} that could move',
    fr: 'La personne ne détient rien à {organisation} qui puisse passer ailleurs',
  },
  support_not_found: { status: 404, en: 'There is no such support access', fr: 'Cet accès de soutien n’existe pas' },
  support_account_unknown: {
    status: 422,
    en: 'That account is not one of support',
    fr: 'Ce compte n’est pas un compte de soutien',
  },
  support_too_wide: {
    status: 422,
    en: 'Support is let in by a school or an authority, never by an organisation that reaches everything',
    fr: 'Une école ou une autorité scolaire admet le soutien, jamais un établissement qui atteint tout',
  },
  support_too_long: {
    status: 422,
    en: 'A support access lasts at most {hours} hours',
    fr: 'Un accès de soutien dure au plus {hours} heures',
  },
  support_open_already: {
    status: 409,
    en: 'This person of support is let in there already: end that first',
    fr: 'Cette personne du soutien y est déjà admise : mettez-y fin d’abord',
  },
  support_over: { status: 409, en: 'The support access is over already', fr: 'Cet accès de soutien a déjà pris fin' },
  review_not_found: { status: 404, en: 'There is no such access review', fr: 'Cette révision des accès n’existe pas' },
  review_open_already: {
    status: 409,
    en: 'A review of {organisation} is open already',
    fr: 'Une révision de {organisation} est déjà ouverte',
  },
  review_over: { status: 409, en: 'The review is closed', fr: 'La révision est close' },
  review_day: {
    status: 422,
    en: 'The day to confirm by lies between tomorrow and a year from now',
    fr: 'Le jour limite de confirmation se situe entre demain et dans un an',
  },
  nothing_to_review: {
    status: 409,
    en: 'Nobody holds a grant at {organisation}',
    fr: 'Personne ne détient de droit à {organisation}',
  },
  not_in_review: {
    status: 422,
    en: 'The grant {grantId} is not one that waits in this review',
    fr: 'Le droit {grantId} n’attend pas de réponse dans cette révision',
  },
  not_ones_own: {
    status: 403,
    en: 'Nobody confirms or ends their own grants in a review: somebody else must',
    fr: 'Personne ne confirme ni ne termine ses propres droits dans une révision : une autre personne doit le faire',
  },
  administrator_there: {
    status: 409,
    en: 'Somebody manages the people of the ministry already: they open accounts, on the page People and grants',
    fr: 'Une personne gère déjà les comptes du ministère : c’est elle qui en ouvre, à la page Personnes et droits',
  },
  ministry_unnamed: {
    status: 422,
    en: 'The ministry {organisation} is not on the register yet: say what it is called with --organisation-name',
    fr: 'Le ministère {organisation} n’est pas encore au registre : dites son nom avec --organisation-name',
  },
  first_must_manage: {
    status: 422,
    en: 'The first account manages the people of the ministry: the role {role} at {organisation} does not',
    fr: 'Le premier compte gère les personnes du ministère : le rôle {role} à {organisation} ne le fait pas',
  },
});
