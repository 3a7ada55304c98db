import { z } from 'zod';
import { fillWords, type Words } from '#kernel/words.ts';
import { systemActor } from '#platform/actor.ts';
import { type Command, type CommandInput, defineCommand, Misuse } from '#platform/command.ts';
import type { Printer } from '#platform/terminal.ts';
import { type Break, breakKinds } from './rules/breaks.ts';
import { groupNames } from './rules/group-names.ts';
import { noteAtCommandLine } from './service/append.ts';
import { type Asked, drill, pageDrilled, streamDrilled } from './service/drill.ts';
import { verifyLedger } from './service/verify.ts';

const operator = systemActor('operator at the command line');

const verify = defineCommand({
  name: 'ledger verify',
  summary: {
    en: 'Recomputes the ledger of reads: every row, every seal, every signed head',
    fr: 'Recalcule le registre des consultations : chaque ligne, chaque sceau, chaque en-tête signé',
  },
  usage: '[--from 2026-09-01] [--to 2026-09-30] [--json]',
  options: { from: { type: 'string' }, to: { type: 'string' } },
  positionals: { min: 0, max: 0 },
  run: async ({ values, print, open }) => {
    const from = readInstant(values['from'], '--from');
    const to = readInstant(values['to'], '--to', 'end');
    const { db, config } = await open();
    const began = performance.now();
    const found = await verifyLedger({ db, config }, { ...(from ? { from } : {}), ...(to ? { to } : {}) });
    const seconds = (performance.now() - began) / 1000;
    const breaks = found.breaks.map((it) => ({ ...it, words: sayBreak(it) }));
    const unsealed = { rows: found.unsealed.rows, oldestAt: found.unsealed.oldestAt?.toISOString() ?? null };
    print.json({ ...found, breaks, unsealed, seconds: Math.round(seconds * 100) / 100 });
    const count = (number: number) => number.toLocaleString('en-CA');
    print.line(
      `${count(found.rows)} rows in ${count(found.seals)} runs of ${found.months} months and ${found.heads} signed heads recomputed in ${seconds.toFixed(1)} s.`,
    );
    if (unsealed.rows > 0) print.line(`${count(unsealed.rows)} rows of the last seconds are not sealed yet.`);
    for (const { words } of breaks) print.line(`${words.en}\n${words.fr}`);
    print.line(found.isSound ? 'Everything adds up.' : 'THE LEDGER DOES NOT ADD UP: see above what was found first.');
    return found.isSound ? 0 : 1;
  },
});

function sayBreak({ kind, month, ordinal, place, row }: Break): Words {
  return fillWords(breakKinds[kind], { month: month ?? '–', ordinal, place: place ?? '–', row: row ?? '–' });
}

const drillCommand = defineCommand({
  name: 'ledger drill',
  summary: {
    en: 'Says which people’s which fields an account or a client read between two instants',
    fr: 'Dit de quelles personnes quels champs un compte ou un client a lus entre deux instants',
  },
  usage: '--account ID | --client ID --from 2026-09-01 --to 2026-09-30T12:00:00Z [--people] [--json]',
  options: {
    account: { type: 'string' },
    client: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    people: { type: 'boolean' },
  },
  positionals: { min: 0, max: 0 },
  run: async ({ values, print, open }) => {
    const asked = readAsked(values);
    const services = await open();
    const { db, jurisdiction } = services;
    const figures = await drill(db, operator, { asked, codes: jurisdiction });
    const note = noteAtCommandLine(services, { actor: operator, command: 'ledger drill' });
    if (values['people'] === true) {
      for await (const lines of await streamDrilled(db, operator, { asked, note })) print.line(lines.trimEnd());
      return 0;
    }
    const { items } = await pageDrilled(db, operator, { asked, limit: peopleShown });
    await note([{ subjects: items.map((it) => it.studentNumber), groups: ['ledger'] }]);
    print.json({ ...figures, firstPeople: items });
    describe(figures, print);
    return 0;
  },
});

const peopleShown = 10;

function describe(found: Awaited<ReturnType<typeof drill>>, print: Printer): void {
  const count = (number: number) => number.toLocaleString('en-CA');
  for (const it of found.readers)
    print.line(`${it.name} · ${it.roleWords.en} · ${it.organisation.name} (${it.organisation.code})`);
  print.line(
    `read ${count(found.people)} people in ${count(found.answers)} answers (${count(found.reads)} rows) from ${found.from} to ${found.to}; asked in ${found.milliseconds} ms.`,
  );
  print.table(
    ['part of the record', 'people'],
    found.groups.map((it) => [groupNames[it.group].en, it.people]),
  );
  print.table(
    ['door', 'purpose', 'reads', 'people'],
    found.doors.map((it) => [it.door, it.purpose.words.en, it.reads, it.people]),
  );
  print.line('All of them: add --people. Every number that is printed is itself a read in the ledger.');
}

function readAsked(values: CommandInput['values']): Asked {
  const { account, client } = values;
  if ((account === undefined) === (client === undefined))
    throw new Misuse('say whose reads: --account or --client, one of them');
  const from = readInstant(values['from'], '--from');
  const to = readInstant(values['to'], '--to', 'end');
  if (!from || !to) throw new Misuse('say between which instants: --from and --to');
  if (account !== undefined && !z.uuid().safeParse(account).success)
    throw new Misuse('--account is the id of an account');
  return {
    ...(typeof account === 'string' ? { account } : {}),
    ...(typeof client === 'string' ? { client } : {}),
    from: from.toISOString(),
    to: to.toISOString(),
  };
}

/** A day (its beginning, or its end) or an instant, UTC unless it says otherwise. */
function readInstant(
  value: CommandInput['values'][string],
  option: string,
  edge: 'start' | 'end' = 'start',
): Date | null {
  if (value === undefined) return null;
  const text = String(value);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const at = new Date(isDay ? `${text}T00:00:00Z` : text);
  if (Number.isNaN(at.getTime()))
    throw new Misuse(`${option} is a day or an instant, such as 2026-09-01 or 2026-09-01T08:00:00Z`);
  return isDay && edge === 'end' ? new Date(at.getTime() + 86_400_000) : at;
}

export const ledgerCommands: readonly Command[] = [verify, drillCommand];
