import type { OrganisationCode } from '#kernel/ids.ts';
import { findOrganisations } from '#modules/organisations/index.ts';
import type { Reader } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import type { ItemRecord, SubmissionRecord } from '../../records.ts';
import type { HeldFile } from '../../rules/oneroster/files.ts';
import type { OneRosterDefaults, OneRosterMetadata, OneRosterSettings } from '../../rules/oneroster/settings.ts';
import { fileYearOf } from '../../rules/oneroster/year.ts';
import { type EarlierSubmission, listEarlier, listStanding, type Source } from '../../store/oneroster.ts';
import { guidOf } from './guid.ts';

/** What the rows of a OneRoster submission are understood by, and where earlier rows about its users are. */
export type OneRosterBasis = { settings: OneRosterSettings; sources: readonly Source[] };

/** A few queries, whatever the file holds: organisations and sessions are few. */
export async function loadOneRosterBasis(
  reader: Reader,
  submission: SubmissionRecord,
  jurisdiction: Jurisdiction,
): Promise<OneRosterBasis | null> {
  const { submissionId, organisation, fileModes } = submission;
  if (fileModes === null) return null;
  const earlier = await listEarlier(reader, { organisation, before: submissionId });
  const places = await listStanding(
    reader,
    (['orgs', 'academicSessions'] as const).map((file) => ({
      file,
      submissionIds: [submissionId, ...sourceOf(file, submission, earlier).submissionIds],
    })),
    null,
  );
  const organisationOf = await loadOrganisations(reader, places);
  const today = submission.receivedAt.toISOString().slice(0, 10);
  const sessions = places.filter((it) => it.file === 'academicSessions').map((it) => it.fields);
  const settings: OneRosterSettings = {
    fileYear: fileYearOf(sessions, jurisdiction.ruleContext(today).currentSchoolYear),
    organisationOf,
    grades: codesOf(jurisdiction, 'oneroster_grade', 'grade'),
    sexes: codesOf(jurisdiction, 'oneroster_sex', 'gender'),
    defaults: jurisdiction.parameter<OneRosterDefaults>('exchange.oneroster_defaults', today),
    metadata: jurisdiction.parameter<OneRosterMetadata>('exchange.oneroster_metadata', today),
    guidOf: (kind, sourcedId) => guidOf(organisation, kind, sourcedId),
  };
  const files = ['users', 'demographics', 'roles'] as const;
  return { settings, sources: files.map((file) => sourceOf(file, submission, earlier)) };
}

/** The earlier submissions over which a file is read: none for a whole one; else all behind the last whole one, that one too. */
export function sourceOf(
  file: HeldFile,
  { fileModes }: Pick<SubmissionRecord, 'fileModes'>,
  earlier: readonly EarlierSubmission[],
): Source {
  return fileModes?.[file] === 'bulk'
    ? { file, submissionIds: [] }
    : { file, submissionIds: sinceWhole(file, earlier) };
}

/** The submissions that held a file, the newest first, down to the last that held it whole. */
export function sinceWhole(file: HeldFile, earlier: readonly EarlierSubmission[]): string[] {
  const holding = earlier.filter(({ modes }) => modes[file] !== undefined);
  const whole = holding.findIndex(({ modes }) => modes[file] === 'bulk');
  return (whole === -1 ? holding : holding.slice(0, whole + 1)).map((it) => it.submissionId);
}

const codeForm = /^[A-Z]\.[A-Z0-9]{1,8}$/;

/** The codes that a row of orgs may stand for: its identifier before its sourcedId. */
export function orgCodes({ fields }: Pick<ItemRecord, 'fields'>): OrganisationCode[] {
  return [fields['identifier'], fields['sourcedId']].filter(
    (it): it is OrganisationCode => it !== undefined && codeForm.test(it),
  );
}

async function loadOrganisations(
  reader: Reader,
  places: readonly ItemRecord[],
): Promise<OneRosterSettings['organisationOf']> {
  const orgs = places.filter((it) => it.file === 'orgs');
  const known = await findOrganisations(reader, [...new Set(orgs.flatMap(orgCodes))]);
  const codes = new Map(
    orgs.map((org) => [org.fields['sourcedId'] ?? '', orgCodes(org).find((code) => known.has(code)) ?? null]),
  );
  return (sourcedId) => codes.get(sourcedId) ?? (!codes.has(sourcedId) && codeForm.test(sourcedId) ? sourcedId : null);
}

function codesOf(jurisdiction: Jurisdiction, className: string, key: string): Map<string, string> {
  return new Map(jurisdiction.codes(className).map(({ code, data }) => [code, String(data[key])]));
}
