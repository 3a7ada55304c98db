import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { address, finished, signIn } from './steps.ts';

test('a wrong file is reversed: what would be put back is seen before, a reason is asked, and the page says what became of it', async ({
  page,
}) => {
  await signIn(page, 'coordinator');
  const guid = (tail: string) => `0197a0f2-6c1e-7d33-8a55-0c1a2b3c${tail}`;
  const own = { local_student_id: 'REV-1' };
  const student = {
    ...own,
    guid: guid('0001'),
    birth_date: '2014-05-17',
    gender: 'F',
    family_name: 'Ptarmigan',
    given_name: 'Isolde',
  };
  const phone = { ...own, guid: guid('0002'), kind: 'home', number: '7805550171', effective_on: '2026-09-01' };
  const sent = await page.request.post(address('/v1/submissions/items'), {
    data: {
      organisation: 'S.K001',
      items: [
        { file: 'students', fields: student },
        { file: 'phones', fields: phone },
      ],
    },
    headers: { origin: address('') },
  });
  const { submissionId } = await sent.json();
  await page.goto(address(`/submissions/${submissionId}`));
  await finished(page);
  await page.getByRole('button', { name: 'Reverse…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Reverse this submission' });
  await expect(dialog.getByText(/records would be put back/)).toBeVisible();
  await expect(dialog.getByText('would be put back').nth(1)).toBeVisible();
  expect((await new AxeBuilder({ page }).include('dialog').analyze()).violations).toEqual([]);
  const act = dialog.getByRole('button', { name: 'Reverse it' });
  await expect(act).toHaveAttribute('aria-disabled', 'true');
  await dialog.getByLabel('Why').fill('The file of last year was sent');
  await act.click();
  await page.getByRole('button', { name: 'Yes, it is me' }).click();
  await expect(page.getByText(/Reversed on .* by Margaux Thibodeau/)).toBeVisible();
  await expect(page.getByText(/records were put back, none stays/)).toBeVisible();
  await page.getByRole('button', { name: 'See the records' }).click();
  await expect(page.getByRole('dialog').getByText('put back').first()).toBeVisible();
});
