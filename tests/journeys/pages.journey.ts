import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { address, signIn, speak } from './steps.ts';

// These run after the main job (files run in the order of their names), so that there are submissions and match tasks to look at.

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function expectNoViolations(page: Page, path: string): Promise<void> {
  await page.goto(address(path));
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  expect.soft(violations.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
}

/** The addresses of one thing of each kind, found as the signed-in person would. */
async function findPaths(page: Page): Promise<string[]> {
  const ask = async (path: string) => (await page.request.get(address(path))).json();
  const { students } = await ask('/v1/students?q=an');
  const number = students[0].studentNumber;
  const submissions = (await ask('/v1/submissions')).items;
  const rule = (await ask('/v1/rules')).items?.[0] ?? (await ask('/v1/rules')).rules[0];
  const paths = [
    '/',
    '/students',
    '/students?q=an',
    '/submissions',
    '/work',
    '/matches',
    '/organisations',
    '/organisations/S.K001',
    '/organisations/import',
    '/access',
    '/access/budgets',
    '/access/moves',
    '/access/moves?view=settled',
    '/access/ledger',
    '/access/drill',
    '/access/drill?account=01990000-0000-7000-8000-000000000001&from=2020-01-01T00%3A00&to=2099-01-01T00%3A00',
    '/account',
    '/access/people',
    '/access/people/01990000-0000-7000-8000-000000000004',
    '/access/reviews',
    '/access/support',
    '/access/sealed',
    '/access/clients',
    '/access/clients/new',
    '/access/privacy',
    '/access/holds',
    '/access/disposals',
    '/access/disposals?kind=contact',
    '/rules',
    '/rules/coverage',
    '/counts',
    `/rules/${rule.code}`,
    '/nowhere',
  ];
  for (const tab of [
    '',
    '/identity',
    '/personal',
    '/contacts',
    '/enrolments',
    '/findings',
    '/consent',
    '/looks',
    '/history',
  ])
    paths.push(`/students/${number}${tab}`);
  const [move] = (await ask('/v1/moves?state=settled')).items;
  paths.push(`/access/moves/${move.moveId}`);
  const [task] = (await ask('/v1/match-tasks')).items;
  paths.push(`/matches/${task.taskId}`);
  for (const submission of submissions.slice(0, 1))
    paths.push(`/submissions/${submission.submissionId}`, `/submissions/${submission.submissionId}?fate=refused`);
  return paths;
}

/** Each language and each theme on every page; all four pairs with JOURNEYS_ALL=1, which takes twice as long. */
const pairs = [
  ['en', 'light'],
  ['fr', 'dark'],
  ...(process.env['JOURNEYS_ALL'] === '1'
    ? ([
        ['en', 'dark'],
        ['fr', 'light'],
      ] as const)
    : []),
] as const;

for (const [language, theme] of pairs) {
  test(`no page has an accessibility violation (${language}, ${theme})`, async ({ browser }) => {
    test.setTimeout(240_000);
    const context = await browser.newContext({ colorScheme: theme, locale: `${language}-CA` });
    const page = await context.newPage();
    await expectNoViolations(page, '/sign-in');
    await signIn(page, 'officer');
    await speak(page, language);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    const paths = await findPaths(page);
    expect(paths.length).toBeGreaterThanOrEqual(21);
    for (const path of paths) await expectNoViolations(page, path);
    await context.close();
  });
}

test('the reference of the API has no accessibility violation', async ({ page }) => {
  await page.goto(address('/reference'));
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});

test('nothing is lost at 320 pixels: no page scrolls sideways', async ({ browser }) => {
  test.setTimeout(240_000);
  const context = await browser.newContext({ viewport: { width: 320, height: 800 } });
  const page = await context.newPage();
  await signIn(page, 'officer');
  for (const path of await findPaths(page)) {
    await page.goto(address(path));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(`${path} ${overflow}`).toBe(`${path} 0`);
  }
  await context.close();
});
