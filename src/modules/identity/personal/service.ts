import type { PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode, StudentNumber } from '#kernel/ids.ts';
import type { Words } from '#kernel/words.ts';
import { requestScan } from '#modules/validation/index.ts';
import type { Act } from '#platform/act.ts';
import type { Actor } from '#platform/actor.ts';
import type { Reader, Tx } from '#platform/database/database.ts';
import type { Jurisdiction } from '#platform/jurisdiction.ts';
import type { ItemAnswer } from '../contract.ts';
import { RefusedByRule } from '../errors.ts';
import { citizenshipOn, latestFirst } from '../rules/citizenship.ts';
import type { KeptCitizenship } from '../rules/kept.ts';
import { maturityOf } from '../rules/maturity.ts';
import { displayName } from '../rules/names.ts';
import { languageRightRules } from '../rules/validation/language-right.ts';
import { studentStatementRules } from '../rules/validation/statement.ts';
import { findAskers } from '../service/askers.ts';
import { lockSeen } from '../service/change.ts';
import { reject } from '../service/judge.ts';
import { type Codes, wordsOfCode } from '../service/present.ts';
import { seeThen } from '../service/see.ts';
import { citizenships, guardians, listObjects } from '../store/objects.ts';
import { updateStudents } from '../store/students.ts';
import type { Citizenship, PersonalFacts, StudentPersonal } from './contract.ts';

/** The type of the authority for which somebody acts; null for the ministry. */
async function askerType(reader: Reader, organisation: OrganisationCode): Promise<string | null> {
  return (await findAskers(reader, [organisation])).get(organisation) ?? null;
}

type Asking = { actor: Actor; number: StudentNumber; codes: Codes; today: PlainDate; knownAt?: Date | null };

/** What is personal of a student besides name and contacts: the citizenship with its history. */
export async function getPersonal(
  reader: Reader,
  { actor, number, codes, today, knownAt = null }: Asking,
): Promise<StudentPersonal> {
  const { student } = await seeThen(reader, { actor, number, knownAt });
  const statuses = await listObjects(reader, citizenships, [number], knownAt);
  const adults = await listObjects(reader, guardians, [number], knownAt);
  const current = citizenshipOn(statuses, today);
  const asker = await askerType(reader, actor.organisation);
  const maturity = maturityOf(student.birthDate, codes);
  const { languageRight, languageAtHome, isDeceased, deceasedOn } = student;
  return {
    studentNumber: number,
    version: student.version,
    citizenships: latestFirst(statuses).map((it) => presentCitizenship(it, it === current, codes)),
    languageRight: {
      value: languageRight,
      words: named(codes, 'language_right', languageRight),
      mayAsk: asker === null || codes.parameter<string[]>('identity.language_right_askers').includes(asker),
    },
    languageAtHome,
    languageAtHomeWords: named(codes, 'language', languageAtHome),
    maturity: { ...maturity, reasonWords: wordsOfCode(codes, 'maturity_reason', maturity.reason) },
    isDeceased,
    deceasedOn,
    guardians: adults.map(({ guardianId, givenName, familyName }) => ({
      guardianId,
      name: displayName({ givenName, familyName }),
    })),
  };
}

function named(codes: Codes, className: string, code: string | null): Words | null {
  return code === null ? null : wordsOfCode(codes, className, code);
}

function presentCitizenship(
  { studentNumber: _number, ...it }: KeptCitizenship,
  isCurrent: boolean,
  codes: Codes,
): Citizenship {
  return {
    ...it,
    isCurrent,
    statusWords: wordsOfCode(codes, 'citizenship_status', it.status),
    documentTypeWords: named(codes, 'document_type', it.documentType),
    countryWords: named(codes, 'country', it.country),
    guardianStatusWords: named(codes, 'citizenship_status', it.guardianStatus),
  };
}

type Stating = { number: StudentNumber; version: string | null; stated: PersonalFacts; jurisdiction: Jurisdiction };

/** Records single values of a student: what is not stated stays, null clears. */
export async function recordPersonalFacts(
  tx: Tx,
  act: Act,
  { number, version, stated, jurisdiction }: Stating,
): Promise<ItemAnswer> {
  const student = await lockSeen(tx, act, { number, version });
  const rules = jurisdiction.ruleContext(act.today);
  const { languageRight = student.languageRight, languageAtHome = student.languageAtHome } = stated;
  const after = { ...student, languageRight, languageAtHome };
  const isAsked = languageRight !== student.languageRight;
  const asker = isAsked ? await askerType(tx, act.actor.organisation) : null;
  const fired = [
    ...reject(studentStatementRules, after, rules),
    ...reject(languageRightRules, { languageRight, citizenship: null, asker }, rules),
  ];
  if (fired.length > 0) throw new RefusedByRule(fired);
  const answer = { studentNumber: number, objectId: student.currentRecordId };
  if (!isAsked && languageAtHome === student.languageAtHome)
    return { ...answer, fate: 'unchanged', version: student.version };
  await updateStudents(tx, [{ ...after, version: student.version + 1, recordedAt: act.at.toISOString() }]);
  await requestScan(tx, [number]);
  return { ...answer, fate: 'changed', version: student.version + 1 };
}
