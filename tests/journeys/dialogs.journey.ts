import { expect, test } from '@playwright/test';
import { address, signIn } from './steps.ts';

test('a dialog begins at its first field, acts with Enter, keeps what was typed when refused, and gives the focus back', async ({
  page,
}) => {
  await signIn(page, 'officer');
  await page.goto(address('/access/holds'));
  const opener = page.getByRole('main').getByRole('button', { name: 'Place a hold' }).first();
  await opener.click();
  const dialog = page.getByRole('dialog', { name: 'Place a hold' });
  await expect(dialog.getByRole('radio').first()).toBeFocused();
  const act = dialog.getByRole('button', { name: 'Place it' });
  await expect(act).toHaveAttribute('aria-disabled', 'true');
  await expect(act).toHaveAccessibleDescription('Fill in the fields above first.');
  await dialog.getByLabel('Reason').fill('A court asked that nothing be deleted');
  await dialog.getByLabel('Student number').fill('123456789');
  await dialog.getByLabel('Student number').press('Enter');
  const refusal = dialog.getByRole('alert');
  await expect(refusal).toHaveText('There is no such student number, or none that you may see');
  await expect(refusal).toBeFocused();
  await expect(dialog.getByLabel('Reason')).toHaveValue('A court asked that nothing be deleted');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(opener).toBeFocused();
  await opener.click();
  await page.keyboard.press('Escape');
  await expect(opener).toBeFocused();
});

test('an address is added by keyboard beside its label, is said to be wrong at its field, and is taken back', async ({
  page,
}) => {
  await signIn(page, 'registrar');
  const { students } = await (await page.request.get(address('/v1/students?q=an'))).json();
  await page.goto(address(`/students/${students[0].studentNumber}/contacts`));
  const panel = page.getByRole('region', { name: 'Addresses' });
  await panel.getByRole('button', { name: 'Add an address' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Add an address' });
  await dialog.getByLabel('What it is for').selectOption('delivery');
  await dialog.getByLabel('Street lines').fill('900 Plover Lane');
  await dialog.getByLabel('Postal code').fill('t5a0a1');
  await page.keyboard.press('Tab');
  await expect(dialog.getByText('does not have 7 characters')).toBeVisible();
  await dialog.getByLabel('Postal code').fill('T5A 0A1');
  await expect(dialog.getByRole('region', { name: 'Label' })).toContainText('900 PLOVER LANE');
  await dialog.getByLabel('Postal code').press('Enter');
  await panel.getByRole('button', { name: 'Take back: Delivery, 900 PLOVER LANE' }).press('Enter');
  await expect(panel.getByRole('button', { name: 'Restore: Delivery, 900 PLOVER LANE' })).toBeVisible();
});

test('a note is refused by name while it would mislead, kept when it does not, corrected, and voided with a reason', async ({
  page,
}) => {
  await signIn(page, 'registrar');
  const { students } = await (await page.request.get(address('/v1/students?q=an'))).json();
  await page.goto(address(`/students/${students[0].studentNumber}/notes`));
  await page.getByRole('button', { name: 'Write a note' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Write a note' });
  const keep = dialog.getByRole('button', { name: 'Keep the note' });
  await expect(keep).toHaveAccessibleDescription('Write the note.');
  await dialog.getByLabel('Note', { exact: true }).fill('Comes by the p\u0430th');
  await keep.press('Enter');
  await expect(dialog.getByRole('alert')).toContainText('letters of another alphabet');
  await dialog.getByLabel('Note', { exact: true }).fill('Comes by the path');
  await keep.press('Enter');
  await page.getByRole('button', { name: /^Correct: note of/ }).press('Enter');
  const correction = page.getByRole('dialog', { name: 'Correct the note' });
  await correction.getByLabel('Note', { exact: true }).fill('Comes by the river path');
  await correction.getByRole('button', { name: 'Keep the correction' }).press('Enter');
  const notes = page.getByRole('region', { name: 'Notes' }).getByRole('listitem');
  await expect(notes).toHaveCount(2);
  await page.getByRole('button', { name: /^Void: note of/ }).press('Enter');
  await page.getByLabel('Why it is voided').fill('Written about the wrong student');
  await page.getByLabel('Why it is voided').press('Tab');
  await page.getByRole('dialog').getByRole('button', { name: 'Void', exact: true }).press('Enter');
  await expect(notes.first()).toContainText('Voided by Harpreet Sandhu');
  await expect(notes.last().getByRole('button', { name: /^Correct/ })).toBeVisible();
});

test('an accommodation is recorded by keyboard, voided with a reason, and stands again', async ({ page }) => {
  await signIn(page, 'registrar');
  const { students } = await (await page.request.get(address('/v1/students?q=an'))).json();
  await page.goto(address(`/students/${students[0].studentNumber}/personal`));
  const panel = page.getByRole('region', { name: 'Classroom accommodations' });
  await panel.getByRole('button', { name: 'Add an accommodation' }).press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Add an accommodation' });
  await dialog.getByLabel('Accommodation').selectOption('scribe');
  await dialog.getByLabel('Approved by').fill('R. Lyle, principal');
  await dialog.getByLabel('Approved by').press('Enter');
  await panel.getByRole('button', { name: 'Void: Scribe' }).press('Enter');
  await page.getByLabel('Why it is voided').fill('Recorded for the wrong student');
  await page.getByRole('dialog').getByRole('button', { name: 'Void', exact: true }).press('Enter');
  await panel.getByRole('button', { name: 'Restore: Scribe' }).press('Enter');
  await expect(panel.getByRole('button', { name: 'Change: Scribe' })).toBeVisible();
});
