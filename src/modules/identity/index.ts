// The only door of this module for others. How the matching doors are used together: README.md.
export { errors as accommodationErrors } from './accommodations/errors.ts';
export { errors } from './errors.ts';
export { identityHoldings } from './holdings.ts';
export { errors as noteErrors } from './notes/errors.ts';
export { getPersonal } from './personal/service.ts';
export { addressLabel } from './rules/address-label.ts';
export { identityFindingsRules, identityRejections } from './rules/catalogue.ts';
export { displayName } from './rules/names.ts';
export { applyStudentItems } from './service/apply.ts';
export { type Addition, recordItem } from './service/change.ts';
export { cluesOf, digestPerson } from './service/clues.ts';
export { getContacts } from './service/contacts.ts';
export { createStudents, isRegisterEmpty, reserveNumbers } from './service/create.ts';
export {
  factsOf,
  findByLocalIds,
  loadStudentFacts,
  nameStudents,
  ownIdsOf,
  type StudentFacts,
} from './service/facts.ts';
export { claimGuids } from './service/guids.ts';
export { identifyStudents } from './service/identify.ts';
export { getIdentity, getStudent } from './service/read.ts';
export { resolveNumber } from './service/resolve.ts';
export { scannerOf, studentScanner } from './service/scan.ts';
export { seeInFull, seeStudent } from './service/see.ts';
export { type BatchState, emptyState } from './service/state.ts';
export { type TakenOver, takeOverStudents } from './service/take-over.ts';
export { deactivateNumbers, dropTasksOf, followPutBack, holdNumbers, tiesOf } from './service/taken-back.ts';
export {
  findDecidedTask,
  matchTaskDecided,
  openMatchTasks,
  recordDecisions,
} from './service/tasks.ts';
export type { IdentityContext, IdentityDecision, IdentityQuery, ItemFate, StudentItem } from './service/types.ts';
export { bornWithin } from './store/born.ts';
