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
