import { systemActor } from '#platform/actor.ts';
import { type Command, type CommandInput, defineCommand, type ExitCode, Misuse } from '#platform/command.ts';
import { newId } from '#platform/ids.ts';
import { disableClient, enableClient } from './service/manage.ts';
import { presentClients } from './service/present.ts';
import { rotateServerKey } from './service/server-keys.ts';

// Whoever may start the program holds the database too: the command line acts as the operator, and says so in the record.
const operator = systemActor('operator at the command line');

const list = defineCommand({
  name: 'clients list',
  summary: {
    en: 'Lists the machine clients and whether they may call',
    fr: 'Énumère les clients machines et leur état',
  },
  usage: '[--json]',
  positionals: { min: 0, max: 0 },
  run: async ({ print, open }) => {
    const { db } = await open();
    const items = await presentClients(db, operator, undefined);
    print.json({ items });
    if (items.length === 0) print.line('There is no machine client.');
    for (const it of items) {
      const ends = it.validUntil.slice(0, 10);
      print.line(
        `${it.clientId}  ${it.state.padEnd(11)}  until ${ends}  ${it.organisation.padEnd(8)}  ${it.name} (${it.software})`,
      );
    }
    return 0;
  },
});

const disable = defineCommand({
  name: 'clients disable',
  summary: {
    en: 'Disables a machine client at once everywhere',
    fr: 'Désactive immédiatement un client machine, partout',
  },
  usage: 'CLIENT --reason TEXT [--json]',
  options: { reason: { type: 'string' } },
  positionals: { min: 1, max: 1 },
  run: async (input) => {
    const { values } = input;
    const reason = typeof values['reason'] === 'string' ? values['reason'].trim() : '';
    if (reason === '') throw new Misuse('say why with --reason');
    return change(input, 'disabled', (db, doing) => disableClient(db, doing, reason));
  },
});

const enable = defineCommand({
  name: 'clients enable',
  summary: { en: 'Lets a disabled machine client call again', fr: 'Réactive un client machine' },
  usage: 'CLIENT [--json]',
  positionals: { min: 1, max: 1 },
  run: (input) => change(input, 'enabled', enableClient),
});

const rotate = defineCommand({
  name: 'clients rotate-signing-key',
  summary: {
    en: 'Makes the next key that signs access tokens; with --now the present one is worth nothing from this instant',
    fr: 'Crée la prochaine clé de signature des jetons ; avec --now l’actuelle ne vaut plus rien dès cet instant',
  },
  usage: '[--now] [--json]',
  options: { now: { type: 'boolean' } },
  positionals: { min: 0, max: 0 },
  run: async ({ values, print, open }) => {
    const { db, jurisdiction } = await open();
    const isNow = values['now'] === true;
    const when = isNow ? 'at_once' : 'soon';
    const keyId = await rotateServerKey(db, { actor: operator, jurisdiction, now: new Date(), when });
    const hours = jurisdiction.parameter<number>('access.signing_key_lead_hours');
    print.json({ keyId, signs: isNow ? 'now' : `in ${hours} hours` });
    print.line(
      isNow
        ? `The key ${keyId} signs from now on; tokens signed before are worth nothing, and clients get new ones by themselves.`
        : `The key ${keyId} is published and signs in ${hours} hours; the present one stays until its tokens have expired.`,
    );
    return 0;
  },
});

export const clientCommands: readonly Command[] = [list, disable, enable, rotate];

type Doing = Parameters<typeof enableClient>[1];

async function change(
  { positionals, print, open }: CommandInput,
  word: string,
  work: (db: Parameters<typeof enableClient>[0], doing: Doing) => Promise<void>,
): Promise<ExitCode> {
  const [clientId = ''] = positionals;
  if (!/^[0-9a-f-]{36}$/.test(clientId))
    throw new Misuse(`${clientId} is no client's id; npx matricula clients list shows them`);
  const { db, jurisdiction } = await open();
  await work(db, { actor: operator, jurisdiction, requestId: newId(), clientId });
  print.line(`The client ${clientId} is ${word}.`);
  print.json({ clientId, state: word });
  return 0;
}
