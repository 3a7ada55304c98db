import type { OrganisationCode } from '#kernel/ids.ts';
import type { Reader } from '#platform/database/database.ts';
import type { IdentificationAnswer, IdentificationQuery } from '../contract.ts';
import { RefusedByRule } from '../errors.ts';
import { identifyStudents } from './identify.ts';
import type { IdentityContext } from './types.ts';

/** Answers one question as a submission would, writing nothing. While a person has to decide, nothing tells why. */
export async function identifyOnline(
  reader: Reader,
  {
    query,
    organisation,
    context,
  }: { query: IdentificationQuery; organisation: OrganisationCode; context: IdentityContext },
): Promise<IdentificationAnswer> {
  const { localStudentId, studentNumber, postalCodes, phones, guardians, organisation: _for, ...facts } = query;
  const draft = { ...facts, languageAtHome: null, isDeceased: null, deceasedOn: null };
  const asked = {
    ref: '1',
    organisation,
    localStudentId: localStudentId ?? '',
    guid: null,
    studentNumber,
    draft,
    names: [],
    postalCodes,
    phones,
    guardians,
  };
  const [decision] = await identifyStudents(reader, [asked], context);
  if (!decision) throw new Error('a question without an answer');
  if (decision.rejections.length > 0) throw new RefusedByRule(decision.rejections);
  const { outcome, words } = decision;
  return {
    outcome,
    studentNumber: decision.studentNumber,
    method: outcome === 'review' ? null : decision.method,
    words,
  };
}
