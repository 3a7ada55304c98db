import { fill, type Language, type Words } from '#kernel/words.ts';
import { listWords } from './plain.ts';

/** What a notice is drafted from: figures and names, nobody's number. */
export type NoticeFacts = {
  /** Who read: the account's or the system's name. */
  name: string;
  isSystem: boolean;
  organisation: string;
  /** The span in words of the language. */
  from: string;
  to: string;
  people: number;
  answers: number;
  /** Parts of the record in words of the language. */
  groups: readonly string[];
  commissioner: string;
  ministry: string;
  today: string;
};

export type Addressee = 'people' | 'commissioner' | 'organisation';

/** A text as a list of parts, so that plain text, Markdown and PDF are one text. */
export type NoticePart = { kind: 'title' | 'heading' | 'text' | 'item'; text: string };

type Template = readonly (readonly [NoticePart['kind'], Words])[];

const facts: Template = [
  ['heading', { en: 'What happened', fr: 'Ce qui s’est passé' }],
  [
    'text',
    {
      en: 'From {from} to {to}, {who} was used to read the records of {people} people in the student register. We do not know yet that the person behind it was entitled to.',
      fr: 'Du {from} au {to}, {who} a servi à consulter les dossiers de {people} personnes dans le registre des élèves. Rien n’établit encore que la personne en cause y était autorisée.',
    },
  ],
  ['heading', { en: 'What was seen', fr: 'Ce qui a été vu' }],
  ['text', { en: 'These parts of the records: {groups}.', fr: 'Les parties suivantes des dossiers : {groups}.' }],
];

const templates: Record<Addressee, Template> = {
  people: [
    ['title', { en: 'Notice: somebody looked at your record', fr: 'Avis : votre dossier a été consulté' }],
    ['text', { en: '[Date: {today}]', fr: '[Date : {today}]' }],
    [
      'text',
      { en: '[Name and address of the student, or of a guardian]', fr: '[Nom et adresse de l’élève ou d’un tuteur]' },
    ],
    ...facts,
    ['heading', { en: 'What we have done', fr: 'Ce que nous avons fait' }],
    [
      'text',
      {
        en: '[The account was disabled on … Who was asked, what was found, what was changed so that it does not happen again.]',
        fr: '[Le compte a été désactivé le … Qui a été interrogé, ce qui a été constaté, ce qui a été changé pour que cela ne se reproduise pas.]',
      },
    ],
    ['heading', { en: 'What you can do', fr: 'Ce que vous pouvez faire' }],
    [
      'item',
      {
        en: 'Ask {organisation} who looked at your record, when and what for: the register knows every look and shows it to you.',
        fr: 'Demandez à {organisation} qui a consulté votre dossier, quand et pourquoi : le registre connaît chaque consultation et vous la montre.',
      },
    ],
    [
      'item',
      {
        en: 'Be careful with anybody who knows things about your school record and asks you for more.',
        fr: 'Méfiez-vous de toute personne qui connaît votre dossier scolaire et vous demande d’autres renseignements.',
      },
    ],
    [
      'item',
      { en: 'You may complain to the {commissioner}.', fr: 'Vous pouvez porter plainte auprès de : {commissioner}.' },
    ],
    [
      'text',
      {
        en: '[Name, telephone and address of somebody who answers questions]',
        fr: '[Nom, téléphone et adresse d’une personne qui répond aux questions]',
      },
    ],
  ],
  commissioner: [
    [
      'title',
      {
        en: 'Notice of unauthorised access to personal information',
        fr: 'Avis d’accès non autorisé à des renseignements personnels',
      },
    ],
    ['text', { en: '[Date: {today}] To: {commissioner}', fr: '[Date : {today}] À : {commissioner}' }],
    [
      'text',
      { en: 'From: {organisation}, through {ministry}', fr: 'De : {organisation}, par l’entremise de {ministry}' },
    ],
    ...facts,
    [
      'text',
      {
        en: 'The figures come from the register’s ledger of reads, which is sealed by a hash chain; it knows {answers} answers in that time. The list of the people is kept and can be produced.',
        fr: 'Les chiffres proviennent du registre des consultations, scellé par une chaîne d’empreintes ; il connaît {answers} réponses pendant cette période. La liste des personnes est conservée et peut être produite.',
      },
    ],
    ['heading', { en: 'Risk of harm', fr: 'Risque de préjudice' }],
    [
      'text',
      {
        en: '[Who could be harmed, how, and how likely it is: custody disputes, identity, safety of protected students.]',
        fr: '[Qui pourrait subir un préjudice, lequel, et avec quelle probabilité : litiges de garde, identité, sécurité des élèves protégés.]',
      },
    ],
    ['heading', { en: 'What has been done, and what will be', fr: 'Ce qui a été fait et ce qui le sera' }],
    [
      'text',
      {
        en: '[Containment, with times. Notices to the people concerned, with their date. Changes.]',
        fr: '[Mesures de confinement, avec les heures. Avis aux personnes concernées, avec leur date. Changements.]',
      },
    ],
    [
      'text',
      {
        en: '[Name and telephone of the person who answers for it]',
        fr: '[Nom et téléphone de la personne responsable]',
      },
    ],
  ],
  organisation: [
    [
      'title',
      {
        en: 'Notice to {organisation}: reads that must be looked into',
        fr: 'Avis à {organisation} : consultations à examiner',
      },
    ],
    ['text', { en: '[Date: {today}] From: {ministry}', fr: '[Date : {today}] De : {ministry}' }],
    ...facts,
    ['heading', { en: 'What you must do now', fr: 'Ce que vous devez faire maintenant' }],
    [
      'item',
      {
        en: 'Find out today who used {who}, and why. Disable it if you cannot.',
        fr: 'Établissez aujourd’hui qui a utilisé {who}, et pourquoi. Désactivez l’accès si vous ne le pouvez pas.',
      },
    ],
    [
      'item',
      {
        en: 'Keep what could be evidence: machines, logs, messages. Delete nothing.',
        fr: 'Conservez ce qui pourrait servir de preuve : appareils, journaux, messages. Ne supprimez rien.',
      },
    ],
    [
      'item',
      {
        en: 'Answer us within one working day: who, why, what else, what you have done.',
        fr: 'Répondez-nous dans un délai d’un jour ouvrable : qui, pourquoi, quoi d’autre, ce que vous avez fait.',
      },
    ],
    [
      'item',
      {
        en: 'Do not tell the person concerned before you have spoken with us.',
        fr: 'N’informez pas la personne en cause avant de nous avoir parlé.',
      },
    ],
  ],
};

const who = {
  account: { en: 'the account of {name} at {organisation}', fr: 'le compte de {name} ({organisation})' },
  system: { en: 'the system {name} of {organisation}', fr: 'le système {name} ({organisation})' },
} as const satisfies Record<string, Words>;

/** A draft of a notice: what the ledger knows is filled in, what only people know stands in square brackets. */
export function draftNotice(to: Addressee, given: NoticeFacts, language: Language): NoticePart[] {
  const count = (number: number) => number.toLocaleString(language === 'en' ? 'en-CA' : 'fr-CA');
  const { isSystem, groups, people, answers, ...texts } = given;
  const params = {
    ...texts,
    who: fill(who[isSystem ? 'system' : 'account'][language], { name: given.name, organisation: given.organisation }),
    groups: listWords(groups, language),
    people: count(people),
    answers: count(answers),
  };
  return templates[to].map(([kind, words]) => ({ kind, text: fill(words[language], params) }));
}

/** As plain text. */
export function toPlainText(parts: readonly NoticePart[]): string {
  const said = parts.map(({ kind, text }) => {
    if (kind === 'title') return `${text}\n${'='.repeat(text.length)}`;
    if (kind === 'heading') return `${text}\n${'-'.repeat(text.length)}`;
    return kind === 'item' ? `* ${text}` : text;
  });
  return `${said.join('\n\n')}\n`;
}

/** As Markdown; signs that would be read as markup are escaped, since names are other people's texts. */
export function toMarkdown(parts: readonly NoticePart[]): string {
  const marks = { title: '# ', heading: '## ', item: '- ', text: '' } as const;
  const asText = (text: string) => text.replace(/[\\`*_{}[\]<>#|]/g, '\\$&');
  return `${parts.map(({ kind, text }) => marks[kind] + asText(text)).join('\n\n')}\n`;
}
