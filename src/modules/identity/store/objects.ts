import { sql } from 'kysely';
import type { StudentNumber } from '#kernel/ids.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import { rowsKnownAt } from '#platform/database/known.ts';
import type {
  KeptAddress,
  KeptCitizenship,
  KeptEmail,
  KeptGuardian,
  KeptGuardianLimit,
  KeptName,
  KeptPhone,
  KeptRecord,
  KeptRestriction,
} from '../rules/kept.ts';

// The tables of what belongs to a student are alike: number, GUID, facts, who submitted it, when. They are read and written in one way.

export type Common = { studentNumber: StudentNumber; submittedBy: string; recordedAt: string };

/** A table: its name, the field that holds the GUID, and the column of every field besides the common ones. */
export type ObjectTable<Kept extends Common> = {
  name: string;
  id: keyof Kept & string;
  columns: Readonly<Record<Exclude<keyof Kept, keyof Common>, string>>;
};

const nameParts = {
  familyName: 'family_name',
  givenName: 'given_name',
  middleName: 'middle_name',
  suffix: 'suffix',
} as const;
const days = { effectiveOn: 'effective_on', expiresOn: 'expires_on' } as const;

export const records: ObjectTable<KeptRecord> = {
  name: 'identification_record',
  id: 'recordId',
  columns: {
    recordId: 'record_id',
    documentType: 'document_type',
    quality: 'quality',
    proves: 'proves',
    documentNumberLast4: 'document_number_last4',
    issuedOn: 'issued_on',
    ...nameParts,
    isNameExact: 'is_name_exact',
    birthDate: 'birth_date',
    gender: 'gender',
  },
};

export const names: ObjectTable<KeptName> = {
  name: 'student_name',
  id: 'nameId',
  columns: { nameId: 'name_id', kind: 'kind', ...nameParts, effectiveOn: 'effective_on' },
};

export const addresses: ObjectTable<KeptAddress> = {
  name: 'address',
  id: 'addressId',
  columns: {
    addressId: 'address_id',
    kind: 'kind',
    format: 'format',
    street: 'street',
    city: 'city',
    province: 'province',
    postalCode: 'postal_code',
    country: 'country',
    landLocation: 'land_location',
    ruralRoute: 'rural_route',
    site: 'site',
    compartment: 'compartment',
    box: 'box',
    isGeneralDelivery: 'is_general_delivery',
    isPreferred: 'is_preferred',
    ...days,
    isDeleted: 'is_deleted',
  },
};

export const phones: ObjectTable<KeptPhone> = {
  name: 'phone',
  id: 'phoneId',
  columns: {
    phoneId: 'phone_id',
    kind: 'kind',
    number: 'number',
    extension: 'extension',
    isListable: 'is_listable',
    ...days,
  },
};

export const emails: ObjectTable<KeptEmail> = {
  name: 'email',
  id: 'emailId',
  columns: { emailId: 'email_id', address: 'address', isActive: 'is_active' },
};

export const guardians: ObjectTable<KeptGuardian> = {
  name: 'guardian',
  id: 'guardianId',
  columns: {
    guardianId: 'guardian_id',
    relationship: 'relationship',
    familyName: 'family_name',
    givenName: 'given_name',
    livesWith: 'lives_with',
    phone: 'phone',
    email: 'email',
    expiresOn: 'expires_on',
  },
};

export const guardianLimits: ObjectTable<KeptGuardianLimit> = {
  name: 'guardian_limit',
  id: 'limitId',
  columns: {
    limitId: 'limit_id',
    guardianId: 'guardian_id',
    kind: 'kind',
    ...days,
    orderType: 'order_type',
    orderReference: 'order_reference',
    orderIssuedOn: 'order_issued_on',
    details: 'details',
    isDeleted: 'is_deleted',
  },
};

export const restrictions: ObjectTable<KeptRestriction> = {
  name: 'disclosure_restriction',
  id: 'restrictionId',
  columns: { restrictionId: 'restriction_id', kind: 'kind', details: 'details', ...days, isActive: 'is_active' },
};

export const citizenships: ObjectTable<KeptCitizenship> = {
  name: 'citizenship',
  id: 'citizenshipId',
  columns: {
    citizenshipId: 'citizenship_id',
    status: 'status',
    effectiveOn: 'effective_on',
    documentType: 'document_type',
    documentExpiresOn: 'document_expires_on',
    country: 'country',
    guardianId: 'guardian_id',
    guardianStatus: 'guardian_status',
    isDeleted: 'is_deleted',
  },
};

function columnsOf<Kept extends Common>(table: ObjectTable<Kept>): [field: string, column: string][] {
  return [
    ['studentNumber', 'student_number'],
    ...Object.entries<string>(table.columns),
    ['submittedBy', 'submitted_by'],
    ['recordedAt', 'recorded_at'],
  ];
}

/** All rows of some students, in order of number and GUID; at a moment, as they were known then. */
export async function listObjects<Kept extends Common>(
  reader: Reader,
  table: ObjectTable<Kept>,
  numbers: readonly StudentNumber[],
  knownAt: Date | null = null,
): Promise<Kept[]> {
  if (numbers.length === 0) return [];
  const selection = columnsOf(table).map(([field, column]) => sql`${sql.ref(column)} as ${sql.ref(field)}`);
  const { rows } = await sql<Omit<Kept, 'recordedAt'> & { recordedAt: Date }>`
    select ${sql.join(selection)} from ${rowsKnownAt(`identity.${table.name}`, numbers, knownAt)}
     where student_number = any(${numbers}::bpchar[])
     order by student_number, ${sql.ref(table.columns[table.id as keyof typeof table.columns])}`.execute(reader);
  // The instant is the one field that the driver gives in another shape; what remains is the row by construction of the selection.
  return rows.map((row) => ({ ...row, recordedAt: row.recordedAt.toISOString() }) as unknown as Kept);
}

/** Writes rows whole: new ones are added, known ones replaced. */
export async function upsertObjects<Kept extends Common>(
  tx: Tx,
  table: ObjectTable<Kept>,
  kept: readonly Kept[],
): Promise<void> {
  if (kept.length === 0) return;
  const columns = columnsOf(table);
  const rows = kept.map((it) =>
    Object.fromEntries(columns.map(([field, column]) => [column, it[field as keyof Kept]])),
  );
  const idColumn = table.columns[table.id as keyof typeof table.columns];
  const all = columns.map(([, column]) => sql.ref(column));
  const changing = columns.filter(([, column]) => column !== 'student_number' && column !== idColumn);
  await sql`
    insert into identity.${sql.table(table.name)} (${sql.join(all)})
    select ${sql.join(all)}
      from jsonb_populate_recordset(null::identity.${sql.table(table.name)}, ${JSON.stringify(rows)}::jsonb)
     order by student_number
        on conflict (student_number, ${sql.ref(idColumn)})
        do update set ${sql.join(changing.map(([, column]) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`))}`.execute(
    tx,
  );
}
