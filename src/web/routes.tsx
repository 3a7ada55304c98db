import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { ApiProblem } from './api/problem.ts';
import { sessionQuery } from './api/session.ts';
import { Doorstep } from './frame/Doorstep.tsx';
import { RouteFailure } from './frame/Failure.tsx';
import { Frame } from './frame/Frame.tsx';
import { Moving } from './frame/Moving.tsx';
import { NotFoundPage } from './frame/NotFoundPage.tsx';
import { Root } from './frame/Root.tsx';
import { paths, patterns, readQuery, writeQuery } from './paths.ts';

type Context = { queries: QueryClient };

const root = createRootRouteWithContext<Context>()({ component: Root, notFoundComponent: NotFoundPage });

const doorstep = createRoute({ getParentRoute: () => root, id: 'doorstep', component: Doorstep });

/** Everything behind the sign-in: without a session one is led there and back. */
const frame = createRoute({
  getParentRoute: () => root,
  id: 'frame',
  component: Frame,
  notFoundComponent: NotFoundPage,
  beforeLoad: async ({ context, location }) => {
    try {
      const { assurance } = await context.queries.ensureQueryData(sessionQuery);
      if (assurance?.lacksSecondFactor) throw redirect({ href: paths.secondFactor(), replace: true });
    } catch (error) {
      if (!(error instanceof ApiProblem) || error.status !== 401) throw error;
      const isHome = location.pathname === patterns.home;
      throw redirect({ href: paths.signIn(isHome ? {} : { back: location.href }), replace: true });
    }
  },
});

const page = <Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => frame, path, component });

const routeTree = root.addChildren([
  doorstep.addChildren([
    createRoute({
      getParentRoute: () => doorstep,
      path: patterns.signIn,
      component: lazyRouteComponent(() => import('./pages/access/SignInPage.tsx'), 'SignInPage'),
    }),
    createRoute({
      getParentRoute: () => doorstep,
      path: patterns.signedOut,
      component: lazyRouteComponent(() => import('./pages/access/SignedOutPage.tsx'), 'SignedOutPage'),
    }),
    createRoute({
      getParentRoute: () => doorstep,
      path: patterns.signOnReturn,
      component: lazyRouteComponent(() => import('./pages/access/SignOnReturnPage.tsx'), 'SignOnReturnPage'),
    }),
    createRoute({
      getParentRoute: () => doorstep,
      path: patterns.invitation,
      component: lazyRouteComponent(() => import('./pages/access/InvitationPage.tsx'), 'InvitationPage'),
    }),
    createRoute({
      getParentRoute: () => doorstep,
      path: patterns.secondFactor,
      component: lazyRouteComponent(() => import('./pages/access/SecondFactorPage.tsx'), 'SecondFactorPage'),
    }),
  ]),
  frame.addChildren([
    page(
      patterns.home,
      lazyRouteComponent(() => import('./pages/home/HomePage.tsx'), 'HomePage'),
    ),
    page(
      patterns.students,
      lazyRouteComponent(() => import('./pages/identity/FindPage.tsx'), 'FindPage'),
    ),
    page(
      patterns.student,
      lazyRouteComponent(() => import('./pages/identity/StudentPage.tsx'), 'StudentPage'),
    ),
    page(
      patterns.studentTab,
      lazyRouteComponent(() => import('./pages/identity/StudentPage.tsx'), 'StudentPage'),
    ),
    page(
      patterns.enrolmentNew,
      lazyRouteComponent(() => import('./pages/enrolment/editor/EnrolmentEditorPage.tsx'), 'NewEnrolmentPage'),
    ),
    page(
      patterns.enrolment,
      lazyRouteComponent(() => import('./pages/enrolment/editor/EnrolmentEditorPage.tsx'), 'ChangeEnrolmentPage'),
    ),
    page(
      patterns.homeNotification,
      lazyRouteComponent(() => import('./pages/enrolment/home/NotificationPage.tsx'), 'NotificationPage'),
    ),
    page(
      patterns.submissions,
      lazyRouteComponent(() => import('./pages/exchange/SubmissionsPage.tsx'), 'SubmissionsPage'),
    ),
    page(
      patterns.submission,
      lazyRouteComponent(() => import('./pages/exchange/SubmissionPage.tsx'), 'SubmissionPage'),
    ),
    page(
      patterns.work,
      lazyRouteComponent(() => import('./pages/validation/WorkPage.tsx'), 'WorkPage'),
    ),
    page(
      patterns.matches,
      lazyRouteComponent(() => import('./pages/identity/MatchesPage.tsx'), 'MatchesPage'),
    ),
    page(
      patterns.match,
      lazyRouteComponent(() => import('./pages/identity/MatchPage.tsx'), 'MatchPage'),
    ),
    page(
      patterns.organisations,
      lazyRouteComponent(() => import('./pages/organisations/OrganisationsPage.tsx'), 'OrganisationsPage'),
    ),
    page(
      patterns.organisationImport,
      lazyRouteComponent(() => import('./pages/organisations/ImportPage.tsx'), 'ImportPage'),
    ),
    page(
      patterns.organisation,
      lazyRouteComponent(() => import('./pages/organisations/OrganisationPage.tsx'), 'OrganisationPage'),
    ),
    page(
      patterns.alarms,
      lazyRouteComponent(() => import('./pages/access/alarms/AlarmsPage.tsx'), 'AlarmsPage'),
    ),
    page(
      patterns.budgets,
      lazyRouteComponent(() => import('./pages/access/budgets/BudgetsPage.tsx'), 'BudgetsPage'),
    ),
    page(
      patterns.moves,
      lazyRouteComponent(() => import('./pages/access/moves/MovesPage.tsx'), 'MovesPage'),
    ),
    page(
      patterns.move,
      lazyRouteComponent(() => import('./pages/access/moves/MovePage.tsx'), 'MovePage'),
    ),
    page(
      patterns.exports,
      lazyRouteComponent(() => import('./pages/access/exports/ExportsPage.tsx'), 'ExportsPage'),
    ),
    page(
      patterns.exportNew,
      lazyRouteComponent(() => import('./pages/access/exports/ExportNewPage.tsx'), 'ExportNewPage'),
    ),
    page(
      patterns.export,
      lazyRouteComponent(() => import('./pages/access/exports/ExportPage.tsx'), 'ExportPage'),
    ),
    page(
      patterns.access,
      lazyRouteComponent(() => import('./pages/access/AccessPage.tsx'), 'AccessPage'),
    ),
    page(
      patterns.ledger,
      lazyRouteComponent(() => import('./pages/access/ledger/LedgerPage.tsx'), 'LedgerPage'),
    ),
    page(
      patterns.drill,
      lazyRouteComponent(() => import('./pages/access/ledger/DrillPage.tsx'), 'DrillPage'),
    ),
    page(
      patterns.account,
      lazyRouteComponent(() => import('./pages/access/AccountPage.tsx'), 'AccountPage'),
    ),
    page(
      patterns.people,
      lazyRouteComponent(() => import('./pages/access/people/PeoplePage.tsx'), 'PeoplePage'),
    ),
    page(
      patterns.person,
      lazyRouteComponent(() => import('./pages/access/people/PersonPage.tsx'), 'PersonPage'),
    ),
    page(
      patterns.accessReviews,
      lazyRouteComponent(() => import('./pages/access/people/ReviewsPage.tsx'), 'ReviewsPage'),
    ),
    page(
      patterns.accessReview,
      lazyRouteComponent(() => import('./pages/access/people/ReviewPage.tsx'), 'ReviewPage'),
    ),
    page(
      patterns.supportAccess,
      lazyRouteComponent(() => import('./pages/access/people/SupportPage.tsx'), 'SupportPage'),
    ),
    page(
      patterns.sealed,
      lazyRouteComponent(() => import('./pages/access/sealed/SealedPage.tsx'), 'SealedPage'),
    ),
    page(
      patterns.clients,
      lazyRouteComponent(() => import('./pages/access/clients/ClientsPage.tsx'), 'ClientsPage'),
    ),
    page(
      patterns.clientNew,
      lazyRouteComponent(() => import('./pages/access/clients/ClientFormPage.tsx'), 'NewClientPage'),
    ),
    page(
      patterns.client,
      lazyRouteComponent(() => import('./pages/access/clients/ClientPage.tsx'), 'ClientPage'),
    ),
    page(
      patterns.clientChange,
      lazyRouteComponent(() => import('./pages/access/clients/ClientFormPage.tsx'), 'ChangeClientPage'),
    ),
    page(
      patterns.privacy,
      lazyRouteComponent(() => import('./pages/privacy/RequestsPage.tsx'), 'RequestsPage'),
    ),
    page(
      patterns.privacyRequest,
      lazyRouteComponent(() => import('./pages/privacy/RequestPage.tsx'), 'RequestPage'),
    ),
    page(
      patterns.holds,
      lazyRouteComponent(() => import('./pages/privacy/HoldsPage.tsx'), 'HoldsPage'),
    ),
    page(
      patterns.disposals,
      lazyRouteComponent(() => import('./pages/privacy/DisposalsPage.tsx'), 'DisposalsPage'),
    ),
    page(
      patterns.disposal,
      lazyRouteComponent(() => import('./pages/privacy/DisposalPage.tsx'), 'DisposalPage'),
    ),
    // What stands nowhere is still shown within the frame.
    createRoute({ getParentRoute: () => frame, path: '$', component: NotFoundPage }),
    page(
      patterns.rules,
      lazyRouteComponent(() => import('./pages/validation/RulesPage.tsx'), 'RulesPage'),
    ),
    page(
      patterns.counts,
      lazyRouteComponent(() => import('./pages/enrolment/counts/CountsPage.tsx'), 'CountsPage'),
    ),
    page(
      patterns.ruleCoverage,
      lazyRouteComponent(() => import('./pages/validation/RuleCoveragePage.tsx'), 'RuleCoveragePage'),
    ),
    page(
      patterns.rule,
      lazyRouteComponent(() => import('./pages/validation/RulePage.tsx'), 'RulePage'),
    ),
  ]),
]);

/** The router of the app. What is in the address is the state; data waits in `queries`. */
export function makeRouter(queries: QueryClient) {
  return createRouter({
    routeTree,
    context: { queries },
    parseSearch: readQuery,
    stringifySearch: writeQuery,
    defaultErrorComponent: RouteFailure,
    defaultPendingComponent: Moving,
    defaultPendingMs: 400,
    defaultPreload: false,
    scrollRestoration: true,
  });
}
