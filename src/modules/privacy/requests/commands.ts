import { writeFile } from 'node:fs/promises';
import { wholeRecord } from '#kernel/field-groups.ts';
import { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import { languages } from '#kernel/words.ts';
import { commandActor, noteAtCommandLine } from '#modules/access/index.ts';
import { perform } from '#platform/act.ts';
import { type Command, defineCommand, Misuse } from '#platform/command.ts';
import type { Holding } from '#platform/holdings/holding.ts';
import { askers } from './rules/withhold.ts';
import { makePackage } from './service/package.ts';

/** The commands of requests, over everything that the modules hold about people. */
export function requestCommands(holdings: readonly Holding[]): Command[] {
  return [packageCommand(holdings)];
}

function packageCommand(holdings: readonly Holding[]): Command {
  return defineCommand({
    name: 'privacy package',
    summary: {
      en: 'Writes everything that is held about a person into one ZIP',
      fr: 'Écrit dans un fichier ZIP tout ce qui est détenu au sujet d’une personne',
    },
    usage: 'NUMBER --out FILE [--as O.1] [--asker student|guardian|lawyer|court|other] [--language en|fr] [--json]',
    options: {
      out: { type: 'string' },
      as: { type: 'string' },
      asker: { type: 'string' },
      language: { type: 'string' },
    },
    positionals: { min: 1, max: 1 },
    run: async ({ values, positionals, print, open }) => {
      const number = StudentNumber.safeParse(positionals[0]);
      const asker = askers.find((it) => it === (values['asker'] ?? 'student'));
      const language = languages.find((it) => it === (values['language'] ?? 'en'));
      const { out } = values;
      if (!number.success) throw new Misuse(`${positionals[0]} is no student number`);
      if (typeof out !== 'string') throw new Misuse('say where to: --out FILE');
      if (!asker || !language) throw new Misuse('--asker or --language is not one of those that there are');
      const services = await open();
      const organisation = OrganisationCode.safeParse(values['as'] ?? services.jurisdiction.ministry);
      if (!organisation.success) throw new Misuse(`${values['as']} is no organisation code`);
      const actor = await commandActor(services.db, organisation.data);
      const wish = { actor, number: number.data, asker, language, legalBasis: null, at: new Date() };
      const made = await makePackage({ ...services, register: services.db, holdings }, wish);
      await perform(services.db, { kind: 'privacy.package', actor }, async () => undefined);
      await noteAtCommandLine(services, { actor, command: 'privacy package' })([
        { subjects: made.numbers, groups: wholeRecord },
      ]);
      await writeFile(out, made.zip, { flag: 'wx', mode: 0o600 }).catch((error: { code?: string }) => {
        if (error.code === 'EEXIST') throw new Misuse(`${out} is there already, and is not overwritten`);
        throw error;
      });
      print.line(`${out}: ${made.zip.length} bytes, SHA-256 ${made.sha256}`);
      print.json({ out, bytes: made.zip.length, sha256: made.sha256, numbers: made.numbers });
      return 0;
    },
  });
}
