import { accommodationRules } from './validation/accommodation.ts';
import { addressOverlapRules } from './validation/address-days.ts';
import { citizenshipRules } from './validation/citizenship.ts';
import { addressRules, guardianRules, phoneRules } from './validation/contacts.ts';
import { freeTextRules } from './validation/free-text.ts';
import { guardianLimitRules } from './validation/guardian-limits.ts';
import { householdRules, restrictionRules, restrictionsRules } from './validation/household.ts';
import { identificationRules } from './validation/identification.ts';
import { languageRightRules } from './validation/language-right.ts';
import { nameRules } from './validation/names.ts';
import { noteRules } from './validation/note.ts';
import { controlCharacter, guidOfAnotherStudent, studentStatementRules } from './validation/statement.ts';

const rules = [
  controlCharacter,
  guidOfAnotherStudent,
  ...freeTextRules,
  ...studentStatementRules,
  ...languageRightRules,
  ...nameRules,
  ...identificationRules,
  ...addressRules,
  ...addressOverlapRules,
  ...phoneRules,
  ...guardianRules,
  ...guardianLimitRules,
  ...householdRules,
  ...restrictionRules,
  ...restrictionsRules,
  ...citizenshipRules,
  ...accommodationRules,
  ...noteRules,
] as const;

/** Those that stop an item before anything is written. */
export const identityRejections = rules.filter((rule) => rule.severity === 'rejection');

/** Those whose findings are kept with the student. */
export const identityFindingsRules = rules.filter((rule) => rule.severity !== 'rejection');
