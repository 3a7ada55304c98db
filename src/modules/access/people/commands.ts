import { OrganisationCode } from '#kernel/ids.ts';
import { type Command, defineCommand, Misuse } from '#platform/command.ts';
import { UserName } from './contract.ts';
import { openFirstAdministrator } from './service/first.ts';

const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim() : null;

const open = defineCommand({
  name: 'accounts open',
  summary: {
    en: 'Opens the first administrator’s account and prints its invitation, once',
    fr: 'Ouvre le compte du premier administrateur et imprime son invitation, une seule fois',
  },
  usage:
    'USERNAME --name NAME [--organisation O.1] [--organisation-name NAME] [--role ministry_records] [--language en|fr] [--json]',
  options: {
    name: { type: 'string' },
    organisation: { type: 'string' },
    'organisation-name': { type: 'string' },
    role: { type: 'string' },
    language: { type: 'string' },
  },
  positionals: { min: 1, max: 1 },
  run: async ({ values, positionals, print, open: openProgram }) => {
    const userName = UserName.safeParse(positionals[0]);
    if (!userName.success) throw new Misuse('a user name has letters, digits and . @ _ + -, at least two');
    const name = text(values['name']);
    if (name === null) throw new Misuse('say who it is with --name');
    const language = text(values['language']) ?? 'en';
    if (language !== 'en' && language !== 'fr') throw new Misuse('--language is en or fr');
    const { db, jurisdiction, config, demonstration } = await openProgram();
    const organisation = OrganisationCode.safeParse(text(values['organisation']) ?? jurisdiction.ministry);
    if (!organisation.success) throw new Misuse('--organisation takes a code such as O.1');
    const first = {
      userName: userName.data,
      name,
      language,
      organisation: organisation.data,
      organisationName: text(values['organisation-name']),
      role: text(values['role']) ?? 'ministry_records',
    } as const;
    const { path, expiresAt } = await openFirstAdministrator(db, first, { jurisdiction, demonstration });
    const until = expiresAt.toISOString();
    const link = `${config.origin ?? `http://localhost:${config.port ?? 3000}`}${path}`;
    print.json({
      userName: first.userName,
      organisation: first.organisation,
      role: first.role,
      link,
      expiresAt: until,
    });
    print.line(link);
    print.note(`The link works once, until ${until}, and is not shown again. Pass it to ${name} alone.`);
    print.note(`Le lien vaut une seule fois, jusqu’à ${until}, et n’est plus affiché. Ne le remettez qu’à ${name}.`);
    return 0;
  },
});

export const peopleCommands: readonly Command[] = [open];
