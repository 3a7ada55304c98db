// Where the modules' parts are put together: one line a module in each list, in the order of dependence.
import type { ErrorFactory } from '#kernel/errors.ts';
import { alarmRoutes } from '#modules/access/alarms/routes.ts';
import { moveRoutes } from '#modules/access/associations/routes.ts';
import { budgetJobs } from '#modules/access/budgets/jobs.ts';
import { budgetRoutes } from '#modules/access/budgets/routes.ts';
import { clientCommands } from '#modules/access/clients/commands.ts';
import { clientJobs } from '#modules/access/clients/jobs.ts';
import { clientRoutes } from '#modules/access/clients/routes.ts';
import {
  errors as accessErrors,
  alarmErrors,
  associationErrors,
  budgetErrors,
  clientErrors,
  ledgerErrors,
  peopleErrors,
  protectionErrors,
  scimErrors,
  signInErrors,
} from '#modules/access/index.ts';
import { accessJobs } from '#modules/access/jobs.ts';
import { ledgerCommands } from '#modules/access/ledger/commands.ts';
import { ledgerJobs } from '#modules/access/ledger/jobs.ts';
import { ledgerRoutes } from '#modules/access/ledger/routes.ts';
import { peopleCommands } from '#modules/access/people/commands.ts';
import { protectionRoutes } from '#modules/access/protection/routes.ts';
import { accessRoutes } from '#modules/access/routes.ts';
import { documentsRoutes } from '#modules/documents/routes.ts';
import { countJobs } from '#modules/enrolment/counts/jobs.ts';
import { countRoutes } from '#modules/enrolment/counts/routes.ts';
import { draftRoutes } from '#modules/enrolment/drafts/routes.ts';
import { homeRoutes } from '#modules/enrolment/home/routes.ts';
import {
  countErrors,
  errors as enrolmentErrors,
  enrolmentRules,
  enrolmentScanners,
  homeErrors,
  homeRules,
  notificationErrors,
  notificationRules,
  responsibleErrors,
  responsibleRules,
} from '#modules/enrolment/index.ts';
import { notificationRoutes } from '#modules/enrolment/notifications/routes.ts';
import { responsibleJobs } from '#modules/enrolment/responsible/jobs.ts';
import { responsibleRoutes } from '#modules/enrolment/responsible/routes.ts';
import { enrolmentRoutes } from '#modules/enrolment/routes.ts';

import { exchangeCommands } from '#modules/exchange/commands.ts';
import { errors as exchangeErrors } from '#modules/exchange/errors.ts';
import { exchangeJobs } from '#modules/exchange/jobs.ts';
import { referenceRoutes } from '#modules/exchange/reference-routes.ts';
import { reversalRoutes } from '#modules/exchange/reversal-routes.ts';
import { exchangeRoutes } from '#modules/exchange/routes.ts';
import { accommodationRoutes } from '#modules/identity/accommodations/routes.ts';
import { guardianRoutes } from '#modules/identity/guardians/routes.ts';
import {
  accommodationErrors,
  bornWithin,
  errors as identityErrors,
  identityFindingsRules,
  identityRejections,
  nameStudents,
  noteErrors,
  seeStudent,
  studentScanner,
} from '#modules/identity/index.ts';
import { identityJobs } from '#modules/identity/jobs.ts';
import { noteRoutes } from '#modules/identity/notes/routes.ts';
import { personalRoutes } from '#modules/identity/personal/routes.ts';
import { restrictionRoutes } from '#modules/identity/restrictions/routes.ts';
import { identityRoutes } from '#modules/identity/routes.ts';
import { sightRoutes } from '#modules/identity/sight-routes.ts';
import { organisationCommands } from '#modules/organisations/commands.ts';
import { errors as organisationErrors } from '#modules/organisations/index.ts';
import { organisationRoutes } from '#modules/organisations/routes.ts';
import { consentRoutes } from '#modules/privacy/consent/routes.ts';
import { exportCommands } from '#modules/privacy/exports/commands.ts';
import { exportJobs } from '#modules/privacy/exports/jobs.ts';
import { exportRoutes } from '#modules/privacy/exports/routes.ts';
import { consentErrors, exportErrors, privacyErrors, retentionErrors } from '#modules/privacy/index.ts';
import { requestCommands } from '#modules/privacy/requests/commands.ts';
import { requestJobs } from '#modules/privacy/requests/jobs.ts';
import { requestRoutes } from '#modules/privacy/requests/routes.ts';
import { retentionCommands } from '#modules/privacy/retention/commands.ts';
import { retentionJobs } from '#modules/privacy/retention/jobs.ts';
import { retentionRoutes } from '#modules/privacy/retention/routes.ts';
import { type CatalogueRule, type Scanner, errors as validationErrors } from '#modules/validation/index.ts';
import { validationJobs } from '#modules/validation/jobs.ts';
import { validationRoutes } from '#modules/validation/routes.ts';
import type { Command } from '#platform/command.ts';
import { errors as fileErrors } from '#platform/files/files.ts';
import { codeRoutes } from '#platform/http/codes.ts';
import { errors as httpErrors } from '#platform/http/problem.ts';
import type { AnyRoute } from '#platform/http/route.ts';
import type { AnyJob } from '#platform/jobs/jobs.ts';
import { platformJobs } from '#platform/jobs/upkeep.ts';
import { errors as pdfErrors } from '#platform/pdf/pdf.ts';
import { errors as provinceErrors } from '#province/errors.ts';
import { errors as demonstrationErrors, demonstrationJobs } from './demonstration.ts';
import { holdings } from './holdings.ts';

/** Every rule that is judged: the catalogue, the rule book and the tests walk it. */
export const rules: readonly CatalogueRule[] = [
  ...identityRejections,
  ...identityFindingsRules,
  ...enrolmentRules,
  ...responsibleRules,
  ...homeRules,
  ...notificationRules,
];

/** Every module's part of a re-scan. */
export const scanners: readonly Scanner[] = [studentScanner, ...enrolmentScanners];

export const routes: readonly AnyRoute[] = [
  ...organisationRoutes,
  ...accessRoutes,
  ...moveRoutes({ nameStudents }),
  ...protectionRoutes,
  ...alarmRoutes,
  ...ledgerRoutes({
    see: async (reader, actor, number) => (await seeStudent(reader, actor, number)).resolution.numbers,
    notFound: identityErrors.student_not_found,
  }),
  ...budgetRoutes,
  ...clientRoutes,
  ...validationRoutes({ rules, nameStudents, bornWithin }),
  ...identityRoutes,
  ...restrictionRoutes,
  ...personalRoutes,
  ...accommodationRoutes,
  ...guardianRoutes,
  ...noteRoutes,
  ...sightRoutes,
  ...enrolmentRoutes,
  ...draftRoutes,
  ...responsibleRoutes,
  ...countRoutes,
  ...homeRoutes,
  ...notificationRoutes,
  ...documentsRoutes,
  ...exchangeRoutes,
  ...reversalRoutes,
  ...referenceRoutes,
  ...requestRoutes(holdings),
  ...retentionRoutes(holdings),
  ...consentRoutes,
  ...exportRoutes,
  ...codeRoutes,
];

export const jobs: readonly AnyJob[] = [
  ...platformJobs,
  ...accessJobs,
  ...budgetJobs,
  ...ledgerJobs,
  ...clientJobs,
  ...validationJobs(scanners),
  ...identityJobs,
  ...responsibleJobs,
  ...countJobs,
  ...exchangeJobs,
  ...exportJobs,
  ...requestJobs,
  ...retentionJobs(holdings),
  ...demonstrationJobs,
];

export const commands: readonly Command[] = [
  ...peopleCommands,
  ...clientCommands,
  ...organisationCommands,
  ...exchangeCommands,
  ...exportCommands,
  ...requestCommands(holdings),
  ...retentionCommands(holdings),
  ...ledgerCommands,
];

export const errorLists: readonly Record<string, ErrorFactory>[] = [
  httpErrors,
  fileErrors,
  pdfErrors,
  organisationErrors,
  accessErrors,
  alarmErrors,
  budgetErrors,
  clientErrors,
  associationErrors,
  protectionErrors,
  peopleErrors,
  scimErrors,
  signInErrors,
  ledgerErrors,
  validationErrors,
  identityErrors,
  accommodationErrors,
  noteErrors,
  enrolmentErrors,
  responsibleErrors,
  countErrors,
  homeErrors,
  notificationErrors,
  exchangeErrors,
  privacyErrors,
  retentionErrors,
  consentErrors,
  exportErrors,
  provinceErrors,
  demonstrationErrors,
];
