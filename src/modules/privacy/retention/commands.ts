import { isPlainDate } from '#kernel/dates.ts';
import { showStudentNumber } from '#kernel/ids.ts';
import { noteAtCommandLine } from '#modules/access/index.ts';
import { todayOf } from '#platform/act.ts';
import { systemActor } from '#platform/actor.ts';
import { type Command, defineCommand, Misuse } from '#platform/command.ts';
import type { Holding } from '#platform/holdings/holding.ts';
import { errors } from './errors.ts';
import { openCertificate } from './service/certificate.ts';
import { describeKeys, findApproval } from './service/data-keys.ts';
import { type DueRecord, findDue } from './service/due.ts';
import { executeDisposal } from './service/execute.ts';

/** The commands of retention, over everything that the modules hold about people. */
export function retentionCommands(holdings: readonly Holding[]): Command[] {
  return [dueCommand(holdings), keysListCommand, keysDestroyCommand(holdings)];
}

const shownMax = 40;

function dueCommand(holdings: readonly Holding[]): Command {
  return defineCommand({
    name: 'retention due',
    summary: {
      en: 'Tells which students’ records are due for disposal on a day; writes nothing',
      fr: 'Indique les dossiers d’élèves échus pour élimination à une date ; n’écrit rien',
    },
    usage: '[--on DATE] [--kind KIND] [--json]',
    options: { on: { type: 'string' }, kind: { type: 'string' } },
    positionals: { min: 0, max: 0 },
    run: async ({ values, print, open }) => {
      const on = values['on'] ?? todayOf(new Date());
      if (typeof on !== 'string' || !isPlainDate(on))
        throw new Misuse(`${String(on)} is no day, which is written 2027-09-01`);
      const services = await open();
      const kind = values['kind'];
      const question = {
        jurisdiction: services.jurisdiction,
        holdings,
        today: on,
        ...(typeof kind === 'string' ? { recordKinds: [kind] } : {}),
      };
      const note = noteAtCommandLine(services, { actor: systemActor('command line'), command: 'retention due' });
      const found: DueRecord[] = [];
      for await (const batch of findDue(services.db, question)) found.push(...batch);
      await note([{ subjects: [...new Set(found.map((it) => it.studentNumber))], groups: ['existence'] }]);
      print.json({ on, due: found });
      for (const it of found.slice(0, shownMax))
        print.line(
          `${showStudentNumber(it.studentNumber)}  ${it.recordKind.padEnd(12)} due ${it.dueOn}  ${String(it.rows).padStart(4)} rows${it.heldBy.length > 0 ? '  HELD' : ''}`,
        );
      if (found.length > shownMax) print.line(`… and ${found.length - shownMax} more (--json tells all)`);
      const held = found.filter((it) => it.heldBy.length > 0).length;
      print.line(`${found.length} due on ${on}, of which ${held} held`);
      return 0;
    },
  });
}

const keysListCommand = defineCommand({
  name: 'keys list',
  summary: {
    en: 'Lists the keys under which texts and files are sealed, and when each may be destroyed',
    fr: 'Liste les clés sous lesquelles des textes et des fichiers sont scellés, et quand chacune peut être détruite',
  },
  usage: '[--json]',
  positionals: { min: 0, max: 0 },
  run: async ({ print, open }) => {
    const services = await open();
    const keys = await describeKeys(services.db, services, todayOf(new Date()));
    print.json({ keys });
    for (const it of keys)
      print.line(
        `${it.keyId}  ${it.recordKind.padEnd(16)} ${it.period}  ${String(it.texts).padStart(5)} texts ${String(it.files).padStart(4)} files  ${it.because}${it.dueOn ? ` ${it.dueOn}` : ''}${it.isThere || it.destroyedAt ? '' : '  FILE MISSING'}`,
      );
    if (keys.length === 0) print.line('No key has been made yet.');
    return 0;
  },
});

function keysDestroyCommand(holdings: readonly Holding[]): Command {
  return defineCommand({
    name: 'keys destroy',
    summary: {
      en: 'Destroys a key whose destruction was approved, and with it every copy of what is sealed under it; rehearses unless told --apply',
      fr: 'Détruit une clé dont la destruction a été approuvée, et avec elle toute copie de ce qui y est scellé ; répète seulement sans --apply',
    },
    usage: 'KEY [--apply] [--json]',
    options: { apply: { type: 'boolean' } },
    positionals: { min: 1, max: 1 },
    run: async ({ values, positionals: [keyId = ''], print, open }) => {
      const services = await open();
      const key = (await describeKeys(services.db, services, todayOf(new Date()))).find((it) => it.keyId === keyId);
      if (!key) throw errors.key_not_found();
      const disposal = await findApproval(services.db, keyId);
      if (!values['apply']) {
        print.json({ key, isApproved: disposal !== null, destroyed: false });
        print.line(
          `${key.texts} texts and ${key.files} files are sealed under this key (${key.because}${key.dueOn ? `, ${key.dueOn}` : ''}).`,
        );
        print.line(
          disposal
            ? 'Its destruction is approved: --apply carries it out.'
            : 'Nobody has approved its destruction: propose it in the web app.',
        );
        return 0;
      }
      if (!disposal) throw errors.key_not_approved();
      const { disposalId } = disposal;
      await executeDisposal({ ...services, holdings }, disposalId, { at: new Date() });
      const { signed } = await openCertificate(services.db, services, disposalId);
      print.json({ destroyed: true, ...signed });
      print.line(
        `Destroyed. Certificate ${disposalId}; the last backup is gone after ${signed.certificate.backupsUntil}.`,
      );
      return 0;
    },
  });
}
