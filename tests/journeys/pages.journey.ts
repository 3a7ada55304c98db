import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { address, signIn, speak } from './steps.ts';

// These run after the main job (files run in the order of their names), so that there are submissions and match tasks to look at.

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Rows of a list are alike: what is beyond the twentieth is not judged again. */
const furtherRows = 'tbody tr:nth-child(n+21)';

async function expectNoViolations(page: Page, path: string): Promise<void> {
  await page.goto(address(path));
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).withTags(rules);
  const { violations } = await axe.exclude(furtherRows).analyze();
  expect.soft(violations.map(({ id, nodes }) => `${path}: ${id} ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
}

/** Nothing is lost at 320 pixels: the page, made as narrow as that, does not scroll sideways. */
async function expectNoSidewaysScroll(page: Page, path: string): Promise<void> {
  const wide = page.viewportSize() ?? { width: 1440, height: 900 };
  await page.setViewportSize({ width: 320, height: 800 });
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(async () => `${path} ${await overflow()}`, { timeout: 5_000 }).toBe(`${path} 0`);
  await page.setViewportSize(wide);
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
    '/notes',
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
  test(`no page has an accessibility violation (${language}, ${theme})${language === 'en' ? ', nor scrolls sideways at 320 pixels' : ''}`, async ({
    browser,
  }) => {
    test.setTimeout(240_000);
    const context = await browser.newContext({ colorScheme: theme, locale: `${language}-CA` });
    const page = await context.newPage();
    await expectNoViolations(page, '/sign-in');
    await signIn(page, 'officer');
    await speak(page, language);
    await expect(page.locator('html')).toHaveAttribute('lang', language);
    const paths = await findPaths(page);
    expect(paths.length).toBeGreaterThanOrEqual(21);
    for (const path of paths) {
      await expectNoViolations(page, path);
      if (language === 'en') await expectNoSidewaysScroll(page, path);
    }
    await context.close();
  });
}

test('the reference of the API has no accessibility violation', async ({ page }) => {
  await page.goto(address('/reference'));
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  expect(violations.map(({ id }) => id)).toEqual([]);
});
