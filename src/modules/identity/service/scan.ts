import { addDays, type PlainDate } from '#kernel/dates.ts';
import type { OrganisationCode } from '#kernel/ids.ts';
import { type Fired, judgeAll, type Rule, type RuleContext, type RuleObject } from '#kernel/rule.ts';
import type { FiredOnObject, Scanner, ScanResult } from '#modules/validation/index.ts';
import { addressLine } from '../rules/address-label.ts';
import { contradictedBy } from '../rules/addresses.ts';
import { citizenshipOn } from '../rules/citizenship.ts';
import { tidyPhone } from '../rules/contact.ts';
import type {
  KeptAddress,
  KeptCitizenship,
  KeptGuardian,
  KeptName,
  KeptPhone,
  KeptRecord,
  KeptRestriction,
  KeptStudent,
} from '../rules/kept.ts';
import { addressOverlapRules } from '../rules/validation/address-days.ts';
import { citizenshipRules } from '../rules/validation/citizenship.ts';
import { addressRules } from '../rules/validation/contacts.ts';
import type { AddressOverlapFacts } from '../rules/validation/facts.ts';
import { householdRules, restrictionsRules } from '../rules/validation/household.ts';
import { languageRightRules } from '../rules/validation/language-right.ts';
import { nameRules } from '../rules/validation/names.ts';
import { all, type BatchState, type Common, emptyState, readInto, type Shelf } from './state.ts';

type Household = {
  student: KeptStudent;
  records: readonly KeptRecord[];
  names: readonly KeptName[];
  addresses: readonly KeptAddress[];
  phones: readonly KeptPhone[];
  guardians: readonly KeptGuardian[];
  restrictions: readonly KeptRestriction[];
  citizenships: readonly KeptCitizenship[];
};

const scannedKinds: readonly RuleObject[] = [
  'student',
  'identification_record',
  'name',
  'address',
  'phone',
  'guardian',
  'disclosure_restriction',
  'citizenship',
];

/** Findings on everything that identity keeps of some students; eight queries, whatever their number. */
export const studentScanner: Scanner = (reader, numbers, context) => scannerOf(emptyState())(reader, numbers, context);

/** The same over what a batch has read already; only who is not in it is asked for. */
export function scannerOf(people: BatchState): Scanner {
  return async (reader, numbers, context) => {
    await readInto(reader, people, numbers);
    return numbers.flatMap((number) => {
      const student = people.students.get(number);
      return student ? [scanStudent(householdOf(people, student), context)] : [];
    });
  };
}

function householdOf(people: BatchState, student: KeptStudent): Household {
  const of = <Kept extends Common>(shelf: Shelf<Kept>) => all(shelf, student.studentNumber);
  return {
    student,
    records: of(people.records),
    names: of(people.names),
    addresses: of(people.addresses),
    phones: of(people.phones),
    guardians: of(people.guardians),
    restrictions: of(people.restrictions),
    citizenships: of(people.citizenships),
  };
}

/** Judges one student's things and plans the next judgement. Of a number that is used no longer nothing is to be mended. */
function scanStudent(household: Household, context: RuleContext): ScanResult {
  if (household.student.status === 'deactivated') return nothingFound(household.student);
  const fired: FiredOnObject[] = [];
  const days: (PlainDate | null)[] = [nextTurn(household, context.today)];
  const judge = <Facts>(rules: readonly Rule<Facts>[], facts: Facts, on: { objectId: string; submittedBy: string }) => {
    const found = judgeAll(
      rules.filter((rule) => rule.severity !== 'rejection'),
      facts,
      context,
      null,
    );
    days.push(found.rescanOn);
    fired.push(
      ...found.fired.map((it: Fired) => ({
        ...it,
        objectId: on.objectId,
        organisation: on.submittedBy as OrganisationCode,
        schoolYear: null,
      })),
    );
  };
  // The record behind the legal name speaks for all that say the same.
  for (const record of household.records)
    if (record.recordId === household.student.currentRecordId)
      judge(nameRules, record, { ...record, objectId: record.recordId });
  for (const name of household.names) judge(nameRules, name, { ...name, objectId: name.nameId });
  for (const address of household.addresses.filter((it) => !it.isDeleted)) {
    const on = { ...address, objectId: address.addressId };
    judge(addressRules, address, on);
    judge(addressOverlapRules, overlapFacts(address, household.addresses, context), on);
  }
  const [guardian] = household.guardians.filter((it) => livesWith(it, context.today));
  if (guardian)
    judge(householdRules, householdFacts(household, context.today), { ...guardian, objectId: guardian.guardianId });
  const [restriction] = household.restrictions;
  if (restriction)
    judge(
      restrictionsRules,
      { restrictions: household.restrictions },
      { ...restriction, objectId: restriction.restrictionId },
    );
  judge(languageRightRules, languageRightFacts(household, context.today), {
    objectId: household.student.studentNumber,
    submittedBy: household.student.createdByOrganisation,
  });
  for (const { status, facts } of citizenshipFacts(household, context.today))
    judge(citizenshipRules, facts, { ...status, objectId: status.citizenshipId });
  const rescanOn = days.filter((day) => day !== null).sort()[0] ?? null;
  return { ...nothingFound(household.student), fired, rescanOn };
}

function nothingFound({ studentNumber, isRestricted }: KeptStudent): ScanResult {
  const scanned = scannedKinds.map((object) => ({ object, objectId: null }));
  return { studentNumber, scanned, fired: [], rescanOn: null, restricted: isRestricted };
}

function languageRightFacts({ student, citizenships: kept }: Household, today: PlainDate) {
  return { languageRight: student.languageRight, citizenship: citizenshipOn(kept, today)?.status ?? null, asker: null };
}

/** Each status that was not taken back, with what the rules know of it. */
function citizenshipFacts({ student, guardians: all, citizenships: kept }: Household, today: PlainDate) {
  const live = kept.filter((it) => !it.isDeleted);
  const current = citizenshipOn(live, today);
  return live.map((status) => ({
    status,
    facts: {
      ...status,
      birthDate: student.birthDate,
      isGuardianKnown: all.some((it) => it.guardianId === status.guardianId),
      isCurrent: status === current,
      contradicting: live.filter((it) => it !== status && it.effectiveOn === status.effectiveOn).map((it) => it.status),
    },
  }));
}

function overlapFacts(address: KeptAddress, all: readonly KeptAddress[], context: RuleContext): AddressOverlapFacts {
  const placeOf = (it: KeptAddress) => addressLine(it, context, 'en');
  const other = contradictedBy(address, all, (it) => placeOf(it) === placeOf(address));
  return { expiresOn: address.expiresOn, other: other && { ...other, place: placeOf(other) } };
}

function livesWith(guardian: KeptGuardian, today: PlainDate): boolean {
  return guardian.livesWith === true && (guardian.expiresOn === null || today <= guardian.expiresOn);
}

function householdFacts({ guardians: all, phones: own }: Household, today: PlainDate) {
  const living = all.filter((it) => livesWith(it, today));
  const inForce = own.filter((it) => it.effectiveOn <= today && (it.expiresOn === null || today <= it.expiresOn));
  return {
    livesWithGuardian: living.length > 0,
    guardianPhones: living.flatMap((it) => (it.phone === null ? [] : tidyPhone(it.phone))),
    studentPhones: inForce.map((it) => it.number),
  };
}

/**
 * The next day on which an address, phone or restriction begins or has ended, so that what depends on it is judged again
 * (PASI 11234, whose only effect is this day).
 */
function nextTurn(household: Household, today: PlainDate): PlainDate | null {
  const spans = [...household.addresses, ...household.phones, ...household.restrictions];
  const ends = [...spans.map((it) => it.expiresOn), ...household.guardians.map((it) => it.expiresOn)];
  const begins = [...spans, ...household.citizenships].map((it) => it.effectiveOn);
  const turns = [...begins, ...ends.flatMap((day) => (day === null ? [] : addDays(day, 1)))];
  return turns.filter((day) => day > today).sort()[0] ?? null;
}
