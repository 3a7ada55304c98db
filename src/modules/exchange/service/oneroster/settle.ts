import type { Db } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import { note } from '../../reading/refused.ts';
import type { ItemRecord, KeptRemark, SubmissionRecord } from '../../records.ts';
import { unheldFiles } from '../../rules/oneroster/files.ts';
import type { FileProblem } from '../../rules/problems.ts';
import { recount } from '../../store/fates.ts';
import { findUnmentioned, listEarlier, listStanding, type PlainFate, settleRows } from '../../store/oneroster.ts';
import { saveRemarks, saveSchoolYear } from '../../store/submissions.ts';
import { rejection } from '../remarks.ts';
import { loadOneRosterBasis, sinceWhole } from './basis.ts';

type Services = { db: Db; jurisdiction: Jurisdiction };

const noted = (code: string, params: KeptRemark['params'] = {}): KeptRemark => ({
  code: `exchange.${code}`,
  severity: 'note',
  field: null,
  params,
});

/** Gives the rows about no user their fates, and says which school year the file is of and what it no longer mentions. */
export async function settleOneRoster({ db, jurisdiction }: Services, submission: SubmissionRecord): Promise<void> {
  const { submissionId, remarks } = submission;
  const basis = await loadOneRosterBasis(db, submission, jurisdiction);
  if (basis === null) return;
  const orgs = await listStanding(db, [{ file: 'orgs', submissionIds: [submissionId] }], null);
  const fates: PlainFate[] = [
    ...orgs.map((org) => judgeOrg(org, basis.settings.organisationOf)),
    { file: 'academicSessions', ordinals: null, remark: noted('read_for_others') },
    ...unheldFiles.map((file) => ({ file, ordinals: null, remark: noted('not_held', { file }) })),
  ];
  await settleRows(db, submissionId, fates);
  await recount(db, submissionId);
  await saveSchoolYear(db, submissionId, basis.settings.fileYear.year);
  const missing = await unmentioned(db, submission);
  const others = remarks.filter((it) => it.code !== 'no_longer_mentioned');
  if (missing.length > 0) await saveRemarks(db, submissionId, [...others, ...missing]);
}

/** Kinds of organisation that the register holds; others stand above or within them. */
const heldTypes: ReadonlySet<string | undefined> = new Set(['school', 'district', 'local']);

function judgeOrg(org: ItemRecord, organisationOf: (id: string) => string | null): PlainFate {
  const base = { file: 'orgs' as const, ordinals: [org.ordinal] };
  const { sourcedId = '', identifier, type, status } = org.fields;
  if (status === 'tobedeleted') return { ...base, remark: noted('never_deleted') };
  if (organisationOf(sourcedId) !== null) return { ...base, remark: null };
  if (!heldTypes.has(type)) return { ...base, remark: noted('read_for_others') };
  return { ...base, remark: rejection('org_unknown', 'identifier', { org: identifier ?? sourcedId }) };
}

/** Bulk is the whole: what an earlier file named and this one does not is said, and nothing follows from it. */
async function unmentioned(db: Db, submission: SubmissionRecord): Promise<FileProblem[]> {
  const { submissionId, organisation, fileModes } = submission;
  const earlier = await listEarlier(db, { organisation, before: submissionId });
  const notes: FileProblem[] = [];
  for (const file of ['users', 'roles'] as const) {
    const submissionIds = fileModes?.[file] === 'bulk' ? sinceWhole(file, earlier) : [];
    if (submissionIds.length === 0) continue;
    const { count, examples } = await findUnmentioned(db, submissionId, { file, submissionIds });
    if (count > 0) notes.push(note('no_longer_mentioned', { count, examples }, file));
  }
  return notes;
}
