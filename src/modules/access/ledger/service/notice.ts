import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { OrganisationCode } from '#kernel/ids.ts';
import type { Language, Words } from '#kernel/words.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import type { Reader } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { renderPdf } from '#platform/pdf/pdf.ts';
import type { Drill } from '../contract.ts';
import { groupNames } from '../rules/group-names.ts';
import { type Addressee, draftNotice, type NoticePart, toMarkdown, toPlainText } from '../rules/notice.ts';
import { nameIn, sayMoment } from './present.ts';

export type NoticeFormat = 'txt' | 'md' | 'pdf';
export type Wanted = { to: Addressee; language: Language; format: NoticeFormat; at: Date };

export const noticeTypes = {
  txt: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  pdf: 'application/pdf',
} as const satisfies Record<NoticeFormat, string>;

/** A draft of a notice from the figures of a drill, as a file. */
export async function writeNotice(
  reader: Reader,
  { drill, jurisdiction, wanted }: { drill: Drill; jurisdiction: Jurisdiction; wanted: Wanted },
): Promise<Buffer> {
  const parts = await draft(reader, { drill, jurisdiction, wanted });
  if (wanted.format === 'txt') return Buffer.from(toPlainText(parts));
  if (wanted.format === 'md') return Buffer.from(toMarkdown(parts));
  const [title] = parts;
  const template = await readFile(
    createRequire(import.meta.url).resolve('#modules/access/ledger/templates/notice.typ'),
    'utf8',
  );
  return renderPdf(template, { parts }, { language: wanted.language, title: title?.text ?? '', at: wanted.at });
}

async function draft(
  reader: Reader,
  { drill, jurisdiction, wanted: { to, language, at } }: { drill: Drill; jurisdiction: Jurisdiction; wanted: Wanted },
): Promise<NoticePart[]> {
  const who = drill.readers.at(-1);
  const code = jurisdiction.ministry as OrganisationCode; // read with the jurisdiction's own schema
  const ministry = (await findOrganisations(reader, [code])).get(code);
  const say = (moment: string) => {
    const { day, time } = sayMoment(new Date(moment), { language, codes: jurisdiction });
    return `${day}, ${time}`;
  };
  return draftNotice(
    to,
    {
      name: who?.name ?? '',
      isSystem: who?.kind !== 'account',
      organisation: who ? nameIn(who.organisation, language) : '',
      from: say(drill.firstAt ?? drill.from),
      to: say(drill.lastAt ?? drill.to),
      people: drill.people,
      answers: drill.answers,
      groups: drill.groups.map(({ group }) => groupNames[group][language].toLowerCase()),
      commissioner: jurisdiction.parameter<Words>('access.privacy_commissioner')[language],
      ministry: (language === 'fr' ? ministry?.nameFr : null) ?? ministry?.name ?? jurisdiction.title[language],
      today: sayMoment(at, { language, codes: jurisdiction }).day,
    },
    language,
  );
}
