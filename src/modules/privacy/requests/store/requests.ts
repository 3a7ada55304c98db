import { sql } from 'kysely';
import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Language } from '#kernel/words.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { RequestKind, RequestState } from '../rules/states.ts';
import type { Asker } from '../rules/withhold.ts';

export type RequestRecord = {
  studentNumber: StudentNumber;
  requestId: string;
  kind: RequestKind;
  state: RequestState;
  askedBy: Asker;
  language: Language;
  legalBasis: string;
  identityProof: string | null;
  field: string | null;
  receivedOn: PlainDate;
  receivedBy: OrganisationCode;
  organisation: OrganisationCode;
  dueOn: PlainDate | null;
  keyId: string;
  asker: string | null;
  correction: string | null;
  decision: string | null;
  disagreement: string | null;
  disagreementKeyId: string | null;
  appliedActId: number | null;
  packageFileId: string | null;
  packageSha256: string | null;
  packageUntil: PlainDate | null;
  deliveredAt: Date | null;
  deliveredHow: string | null;
  remindedDays: number | null;
  closedOn: PlainDate | null;
  createdAt: Date;
  version: number;
};

const names: Readonly<Record<keyof RequestRecord, string>> = {
  studentNumber: 'student_number',
  requestId: 'request_id',
  kind: 'kind',
  state: 'state',
  askedBy: 'asked_by',
  language: 'language',
  legalBasis: 'legal_basis',
  identityProof: 'identity_proof',
  field: 'field',
  receivedOn: 'received_on',
  receivedBy: 'received_by',
  organisation: 'organisation_code',
  dueOn: 'due_on',
  keyId: 'key_id',
  asker: 'asker',
  correction: 'correction',
  decision: 'decision',
  disagreement: 'disagreement',
  disagreementKeyId: 'disagreement_key_id',
  appliedActId: 'applied_act_id',
  packageFileId: 'package_file_id',
  packageSha256: 'package_sha256',
  packageUntil: 'package_until',
  deliveredAt: 'delivered_at',
  deliveredHow: 'delivered_how',
  remindedDays: 'reminded_days',
  closedOn: 'closed_on',
  createdAt: 'created_at',
  version: 'version',
};
const columns = sql.join(Object.entries(names).map(([key, column]) => sql`r.${sql.ref(column)} as ${sql.ref(key)}`));

export async function insertRequest(tx: Tx, request: RequestRecord): Promise<void> {
  const row = Object.fromEntries(
    Object.entries(request).map(([key, value]) => [names[key as keyof RequestRecord], value]),
  );
  await sql`insert into privacy.request select * from jsonb_populate_record(null::privacy.request, ${JSON.stringify(row)}::jsonb)`.execute(
    tx,
  );
}

/** What a move changes; the version grows. */
export type RequestChange = Partial<Omit<RequestRecord, 'studentNumber' | 'requestId' | 'version' | 'createdAt'>>;

export async function updateRequest(
  tx: Tx,
  { studentNumber, requestId }: Pick<RequestRecord, 'studentNumber' | 'requestId'>,
  change: RequestChange,
): Promise<void> {
  const sets = Object.entries(change).map(
    ([key, value]) => sql`${sql.ref(names[key as keyof RequestRecord])} = ${value}`,
  );
  await sql`update privacy.request set ${sql.join([...sets, sql`version = version + 1`])}
    where student_number = ${studentNumber}::bpchar and request_id = ${requestId}`.execute(tx);
}

export async function findRequest(reader: Reader, requestId: string): Promise<RequestRecord | null> {
  const { rows } =
    await sql<RequestRecord>`select ${columns} from privacy.request r where request_id = ${requestId}`.execute(reader);
  return rows[0] ?? null;
}

export async function lockRequest(tx: Tx, requestId: string): Promise<RequestRecord | null> {
  const { rows } =
    await sql<RequestRecord>`select ${columns} from privacy.request r where request_id = ${requestId} for update`.execute(
      tx,
    );
  return rows[0] ?? null;
}

export type RequestFilters = {
  kind?: RequestKind | undefined;
  states?: readonly RequestState[] | undefined;
  dueBy?: PlainDate | undefined;
  numbers?: readonly StudentNumber[] | undefined;
  /** Of whose requests; null = everybody's. */
  organisations: readonly OrganisationCode[] | null;
  seesProtected: boolean;
};

/** Requests in sight: open ones by the day they are due, those whose clock stands after them, then ended ones; at last by key. */
export async function listRequests(
  reader: Reader,
  filters: RequestFilters,
  { after, limit }: { after: readonly [string, string] | null; limit: number },
): Promise<(RequestRecord & { sortKey: string })[]> {
  const { kind, states, dueBy, numbers, organisations, seesProtected } = filters;
  const sortKey = sql`case when r.closed_on is not null then 'c' || (date '2200-01-01' - r.closed_on)::text
    when r.due_on is null then 'b' || r.received_on::text else 'a' || r.due_on::text end`;
  const { rows } = await sql<RequestRecord & { sortKey: string }>`
    select * from (
      select ${columns}, ${sortKey} as "sortKey" from privacy.request r
       where ${kind === undefined ? sql`true` : sql`r.kind = ${kind}`}
         and ${states === undefined ? sql`true` : sql`r.state = any(${states}::text[])`}
         and ${dueBy === undefined ? sql`true` : sql`r.due_on <= ${dueBy}::date and r.closed_on is null`}
         and ${numbers === undefined ? sql`true` : sql`r.student_number = any(${numbers}::bpchar[])`}
         and (${organisations}::text[] is null or r.organisation_code = any(${organisations}::text[]) or r.received_by = any(${organisations}::text[]))
         and (${seesProtected} or exists (select from published.student s where s.student_number = r.student_number and not s.is_restricted))
    ) as listed
    where ${after === null ? sql`true` : sql`("sortKey" collate "C", "requestId") > (${after[0]}, ${after[1]}::uuid)`}
    order by "sortKey" collate "C", "requestId" limit ${limit}`.execute(reader);
  return rows;
}

/** Open requests, for the reminders. */
export async function listOpen(reader: Reader): Promise<RequestRecord[]> {
  const { rows } = await sql<RequestRecord>`
    select ${columns} from privacy.request r where r.closed_on is null order by r.organisation_code, r.due_on, r.request_id`.execute(
    reader,
  );
  return rows;
}

/** Prepared packages whose days are over. */
export async function listStalePackages(tx: Tx, today: PlainDate): Promise<RequestRecord[]> {
  const { rows } = await sql<RequestRecord>`
    select ${columns} from privacy.request r where r.package_until < ${today} order by r.request_id for update`.execute(
    tx,
  );
  return rows;
}

/** Statements of disagreement of some people, the latest first. */
export async function listDisagreements(reader: Reader, numbers: readonly StudentNumber[]): Promise<RequestRecord[]> {
  const { rows } = await sql<RequestRecord>`
    select ${columns} from privacy.request r
     where r.student_number = any(${numbers}::bpchar[]) and r.disagreement is not null order by r.closed_on desc, r.request_id`.execute(
    reader,
  );
  return rows;
}

/** The school at which a student is, or was last: whose statement stands. */
export async function findSchool(reader: Reader, numbers: readonly StudentNumber[]): Promise<OrganisationCode | null> {
  const { rows } = await sql<{ school: OrganisationCode }>`
    select school_code as school from published.school_enrolment where student_number = any(${numbers}::bpchar[])
     order by exit_on desc nulls first, start_on desc, school_code limit 1`.execute(reader);
  return rows[0]?.school ?? null;
}

/** Whether an organisation sees one of some numbers on a day. */
export async function isAssociated(
  reader: Reader,
  {
    numbers,
    organisations,
    on,
  }: { numbers: readonly StudentNumber[]; organisations: readonly string[]; on: PlainDate },
): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from published.student_association a where a.student_number = any(${numbers}::bpchar[])
      and a.organisation_code = any(${organisations}::text[]) and (a.ends_on is null or a.ends_on >= ${on})) as found`.execute(
    reader,
  );
  return rows[0]?.found ?? false;
}
