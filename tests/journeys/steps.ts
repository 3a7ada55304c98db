import { expect, type Page } from '@playwright/test';

/** The people of the demonstration, by the way they work. */
export const people = {
  registrar: 'Harpreet Sandhu',
  otherRegistrar: 'Daria Kowalchuk',
  viewer: 'Jonah Cardinal',
  coordinator: 'Margaux Thibodeau',
  officer: 'Rosalind Okonkwo',
  otherOfficer: 'Tove Abernathy',
} as const;

export const address = (path: string) => `${process.env['JOURNEY_URL']}${path}`;

/** Signs in on the page, as a person does, and goes on in English: an account keeps the language that was chosen last. */
export async function signIn(page: Page, who: keyof typeof people): Promise<void> {
  await page.goto(address('/sign-in'));
  const card = page.getByRole('listitem').filter({ hasText: people[who] });
  await card.getByRole('button').click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(people[who]);
  await speak(page, 'en');
}

/** Changes the language with the button that stands on every page. */
export async function speak(page: Page, language: 'en' | 'fr'): Promise<void> {
  const button = page.getByRole('button', { name: language === 'fr' ? /Afficher en français/ : /Show in English/ });
  if (await button.isVisible()) await button.click();
  await expect(page.locator('html')).toHaveAttribute('lang', language);
}

/** Waits until the stages of a submission are done; the page says so in its state. */
export async function finished(page: Page): Promise<void> {
  await expect(page.getByText('Finished', { exact: true }).first()).toBeVisible();
}
