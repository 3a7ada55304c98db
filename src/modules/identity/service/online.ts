import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Words } from '#kernel/words.ts';
import { visibleNumbers } from '#modules/access/index.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader } from '#platform/database/database.ts';
import type { IdentificationAnswer, IdentificationQuery } from '../contract.ts';
import { RefusedByRule } from '../errors.ts';
import { identifyStudents } from './identify.ts';
import type { IdentityContext } from './types.ts';

/** A number that nobody can have. */
const nobody = '000000000' as StudentNumber;

const notYours: Words = {
  en: 'None of the students whom you see. Submit the student together with an enrolment: it is then found, gets a number, or goes to a person',
  fr: 'Aucun des élèves que vous voyez. Envoyez l’élève avec une inscription : il sera alors retrouvé, recevra un numéro ou sera soumis à une personne',
};

/**
 * Says which of the students whom the actor sees somebody is, writing nothing. For all others the answer is one and the same, so that
 * nothing can be learnt of who is on the register.
 */
export async function identifyOnline(
  reader: Reader,
  {
    query,
    actor,
    organisation,
    context,
  }: { query: IdentificationQuery; actor: Actor; organisation: OrganisationCode; context: IdentityContext },
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
  const { outcome, studentNumber: found, method, words } = decision;
  // Looked up in any case: an answer that took longer would tell as much as another one.
  const seen = await visibleNumbers(reader, actor, [found ?? nobody]);
  if (outcome !== 'assigned' || found === null || !seen.has(found))
    return { outcome: 'not_yours', studentNumber: null, method: null, words: notYours };
  return { outcome, studentNumber: found, method, words };
}
