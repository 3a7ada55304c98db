import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import pg from 'pg';
import { address, people, signIn } from './steps.ts';

// Runs after the main job, which needs nobody who is protected.

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const reason = 'The school of a protected child asks for help with a move';

async function expectNoViolations(page: Page, where: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  expect.soft(violations.map(({ id, nodes }) => `${where}: ${id} ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
}

/** A protected student of the invented province, as only its database tells. */
async function protectedStudent(): Promise<string> {
  const client = new pg.Client({ connectionString: process.env['JOURNEY_DATABASE'] });
  await client.connect();
  try {
    const { rows } = await client.query<{ student_number: string }>(
      `select student_number from identity.student where is_restricted and status = 'active' order by student_number limit 1`,
    );
    const [found] = rows;
    if (!found) throw new Error('the province has no protected student');
    return found.student_number;
  } finally {
    await client.end();
  }
}

/** Whether a search by number finds the student. */
async function expectFound(page: Page, number: string, isFound: boolean): Promise<void> {
  await page.goto(address(`/students?q=${number}`));
  const row = page.getByRole('list', { name: 'Find a student' }).getByRole('link');
  if (isFound) await expect(row).toHaveCount(1);
  else await expect(page.getByText(/^Nobody you may see/)).toBeVisible();
}

/** Writes the reason in the dialog and sends it; whoever is asked proves that it is they. */
async function send(page: Page, dialogName: string, button: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: dialogName });
  await expect(dialog.getByRole('button', { name: button })).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByLabel('Reason').fill(reason);
  await expectNoViolations(page, dialogName);
  await dialog.getByRole('button', { name: button }).click();
  const proof = page.getByRole('dialog', { name: 'Is it you?' }).getByRole('button', { name: 'Yes, it is me' });
  await proof
    .or(page.getByText(/^The sealed register is open to you|^You broke the glass/))
    .first()
    .waitFor();
  if (await proof.isVisible()) await proof.click();
}

const band = (page: Page) => page.getByRole('banner').getByText(/sealed register is open to you until/);

test('a protected student is found while the sealed register is open, and nowhere any more after its end', async ({
  page,
}) => {
  const number = await protectedStudent();
  await signIn(page, 'officer');
  await expectFound(page, number, false);
  await page.goto(address('/access'));
  await page.getByRole('link', { name: 'The sealed register' }).click();
  await expect(page.getByText('It is closed to you.')).toBeVisible();
  await page.getByRole('button', { name: 'Ask to open it' }).click();
  await send(page, 'Ask to open the sealed register', 'Ask to open it');
  await expect(band(page)).toBeVisible();
  await expect(page.getByRole('banner').getByText(/\d+ minutes left/)).toBeVisible();
  await expectNoViolations(page, 'the sealed register, open');

  await expectFound(page, number, true);
  await page.getByRole('list', { name: 'Find a student' }).getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`/students/${number}`));
  const student = page.getByRole('heading', { level: 1 });
  await expect(student).not.toHaveText('Find a student'); // the page before says "Restricted" as well
  await expect(page.getByRole('main').getByText('Restricted', { exact: true }).first()).toBeVisible();
  const name = (await student.textContent()) ?? '';

  await page.getByRole('button', { name: 'End it now' }).click();
  await expect(band(page)).toHaveCount(0);
  await expect(page.getByRole('main').getByText(name)).toHaveCount(0);
  await expectFound(page, number, false);
  await page.goto(address('/students'));
  await expect(page.getByRole('main').getByText(name)).toHaveCount(0);
  await page.goto(address('/access/sealed'));
  await expect(page.getByRole('listitem').filter({ hasText: reason })).toContainText('Ended early');
});

test('a broken glass is told beforehand, and another person says whether it was justified', async ({ browser }) => {
  const breaking = await (await browser.newContext()).newPage();
  await signIn(breaking, 'officer');
  await breaking.goto(address('/access/sealed'));
  await breaking.getByRole('button', { name: 'Break the glass' }).click();
  await expect(breaking.getByRole('dialog')).toContainText('A critical alarm is raised');
  await send(breaking, 'Break the glass', 'Break the glass');
  await expect(breaking.getByRole('banner').getByText(/^You broke the glass/)).toBeVisible();
  await expectNoViolations(breaking, 'the glass broken');

  const reviewing = await (await browser.newContext()).newPage();
  await signIn(reviewing, 'otherOfficer');
  await reviewing.goto(address('/access/sealed'));
  await expect(reviewing.getByText('1 waits for your answer.')).toBeVisible();
  await reviewing.getByRole('button', { name: `Review: ${people.officer}` }).click();
  const dialog = reviewing.getByRole('dialog');
  await dialog.getByLabel('Not justified').check();
  await dialog.getByLabel('What you found').fill('Two of us were in the office that afternoon');
  await dialog.getByRole('button', { name: 'Keep the review' }).click();
  await expect(reviewing.getByRole('main').getByText(`reviewed by ${people.otherOfficer}`)).toBeVisible();
  await reviewing.getByRole('button', { name: `End it: ${people.officer}` }).click();

  await breaking.reload();
  await expect(band(breaking)).toHaveCount(0);
  await expect(breaking.getByText(`ended by ${people.otherOfficer}`)).toBeVisible();
  await breaking.context().close();
  await reviewing.context().close();
});

test('a student who is protected on the page is gone for the school as if the number had never been given', async ({
  browser,
}) => {
  const officer = await (await browser.newContext()).newPage();
  const registrar = await (await browser.newContext()).newPage();
  await signIn(registrar, 'registrar');
  const { students } = await (await registrar.request.get(address('/v1/students?q=an'))).json();
  const { studentNumber, displayName } = students[0];
  await signIn(officer, 'officer');
  await officer.goto(address(`/students/${studentNumber}/contacts`));
  await officer.getByRole('region', { name: 'Restrictions' }).getByRole('link').click();
  await officer.getByRole('button', { name: 'Ask to open it' }).click();
  await send(officer, 'Ask to open the sealed register', 'Ask to open it');
  await expect(officer.getByRole('region', { name: 'Protected students' }).getByRole('listitem').first()).toBeVisible();

  await officer.goto(address(`/students/${studentNumber}/contacts`));
  await officer.getByRole('button', { name: 'Add a restriction' }).click();
  const adding = officer.getByRole('dialog', { name: 'Add a restriction' });
  await adding.getByLabel('Kind').selectOption({ label: 'Court order limits access' });
  await expect(adding.getByText(/exists only for whoever has the sealed register open/)).toBeVisible();
  await adding.getByLabel('Reason').fill('The order of the court was seen');
  await expectNoViolations(officer, 'adding a restriction');
  await adding.getByRole('button', { name: 'Add a restriction' }).click();
  await expect(officer.getByText('In force', { exact: true })).toBeVisible();

  const wordsAt = async (number: string) => {
    await registrar.goto(address(`/students/${number}`));
    await expect(registrar.getByRole('heading', { level: 1 })).toBeVisible();
    const text = await registrar.getByRole('main').innerText();
    return text.replaceAll(/\d{4}-?\d{4}-?\d/g, '#').replaceAll(/[0-9a-f-]{36}/g, '#');
  };
  const hidden = await wordsAt(studentNumber);
  expect(hidden).toBe(await wordsAt('123456784'));
  expect(hidden).not.toContain(displayName);

  await officer.getByRole('button', { name: 'End it: Court order limits access' }).click();
  const ending = officer.getByRole('dialog', { name: 'End: Court order limits access' });
  await ending.getByLabel('Reason').fill('The court has lifted its order');
  await expectNoViolations(officer, 'ending a restriction');
  await ending.getByRole('button', { name: 'End it' }).click();
  await expect(officer.getByText('Ended', { exact: true })).toBeVisible();
  expect(await wordsAt(studentNumber)).toContain(displayName);
  await officer.getByRole('button', { name: 'End it now' }).click();
  await expect(band(officer)).toHaveCount(0);
  await officer.context().close();
  await registrar.context().close();
});
