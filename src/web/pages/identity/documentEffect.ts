import { deriveCurrent, type RecordFacts } from '#modules/identity/rules/derive.ts';
import type { IdentificationRecord } from '../../api/identity.ts';

/** A document as typed; empty texts make no statement. */
export type DocumentDraft = {
  documentType: string;
  documentNumberLast4: string;
  issuedOn: string;
  familyName: string;
  givenName: string;
  middleName: string;
  suffix: string;
  birthDate: string;
  gender: string;
};

export type Effect = {
  name: { before: string; after: string } | null;
  birth: { before: string; after: string } | null;
};

type Given = {
  records: readonly IdentificationRecord[];
  draft: DocumentDraft;
  /** What the chosen kind of document proves, and how well. */
  proof: { quality: number; proves: 'name_and_birth' | 'name' };
  now: string;
};

/** What adding a document would change of the legal facts, by the very rule that the register follows; null parts stay as they are. */
export function effectOf({ records, draft, proof, now }: Given): Effect {
  const before = deriveCurrent(records.map(factsOf));
  const after = deriveCurrent([...records.map(factsOf), draftFacts(draft, proof, now)]);
  if (!after) return { name: null, birth: null };
  const names = { before: before ? nameOf(before.name) : '', after: nameOf(after.name) };
  const births = { before: before ? birthOf(before.birth) : '', after: birthOf(after.birth) };
  return {
    name: names.before === names.after ? null : names,
    birth: births.before === births.after ? null : births,
  };
}

function factsOf(record: IdentificationRecord): RecordFacts {
  const { recordId, quality, proves, issuedOn, recordedAt, birthDate, gender, isNameExact } = record;
  const { familyName, givenName, middleName, suffix } = record;
  return {
    recordId,
    quality,
    proves,
    issuedOn,
    recordedAt,
    birthDate,
    gender,
    isNameExact,
    familyName,
    givenName,
    middleName,
    suffix,
  };
}

function draftFacts(draft: DocumentDraft, proof: Given['proof'], now: string): RecordFacts {
  const text = (value: string) => (value.trim() === '' ? null : value.trim());
  return {
    recordId: '',
    ...proof,
    issuedOn: text(draft.issuedOn),
    recordedAt: now,
    birthDate: draft.birthDate,
    gender: draft.gender,
    isNameExact: true,
    familyName: text(draft.familyName),
    givenName: text(draft.givenName),
    middleName: text(draft.middleName),
    suffix: text(draft.suffix),
  };
}

function nameOf({ givenName, middleName, familyName, suffix }: RecordFacts): string {
  return [givenName, middleName, familyName, suffix].filter((part) => part !== null && part !== undefined).join(' ');
}

function birthOf({ birthDate, gender }: RecordFacts): string {
  return `${birthDate} · ${gender}`;
}
