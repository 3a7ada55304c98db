import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { address, signIn } from './steps.ts';

/** A student enrolled at the registrar's school, with the newest enrolment. */
async function someEnrolment(page: Page) {
  const ask = async (path: string) => (await page.request.get(address(path))).json();
  const [{ studentNumber }] = (await ask('/v1/schools/S.K001/enrolments?limit=1')).items;
  const [enrolment] = (await ask(`/v1/students/${studentNumber}/enrolments`)).items;
  return { number: studentNumber as string, enrolment };
}

test('a registrar enrols a student, hears the rules while typing, and takes it back', async ({ page }) => {
  await signIn(page, 'registrar');
  const { number } = await someEnrolment(page);
  await page.goto(address(`/students/${number}/enrolments`));
  await page.getByRole('link', { name: 'Add an enrolment' }).click();
  await page.getByLabel('Share of programme').fill('50');
  await page.getByLabel('Share of programme').press('Tab');
  const refusal = page.getByRole('article').filter({ hasText: 'PASI 10064' });
  await expect(refusal).toContainText('Take the percentage back');
  await expect(page.getByText('1 refusal')).toBeVisible();
  await page.getByRole('combobox', { name: 'Programmes' }).fill('610');
  await page.getByRole('option', { name: /^610/ }).click();
  await page.keyboard.press('Escape');
  await expect(refusal).toBeHidden();
  const found = await new AxeBuilder({ page }).analyze();
  expect(found.violations.map((it) => `${it.id}: ${it.nodes[0]?.html}`)).toEqual([]);
  await page.getByRole('button', { name: 'Add the enrolment' }).click();
  await expect(page.getByRole('heading', { name: /Kestrel Bay School/ }).first()).toBeVisible();
  const notices = page.getByRole('region', { name: 'Messages' });
  await notices.getByRole('button', { name: 'Undo' }).click();
  await expect(notices).toContainText('The enrolment stands as before.');
});

test('what another saved meanwhile is shown beside one’s own, and nothing of either is lost', async ({ page }) => {
  await signIn(page, 'registrar');
  const { number, enrolment } = await someEnrolment(page);
  await page.goto(address(`/students/${number}/enrolments/${enrolment.enrolmentId}`));
  await page.getByLabel('Hours', { exact: true }).fill('900');
  await page.getByLabel('School’s own number').fill('4711');
  await page.evaluate(saveMeanwhile, enrolment);
  await page.getByRole('button', { name: 'Save' }).click();
  const conflict = page.getByRole('region', { name: 'Somebody else saved this enrolment meanwhile' });
  await expect(conflict).toContainText('Saved meanwhile: 850');
  await conflict.getByRole('button', { name: 'Take theirs: Hours' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  const kept = page.getByRole('region', { name: /Kestrel Bay School/ }).first();
  await expect(kept).toContainText('850');
  await expect(kept).toContainText('4711');
});

/** The same enrolment with other hours, saved as another page would. */
async function saveMeanwhile(it: Record<string, unknown>) {
  const marks = [
    'studentNumber',
    'enrolmentId',
    'schoolName',
    'schoolNameFr',
    'status',
    'isDeleted',
    'version',
    'submittedBy',
    'submittedAt',
  ];
  const said = Object.entries(it).filter(([name]) => !marks.includes(name));
  await fetch(`/v1/students/${it['studentNumber']}/enrolments/${it['enrolmentId']}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-match': `"${it['version']}"` },
    body: JSON.stringify({ ...Object.fromEntries(said), hours: 850 }),
  });
}

test('a parent’s notification of home education is recorded, returned, mended and accepted, step by step', async ({
  page,
}) => {
  await signIn(page, 'registrar');
  const { number } = await someEnrolment(page);
  await page.goto(address(`/students/${number}/enrolments`));
  await page.getByRole('button', { name: 'Record a notification' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Who notified').fill('Ifeoma Adeyemi');
  await dialog.getByRole('button', { name: 'Record a notification' }).click();
  await page.getByRole('button', { name: 'Return to the parent' }).click();
  await dialog.getByLabel('Reason').fill('The plan is missing');
  await dialog.getByLabel('Reason').press('Enter');
  await expect(page.getByText('Returned', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Change' }).click();
  await dialog.getByLabel('What is to be taught').fill('Reading and arithmetic');
  await dialog.getByRole('button', { name: 'Change' }).click();
  await page.getByRole('button', { name: 'Accept' }).click();
  await expect(page.getByText('Accepted', { exact: true })).toBeVisible();
  await page.getByRole('link', { name: 'Add an enrolment' }).click();
  await expect(page.getByText('600 · Home education (supervised)')).toBeVisible();
});
