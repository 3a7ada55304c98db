// The only door of this module for others.

export { errors as countErrors } from './counts/errors.ts';
export { errors } from './errors.ts';
export { enrolmentHoldings } from './holdings.ts';
export { errors as homeErrors } from './home/errors.ts';
export { homeRules } from './home/rules/rules.ts';
export { errors as notificationErrors } from './notifications/errors.ts';
export { notificationRules } from './notifications/rules/catalogue.ts';
export type { Transition } from './responsible/contract.ts';
export { errors as responsibleErrors } from './responsible/errors.ts';
export { responsibleQueue } from './responsible/queue.ts';
export { responsibleRules } from './responsible/rules/catalogue.ts';
export { convertResponsible } from './responsible/service/convert.ts';
export { loadTransitions } from './responsible/service/load.ts';
export { presentTransitions } from './responsible/service/present.ts';
export { enrolmentRules } from './rules/catalogue.ts';
export type { EnrolmentItem } from './rules/statement.ts';
export { applyEnrolments } from './service/apply.ts';
export { loadEnrolments } from './service/load.ts';
export { presentEnrolments } from './service/present.ts';
export { enrolmentScanners, enrolmentScannersBy } from './service/scanners.ts';
export { followEnrolmentsBack } from './service/taken-back.ts';
export type { EnrolmentFate } from './service/types.ts';
