import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { publishedWorkbook } from '../support/published-files.ts';
import { address, finished, signIn } from './steps.ts';

const ready = (name: string) => join(process.env['JOURNEY_DATA'] ?? '', 'province/ready', name);

test.describe.configure({ mode: 'serial' });

test('a registrar drops a file, sees what became of each row, mends one, and finds the student true with its history', async ({
  page,
}) => {
  await signIn(page, 'registrar');
  await page.getByRole('link', { name: 'Submissions' }).first().click();
  await page.locator('input[type=file]').setInputFiles(ready('2-typical-mistakes-S.K001.zip'));
  await finished(page);
  const numbers = page.getByRole('group', { name: 'Rows by what became of them' });
  for (const fate of ['New', 'Refused', 'With a person']) {
    await expect(numbers.getByRole('button', { name: new RegExp(`[1-9]\\d* ?${fate}`) })).toBeVisible();
  }

  await numbers.getByRole('button', { name: /Refused/ }).click();
  const card = page.getByRole('listitem').filter({ hasText: 'The exit date 2026-08-21 is before the start date' });
  await card.getByRole('button', { name: /Mend this row/ }).click();
  await card.getByRole('textbox', { name: /^Exit/ }).fill('2027-06-25');
  await card.getByRole('button', { name: 'Send this row again' }).click();
  await expect(page.getByText(/The row was sent again/)).toBeVisible();

  await numbers.getByRole('button', { name: /New/ }).click();
  await page.getByRole('table', { name: 'Rows of the submission' }).getByRole('link').first().click();
  await expect(page).toHaveURL(/\/students\//);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.getByRole('link', { name: 'History' }).click();
  await expect(page.getByText('Harpreet Sandhu').first()).toBeVisible();
});

test('the same file again changes nothing, and says so', async ({ page }) => {
  await signIn(page, 'registrar');
  await page.goto(address('/submissions'));
  const file = ready('1-september-S.K001.zip');
  await page.locator('input[type=file]').setInputFiles(file);
  await finished(page);
  await page.goto(address('/submissions'));
  await page.locator('input[type=file]').setInputFiles(file);
  await finished(page);
  await expect(page.getByText(/all known already: nothing changed/)).toBeVisible();
});

test('a rehearsal shows the whole answer under a band that says nothing was written', async ({ page }) => {
  await signIn(page, 'registrar');
  await page.goto(address('/submissions'));
  await page.getByRole('switch', { name: /Rehearse/ }).check();
  await page.locator('input[type=file]').setInputFiles(ready('3-windows-1252-S.K001.zip'));
  await finished(page);
  await expect(page.getByText('Rehearsal: nothing was written. The register is as it was.')).toBeVisible();
  await expect(page.getByText(/windows-1252/i).first()).toBeVisible();
});

test('a file of another school is refused whole, with the next step', async ({ page }) => {
  await signIn(page, 'registrar');
  await page.goto(address('/submissions'));
  await page.locator('input[type=file]').setInputFiles(ready('4-another-school-S.K002.zip'));
  await expect(page.getByText(/The extract is that of S.K002/).first()).toBeVisible();
  await expect(page.getByText(/choose the right file/).first()).toBeVisible();
});

test('the ministry decides who a doubtful student is, and the held rows go on by themselves', async ({ page }) => {
  await signIn(page, 'officer');
  await page.goto(address('/matches'));
  await page.getByRole('link', { name: 'Decide the first' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('somebody the register knows');
  await page.getByRole('button', { name: /^A new student/ }).click();
  await expect(page.getByText(/This releases [1-9]\d* held rows?/)).toBeVisible();
  await page.getByRole('button', { name: 'Yes, a new student' }).click();
  await expect(page.getByText(/Decided: .* is a new student with the number \d{4}-\d{4}-\d/).first()).toBeVisible();
  await expect(
    page.getByText(/[1-9]\d* rows? (was released|were released|goes on now|go on now)/).first(),
  ).toBeVisible();
});

test('the ministry imports the published school file: rehearsed first, then for real, then nothing new', async ({
  page,
}) => {
  const content = await publishedWorkbook({
    year: '2023/2024',
    rows: [{ authority: ['7001', 'North Authority'], school: ['7101', 'New School'] }],
  });
  const file = {
    name: 'enrolment-by-school.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: content,
  };
  await signIn(page, 'officer');
  await page.goto(address('/organisations/import'));
  await page.locator('input[type=file]').setInputFiles(file);
  await page.getByRole('button', { name: /^Import/ }).click();
  await page.goto(address('/organisations/S.7101'));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('New School');
  await page.goto(address('/organisations/import'));
  await page.locator('input[type=file]').setInputFiles(file);
  await expect(page.getByText(/All of this file is known already/).last()).toBeVisible();
});

test('a student of another school is not there, in the same words as one who does not exist', async ({ browser }) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await signIn(page, 'registrar');
  const { students } = await (await page.request.get(address('/v1/students?q=an'))).json();
  await signIn(page, 'otherRegistrar');
  const wordsAt = async (number: string) => {
    await page.goto(address(`/students/${number}`));
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    const text = await page.getByRole('main').innerText();
    return text.replaceAll(/\d{4}-?\d{4}-?\d/g, '#').replaceAll(/[0-9a-f-]{36}/g, '#');
  };
  const hidden = await wordsAt(students[0].studentNumber);
  expect(hidden).toBe(await wordsAt('123456784'));
  await context.close();
});

test('whoever may only read sees what they may not do, and why', async ({ page }) => {
  await signIn(page, 'viewer');
  await page.goto(address('/submissions'));
  await expect(page.getByText('Your role does not allow submitting').first()).toBeVisible();
});

test('the main job can be done with the keyboard alone', async ({ page }) => {
  await signIn(page, 'registrar');
  await page.keyboard.press('/');
  await expect(page.getByRole('combobox', { name: /Search students/ })).toBeFocused();
  await page.keyboard.type('anderson');
  await expect(page.getByRole('option').first()).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/students/);
});
