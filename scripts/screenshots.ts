// Takes the pictures of the README, and with --all every page in the matrix of languages, themes and widths, from the running program.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import startProgram from '../tests/journeys/start-program.ts';
import { address, finished, signIn } from '../tests/journeys/steps.ts';
import { findChromium } from '../tests/support/chromium.ts';
import { publishedWorkbook } from '../tests/support/published-files.ts';

const checkout = join(import.meta.dirname, '..');
const ready = (name: string) => join(process.env['JOURNEY_DATA'] ?? '', 'province/ready', name);

/** The story of the README, picture by picture. */
async function takeReadmePictures(browser: Browser): Promise<void> {
  const folder = join(checkout, 'docs/pictures');
  await mkdir(folder, { recursive: true });
  const page = await openPage(browser, { width: 1280, height: 860 });
  const take = async (name: string) => {
    await settle(page);
    await page.screenshot({ path: join(folder, `${name}.png`) });
  };
  await signIn(page, 'registrar');
  await page.goto(address('/submissions'));
  await page.locator('input[type=file]').setInputFiles(ready('2-typical-mistakes-S.K001.zip'));
  await finished(page);
  await take('submission');
  const numbers = page.getByRole('group', { name: 'Rows by what became of them' });
  await numbers.getByRole('button', { name: /Refused/ }).click();
  const card = page.getByRole('listitem').filter({ hasText: 'The exit date 2026-08-21' }).last();
  await card.getByRole('button', { name: /Mend this row/ }).click();
  await card.scrollIntoViewIfNeeded();
  await take('submission-refused');
  await page.goto(address('/students?q=an'));
  await page.getByRole('main').getByRole('link').first().waitFor();
  await take('find');
  await page.getByRole('main').getByRole('link').first().click();
  await page.getByRole('heading', { name: 'School life' }).waitFor();
  await take('student');
  await signIn(page, 'officer');
  await page.goto(address('/matches'));
  await page.getByRole('link', { name: 'Decide the first' }).click();
  await take('match-task');
  await importTwoYears(page);
  await take('organisations-import');
  await page.context().close();
}

/** Two invented years in the published layout, so that there are differences to see. */
async function importTwoYears(page: Page): Promise<void> {
  const authority: [string, string] = ['7001', 'North Shore School Division'];
  const names = [
    'Teal Harbour School',
    'Willow Bend Elementary',
    'Heron Lake Academy',
    'École du Rivage',
    'Stony Ford High School',
  ];
  const rows = names.map((name, i) => ({
    authority,
    school: [String(7101 + i), name] as [string, string],
    grades: { ECS: 20 + i, 'Grade 1': 24 + i },
  }));
  const later = rows
    .slice(1)
    .map((row, i) =>
      i === 0 ? { ...row, school: [row.school[0], 'Willow Bend Community School'] as [string, string] } : row,
    );
  const opened = { authority, school: ['7120', 'Kingfisher Landing School'] as [string, string], grades: { ECS: 12 } };
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  for (const [year, list] of [
    ['2022/2023', rows],
    ['2023/2024', [...later, opened]],
  ] as const) {
    await page.goto(address('/organisations/import'));
    const buffer = await publishedWorkbook({ year, rows: [...list] });
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: `enrolment-by-school-${year.replace('/', '-')}.xlsx`, mimeType: type, buffer });
    const importIt = page.getByRole('button', { name: /^Import/ });
    await importIt.waitFor();
    if (year === '2022/2023') {
      await importIt.click();
      await page
        .getByText(/Imported/)
        .first()
        .waitFor();
    }
  }
}

/** Every page, for a person to look at: two languages, two themes, two widths. */
async function takeMatrix(browser: Browser): Promise<void> {
  const folder = join(checkout, '.matricula/pictures');
  await mkdir(folder, { recursive: true });
  for (const language of ['en', 'fr'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      for (const width of [1440, 390]) {
        const page = await openPage(browser, { width, height: 900, theme, language });
        await signIn(page, 'officer');
        for (const [name, path] of await listPages(page)) {
          await page.goto(address(path));
          await settle(page);
          await page.screenshot({
            path: join(folder, `${name}-${language}-${theme}-${width}.png`),
            fullPage: width === 390,
          });
        }
        await page.context().close();
      }
    }
  }
}

async function listPages(page: Page): Promise<[name: string, path: string][]> {
  const ask = async (path: string) => (await page.request.get(address(path))).json();
  const number = (await ask('/v1/students?q=an')).students[0].studentNumber;
  const [submission] = (await ask('/v1/submissions')).items;
  const tabs = ['identity', 'personal', 'contacts', 'enrolments', 'notes', 'findings', 'consent', 'looks', 'history'];
  return [
    ['home', '/'],
    ['students', '/students?q=an'],
    ['student', `/students/${number}`],
    ['student-responsible', `/students/${number}/enrolments?history=yes`],
    ...tabs.map((tab) => [`student-${tab}`, `/students/${number}/${tab}`] as [string, string]),
    ['submissions', '/submissions'],
    ['submission', `/submissions/${submission.submissionId}`],
    ['submission-refused', `/submissions/${submission.submissionId}?fate=refused`],
    ['work', '/work'],
    ['work-left', '/work?view=today'],
    ['matches', '/matches'],
    ['organisations', '/organisations'],
    ['organisation', '/organisations/S.K001'],
    ['organisations-import', '/organisations/import'],
    ['access', '/access'],
    ['moves', '/access/moves?view=live'],
    ['budgets', '/access/budgets'],
    ['people', '/access/people'],
    ['person', '/access/people/01990000-0000-7000-8000-000000000004'],
    ['access-reviews', '/access/reviews'],
    ['support', '/access/support'],
    ['account', '/account'],
    ['alarms', '/access/alarms'],
    ['exports', '/access/exports?view=all'],
    ['export-new', '/access/exports/new'],
    ['sealed', '/access/sealed'],
    ['clients', '/access/clients'],
    ['client-new', '/access/clients/new'],
    ['privacy', '/access/privacy'],
    ['holds', '/access/holds'],
    ['disposals', '/access/disposals?kind=contact'],
    ['ledger', '/access/ledger'],
    [
      'drill',
      '/access/drill?account=01990000-0000-7000-8000-000000000001&from=2020-01-01T00%3A00&to=2099-01-01T00%3A00',
    ],
    ['rules', '/rules'],
    ['rule-coverage', '/rules/coverage'],
    ['counts', '/counts'],
    ['rule', '/rules/ENR-0016'],
    ['not-found', '/nowhere'],
  ];
}

type Look = { width: number; height: number; theme?: 'light' | 'dark'; language?: 'en' | 'fr' };

async function openPage(browser: Browser, { width, height, theme = 'light', language = 'en' }: Look): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    locale: `${language}-CA`,
    timezoneId: 'America/Edmonton',
    reducedMotion: 'reduce',
  });
  await context.addInitScript((chosen) => localStorage.setItem('matricula.language', chosen), language);
  return context.newPage();
}

async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => document.querySelectorAll('.mantine-Skeleton-root').length === 0);
  await page.evaluate(() => document.fonts.ready);
}

const stop = await startProgram();
const { executablePath, args, env } = await findChromium();
const browser = await chromium.launch({ executablePath, args, env });
try {
  await takeReadmePictures(browser);
  if (process.argv.includes('--all')) await takeMatrix(browser);
} finally {
  await browser.close();
  await stop();
}
