import { expect, type Page, test } from '@playwright/test';
import { address, signIn } from './steps.ts';

// A registrar empties the list: by keys alone on one item, in bulk after a look at what would happen, and sees what left.

const tableRows = (page: Page) => page.getByRole('table').getByRole('row');

test('a work list is narrowed, worked on by keys, and many are shown before they are moved', async ({ page }) => {
  await signIn(page, 'registrar');
  await page.goto(address('/work'));
  await page.getByLabel('Due', { exact: true }).selectOption('later');
  await expect(page).toHaveURL(/due=later/);
  await tableRows(page).nth(1).getByRole('button').first().click();
  const beside = page.getByRole('complementary', { name: 'The chosen item' });
  await expect(beside.getByText(/due \d/)).toBeVisible();
  await page.keyboard.press('t');
  await expect(page.getByText('Assign: 1 item')).toBeVisible();
  await page.keyboard.press('z');
  await expect(page.getByRole('dialog', { name: 'Snooze' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await expect(beside).toBeHidden();

  // Only advice is acknowledged: two of those.
  await page.getByLabel('Urgency', { exact: true }).selectOption('advice');
  await expect(page).toHaveURL(/severity=advice/);
  const boxes = page.getByRole('table').getByRole('checkbox');
  await boxes.nth(1).check();
  await boxes.nth(2).check();
  await page.getByRole('button', { name: 'Acknowledge' }).click();
  const preview = page.getByRole('dialog');
  await expect(preview.getByText('Acknowledge: all 2 items')).toBeVisible();
  await expect(preview.getByText(/^Among them:/)).toBeVisible();
  await preview.getByLabel('Note').fill('The family confirmed it by telephone');
  await preview.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(page.getByText('Acknowledge: 2 items')).toBeVisible();

  await page.getByRole('radio', { name: 'Left today' }).check();
  await expect(page).toHaveURL(/view=today/);
  await expect(tableRows(page).nth(2)).toBeVisible();
  await expect(page.getByLabel('Due', { exact: true })).toHaveCount(0);
});

test('on a phone the filters fold behind a button that says how many are set', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(page, 'registrar');
  await page.goto(address('/work?severity=advice'));
  const fold = page.getByRole('button', { name: 'Filters (1 set)' });
  await expect(fold).toHaveAttribute('aria-expanded', 'false');
  await expect(page.getByLabel('Urgency', { exact: true })).toHaveCount(0);
  await fold.press('Enter');
  await expect(fold).toHaveAttribute('aria-expanded', 'true');
  await page.getByLabel('Urgency', { exact: true }).selectOption('');
  await expect(page.getByRole('button', { name: 'Filters', exact: true })).toBeVisible();
});

test('on paper a list is whole, under the organisation and the moment, with nothing to press', async ({ page }) => {
  await signIn(page, 'registrar');
  await page.goto(address('/work'));
  await expect(tableRows(page).nth(1)).toBeVisible();
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await expect(page.getByText(/^Printed \d/)).toBeVisible();
  await expect(page.getByRole('navigation')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /Columns|Sort|Filter/ })).toHaveCount(0);
  const list = page.getByRole('table');
  const total = Number(await list.getAttribute('aria-rowcount'));
  await expect(tableRows(page)).toHaveCount(total);
  await expect(page.locator('body')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
});
