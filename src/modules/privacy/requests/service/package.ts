import { type OrganisationCode, type StudentNumber, showStudentNumber } from '#kernel/ids.ts';
import { fill, type Language } from '#kernel/words.ts';
import { nameStudents, seeStudent } from '#modules/identity/index.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import { todayOf } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Db, Reader } from '#platform/database/database.ts';
import type { Holding } from '#platform/holdings/holding.ts';
import type { Services } from '#platform/services.ts';
import { keysOf } from '../../keys/service/seal.ts';
import { choices } from '../../settings.ts';
import { type Asker, askerWords } from '../rules/withhold.ts';
import { areRestricted } from '../store/people.ts';
import { type GatheredSection, gather } from './gather.ts';
import { layOutSections, organisationsIn, type PackagePage } from './lay-out.ts';
import { packPerson, printPackage, toPersonFile } from './package-file.ts';
import { packageWords, showWhen } from './words.ts';

export type PackageWish = {
  actor: Actor;
  number: StudentNumber;
  asker: Asker;
  language: Language;
  legalBasis: string | null;
  at: Date;
};
export type Package = { zip: Buffer; sha256: string; numbers: StudentNumber[] };

/**
 * Everything that the register holds about a person as one ZIP. Read in one snapshot with the worker's role, since a person's data lie in
 * tables that no reader reaches; whether the actor may see the person is judged first.
 */
export async function makePackage(
  services: Pick<Services, 'config' | 'jurisdiction'> & { register: Db; holdings: readonly Holding[] },
  wish: PackageWish,
): Promise<Package> {
  const { register, jurisdiction } = services;
  const snapshot = await register
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((reader) => readPerson(reader, services, wish));
  const { numbers, sections } = snapshot;
  const person = toPersonFile(sections, {
    register: jurisdiction.title,
    madeAt: wish.at.toISOString(),
    numbers: [...numbers],
    askedBy: wish.asker,
    legalBasis: wish.legalBasis,
  });
  const pdf = await printPackage(layOut(services, wish, snapshot), wish);
  return { ...(await packPerson({ person, pdf }, wish.at)), numbers };
}

type Snapshot = {
  numbers: StudentNumber[];
  name: string;
  sections: GatheredSection[];
  organisations: Map<string, string>;
};

async function readPerson(
  reader: Reader,
  services: Pick<Services, 'config'> & { holdings: readonly Holding[] },
  { actor, number, asker, language }: PackageWish,
): Promise<Snapshot> {
  const { resolution } = await seeStudent(reader, actor, number);
  const { numbers, primary } = resolution;
  const isProtected = await areRestricted(reader, numbers);
  const sections = await gather(reader, {
    holdings: services.holdings,
    numbers,
    asker,
    isProtected,
    keys: keysOf(services),
  });
  const codes = [...organisationsIn(sections)] as OrganisationCode[]; // of the form of a code; what is none is not found
  const found = await findOrganisations(reader, codes);
  const organisations = new Map(
    [...found].map(([code, it]) => [code as string, (language === 'fr' ? it.nameFr : null) ?? it.name]),
  );
  const name = (await nameStudents(reader, [primary])).get(primary) ?? showStudentNumber(number);
  return { numbers: [...numbers], name, sections, organisations };
}

function layOut(
  { jurisdiction }: Pick<Services, 'jurisdiction'>,
  { asker, language, legalBasis, at }: PackageWish,
  { numbers, name, sections, organisations }: Snapshot,
): PackagePage {
  const today = todayOf(at);
  const moment = showWhen(at.toISOString(), language);
  const say = (key: keyof typeof packageWords, params: Record<string, string> = {}) =>
    fill(packageWords[key][language], params);
  const lists = choices(jurisdiction, today).legalBases;
  const basis = [...lists.access, ...lists.correction].find((it) => it.code === legalBasis)?.[language] ?? '–';
  return {
    paper: jurisdiction.parameter<string>('documents.paper', today),
    kind: say('kind'),
    title: say('title', { name }),
    paragraphs: [
      say('intro', {
        jurisdiction: jurisdiction.title[language],
        numbers: numbers.map(showStudentNumber).join(', '),
        moment,
      }),
      say('basis', { asker: askerWords[asker][language], basis }),
    ],
    footer: say('footer', { kind: say('kind'), moment }),
    page: packageWords.page[language],
    sections: layOutSections(sections, { language, jurisdiction, names: organisations }),
  };
}
