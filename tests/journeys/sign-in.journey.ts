import AxeBuilder from '@axe-core/playwright';
import { type BrowserContext, expect, type Page, test } from '@playwright/test';
import { TOTP } from 'otpauth';
import { createInvitation } from '#modules/access/index.ts';
import { perform } from '#platform/act.ts';
import { systemActor } from '#platform/actor.ts';
import { openDatabase } from '#platform/database/database.ts';
import { readJurisdiction } from '#platform/jurisdiction.ts';
import { buildAccount, goodPassword } from '../support/sign-in.ts';
import { address, people, signIn } from './steps.ts';

// Runs after the others, whose people have no secrets yet.

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function expectNoViolations(page: Page, where: string): Promise<void> {
  await page.waitForLoadState('networkidle');
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
  expect.soft(violations.map(({ id, nodes }) => `${where}: ${id} ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
}

/** A device with a fingerprint reader of its own, as Chromium can invent one. */
async function giveAuthenticator(context: BrowserContext, page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** A ministry account of somebody real to the program, invited or with a password alone. */
async function openAccount(userName: string, password: string | null): Promise<{ path: string }> {
  const { db } = openDatabase(process.env['JOURNEY_DATABASE'] ?? '', { connectionsMax: 1 });
  try {
    const jurisdiction = await readJurisdiction(db);
    const actor = systemActor('journey');
    return await perform(db, { kind: 'test.prepare', actor }, async (tx, act) => {
      const role = 'ministry_viewer';
      const { accountId } = await buildAccount(tx, { userName, role, organisation: 'O.1', password });
      return createInvitation(tx, act, { accountId, purpose: 'join', jurisdiction });
    });
  } finally {
    await db.destroy();
  }
}

async function signOut(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('button', { name }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('You are signed out');
}

async function typePassword(page: Page, { userName, code }: { userName: string; code?: string }): Promise<void> {
  await page.goto(address('/sign-in'));
  await page.getByLabel('User name').fill(userName);
  await page.getByLabel('Password', { exact: true }).fill(goodPassword);
  if (code) await page.getByLabel('Code').fill(code);
  await page.getByRole('button', { name: 'Sign in', exact: true }).first().click();
}

test('somebody registers a passkey after proving that it is they, and signs in with it afterwards', async ({
  browser,
}) => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await giveAuthenticator(context, page);
  await signIn(page, 'coordinator');
  await page.getByRole('button', { name: new RegExp(`Account: ${people.coordinator}`) }).click();
  await page.getByRole('menuitem', { name: 'My account' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('My account');
  await page.getByLabel('Name of the passkey').fill('The grey key');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = page.getByRole('dialog', { name: 'Is it you?' });
  await expect(dialog).toBeVisible();
  await expectNoViolations(page, 'the proof');
  await dialog.getByRole('button', { name: 'Yes, it is me' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'The grey key' })).toBeVisible();
  await expectNoViolations(page, 'my account');

  await signOut(page, new RegExp(`Account: ${people.coordinator}`));
  await page.getByRole('link', { name: 'Sign in again' }).click();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText(people.coordinator);
  await page.goto(address('/account'));
  await expect(page.getByRole('listitem').filter({ hasText: 'The grey key' })).toContainText('last used');

  await page.getByRole('button', { name: 'Remove The grey key' }).click();
  await expect(page.getByText('No passkey yet')).toBeVisible();
  await context.close();
});

test('a dangerous act is left undone when the proof is declined', async ({ page }) => {
  await signIn(page, 'coordinator');
  await page.goto(address('/account'));
  await page.getByRole('button', { name: 'Choose a password' }).click();
  await page.getByLabel('New password', { exact: true }).fill(goodPassword);
  await page.getByRole('button', { name: 'Save the password' }).click();
  await page.getByRole('dialog', { name: 'Is it you?' }).getByRole('button', { name: 'Not now' }).click();
  await expect(page.getByRole('alert')).toContainText('Prove again that it is you');
  await page.reload();
  await expect(page.getByText('You have no password')).toBeVisible();
});

test('an invitation leads to a password, an app and recovery codes; later both are asked for', async ({ page }) => {
  const { path } = await openAccount('n.invited', null);
  await page.goto(address(path));
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Welcome');
  await expectNoViolations(page, 'the invitation');
  await page.getByLabel('New password', { exact: true }).fill(goodPassword);
  const secret = ((await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).textContent()) ?? '').replaceAll(' ', '');
  const app = new TOTP({ secret });
  await page.getByLabel('Code that the app shows now').fill(app.generate());
  await page.getByRole('button', { name: 'Finish and sign in' }).click();
  await expect(page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10);
  await expectNoViolations(page, 'the recovery codes');
  const [recoveryCode = ''] = await page
    .getByRole('list', { name: 'Recovery codes' })
    .getByRole('listitem')
    .allTextContents();
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Person');

  await page.goto(address(path));
  await expect(page.getByText('This link does not work')).toBeVisible();
  await typePassword(page, { userName: 'n.invited' });
  await expect(page.getByRole('alert')).toContainText('is not right');
  await typePassword(page, { userName: 'n.invited', code: recoveryCode });
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Person');
});

test('a role that needs a second factor is led to set one up, and works then', async ({ browser }) => {
  await openAccount('n.passwordonly', goodPassword);
  const context = await browser.newContext();
  const page = await context.newPage();
  await giveAuthenticator(context, page);
  await typePassword(page, { userName: 'n.passwordonly' });
  await expect(page.getByRole('heading', { level: 1 })).toContainText('One more step');
  await expectNoViolations(page, 'the second factor');
  await page.goto(address('/students'));
  await expect(page).toHaveURL(/second-factor/);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('link', { name: 'Go on' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Person');
  await signOut(page, /Account: Person/);

  // The password alone only leads to the passkey from now on.
  await typePassword(page, { userName: 'n.passwordonly' });
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Person');
  await context.close();
});

test('these pages have no violation in French and in the dark, and nothing scrolls sideways at 320 pixels', async ({
  browser,
}) => {
  const { path } = await openAccount('n.french', null);
  const context = await browser.newContext({
    colorScheme: 'dark',
    locale: 'fr-CA',
    viewport: { width: 320, height: 800 },
  });
  const page = await context.newPage();
  await giveAuthenticator(context, page);
  for (const [where, to] of [
    ['sign-in', '/sign-in'],
    ['invitation', path],
    ['return', '/sign-in/return?state=x'],
    ['no invitation', '/invitation'],
  ] as const) {
    await page.goto('about:blank');
    await page.goto(address(to));
    await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expectNoViolations(page, where);
    const overflow = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    expect.soft(`${where} ${overflow}`).toBe(`${where} 0`);
  }
  await context.close();
});

test('no page asks for a style or a script that its own policy refuses', async ({ page }) => {
  const refused: string[] = [];
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) refused.push(`${page.url()}: ${message.text()}`);
  });
  await signIn(page, 'officer');
  const { students } = await (await page.request.get(address('/v1/students?q=an'))).json();
  const number = students[0].studentNumber;
  const shown = [
    '/',
    '/students?q=an',
    `/students/${number}`,
    `/students/${number}/history`,
    '/submissions',
    '/work',
    '/matches',
  ];
  for (const path of [
    ...shown,
    '/organisations',
    '/organisations/import',
    '/rules',
    '/access',
    '/account',
    '/reference',
  ]) {
    await page.goto(address(path));
    await page.waitForLoadState('networkidle');
  }
  await page.goto(address('/work'));
  await page.getByRole('button', { name: /Account:/ }).click();
  await page.getByRole('menuitem').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /theme|appearance/i }).click();
  await page.getByRole('menuitem', { name: /Dark/ }).click();
  expect(await page.evaluate(() => document.documentElement.getAttribute('data-mantine-color-scheme'))).toBe('dark');
  expect(await page.evaluate(() => getComputedStyle(document.body).getPropertyValue('--mantine-color-body'))).not.toBe(
    '',
  );
  expect(refused).toEqual([]);
});
