// The only door of this module for others.
export { errors } from './errors.ts';
export { enrolmentHoldings } from './holdings.ts';
export { enrolmentRules } from './rules/catalogue.ts';
export type { EnrolmentItem } from './rules/statement.ts';
export { applyEnrolments } from './service/apply.ts';
export { loadEnrolments } from './service/load.ts';
export { presentEnrolments } from './service/present.ts';
export { enrolmentScanner } from './service/scan.ts';
export type { EnrolmentFate } from './service/types.ts';
