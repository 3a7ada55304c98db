// The only door of this module for others.
export { alarmErrors } from './alarms/errors.ts';
export { errors as associationErrors } from './associations/errors.ts';
export { associationWords, type SightLevel } from './associations/rules/strength.ts';
export {
  followLinks,
  followProtection,
  forgetAssociations,
  forgetNumbers,
  lockAssociations,
  recordAssociations,
  replaceEnrolmentAssociations,
} from './associations/service/associations.ts';
export { acknowledgeExternal, externalUntil, listExternal, requireUnlimited } from './associations/service/external.ts';
export { countQuestion } from './associations/service/questions.ts';
export { whySeen } from './associations/service/why.ts';
export { budgetErrors } from './budgets/errors.ts';
export { admitReads } from './budgets/service/admit.ts';
export { clientErrors } from './clients/errors.ts';
export { openAuthorizationServer } from './clients/service/authorization-server.ts';
export { registerClient } from './clients/service/manage.ts';
export { rotateServerKey as rotateSigningKey } from './clients/service/server-keys.ts';
export { findDecoys, plantDecoys, reportDecoys } from './decoys/service.ts';
export type { Decoy } from './decoys/store.ts';
export { errors } from './errors.ts';
export { accessHoldings } from './holdings.ts';
export { ledgerErrors } from './ledger/errors.ts';
export { createReadLedger, noteAtCommandLine } from './ledger/service/append.ts';
export { openKey as openLedgerKey } from './ledger/service/keys.ts';
export { sealLedger, startSealing } from './ledger/service/seal.ts';
export { verifyLedger } from './ledger/service/verify.ts';
export { errors as peopleErrors } from './people/errors.ts';
export { errors as scimErrors } from './people/scim/errors.ts';
export { protectionErrors } from './protection/errors.ts';
export { isRegisterOpenTo } from './protection/service/openings.ts';
export type { Permission, RoleName } from './rules/roles.ts';
export { roles } from './rules/roles.ts';
export { commandActor, findAccountActors, findActorAt } from './service/accounts.ts';
export { type AlarmInput, findRaised, raiseAlarm } from './service/alarms.ts';
export { ensureDemonstrationAccounts, listSignIns } from './service/demonstration.ts';
export {
  associatedNumbers,
  may,
  requireOrganisation,
  requirePermission,
  type Scope,
  scopeOf,
  sightLevels,
  visibleNumbers,
} from './service/scope.ts';
export { createAuthoriser } from './service/sessions.ts';
export { errors as signInErrors } from './sign-in/errors.ts';
export { createInvitation } from './sign-in/service/invitations.ts';
export { readProviders as readSignOnProviders } from './sign-in/service/providers.ts';
