import { type Browser, expect, type Page, test } from '@playwright/test';
import { address, signIn } from './steps.ts';

// Kestrel Bay (S.K001) has the students, Larch Hill (S.K002) enrols them anew.

type Answer = { status: number; body: Record<string, unknown> & { items?: Record<string, string>[] } };

/** Asks the API as the page does: with its cookie, from its own address. */
function ask(page: Page, method: string, path: string, body?: unknown): Promise<Answer> {
  return page.evaluate(
    async ([how, where, what]) => {
      const headers = what ? { 'content-type': 'application/json' } : {};
      const response = await fetch(where, { method: how, headers, ...(what ? { body: what } : {}) });
      return { status: response.status, body: await response.json() };
    },
    [method, path, body ? JSON.stringify(body) : ''] as const,
  );
}

async function openAs(browser: Browser, who: Parameters<typeof signIn>[1]): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await signIn(page, who);
  return page;
}

type Student = { number: string; grade: string; birthDate: string };

/** A student of Kestrel Bay, the `place`th of its list. */
async function findStudent(old: Page, place: number): Promise<Student> {
  const found = (await ask(old, 'GET', '/v1/schools/S.K001/enrolments?status=active&limit=100')).body.items?.at(place);
  if (!found) throw new Error('no student at S.K001');
  const { studentNumber = '', grade = '', birthDate = '' } = found;
  return { number: studentNumber, grade, birthDate };
}

const reason = 'The family asked about a place here';

/** Larch Hill, who has looked the student up, enrols them now. */
async function enrol(fresh: Page, { number, grade }: Student): Promise<void> {
  const { currentSchoolYear, today } = (await ask(fresh, 'GET', '/v1/session')).body;
  const exitOn = `${currentSchoolYear}-06-28`;
  const enrolment = { schoolCode: 'S.K002', schoolYear: currentSchoolYear, grade, startOn: today, exitOn };
  const kind = { exitType: 'completion', programmingType: 'regular', programmingTimeframe: 'day' };
  const way = `/v1/students/${number}/enrolments/${crypto.randomUUID()}`;
  expect((await ask(fresh, 'PUT', way, { ...enrolment, ...kind })).status).toBe(201);
}

const shown = (number: string) => `${number.slice(0, 4)}-${number.slice(4, 8)}-${number.slice(8)}`;

async function openMove(page: Page, number: string, view = ''): Promise<void> {
  await page.goto(address(`/access/moves${view}`));
  await page
    .getByRole('row')
    .filter({ hasText: shown(number) })
    .getByRole('link')
    .click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('go to school?');
}

test('a student looked up from outside and enrolled is confirmed by keyboard, and the new school sees everything', async ({
  browser,
}) => {
  const [old, fresh] = [await openAs(browser, 'registrar'), await openAs(browser, 'otherRegistrar')];
  const student = await findStudent(old, 20);
  const { number } = student;
  await fresh.goto(address(`/students?q=${shown(number)}`));
  await fresh.getByRole('button', { name: 'Look from outside' }).click();
  const look = fresh.getByRole('dialog');
  await look.getByLabel('Born').fill(student.birthDate);
  await look.getByLabel('Why you look').fill(reason);
  await look.getByRole('button', { name: 'Look from outside' }).click();
  await expect(fresh.getByText('Somebody here acknowledged a look from outside')).toBeVisible();
  await enrol(fresh, student);
  await fresh.goto(address(`/students/${number}`));
  await expect(fresh.getByText('unless the move is settled earlier')).toBeVisible();
  await openMove(fresh, number, '?view=coming');
  await expect(fresh.getByText('The minimum: names, birth date, number and its own enrolment').first()).toBeVisible();
  expect((await ask(fresh, 'GET', `/v1/students/${number}/contacts`)).status).toBe(403);

  await old.goto(address('/access'));
  await old.getByRole('link', { name: 'Moves between schools' }).click();
  const row = old.getByRole('row').filter({ hasText: shown(number) });
  await row.getByRole('link').focus();
  await old.keyboard.press('Enter');
  await expect(old.getByRole('heading', { name: 'Kestrel Bay School' })).toBeVisible();
  await expect(old.getByRole('heading', { name: 'Larch Hill School' })).toBeVisible();
  await old.getByRole('button', { name: 'The student has moved' }).focus();
  await old.keyboard.press('Enter');
  const dialog = old.getByRole('dialog', { name: 'The student has moved' });
  await expect(dialog).toContainText('Larch Hill School sees the whole record from now on');
  await old.keyboard.type('The mother told us on Friday');
  await old.keyboard.press('Tab');
  await old.keyboard.press('Tab');
  await old.keyboard.press('Enter');
  await expect(old.getByText('The move is confirmed.')).toBeVisible();
  await expect(old.getByRole('heading', { name: 'You have nothing to say here' })).toBeVisible();

  await fresh.reload();
  await expect(fresh.getByRole('list', { name: 'What happened' })).toContainText('The mother told us on Friday');
  expect((await ask(fresh, 'GET', `/v1/students/${number}/contacts`)).status).toBe(200);
  await Promise.all([old.context().close(), fresh.context().close()]);
});

test('rival claims meet on one screen, with both enrolments and all that was said, and the ministry decides', async ({
  browser,
}) => {
  const [old, fresh] = [await openAs(browser, 'registrar'), await openAs(browser, 'otherRegistrar')];
  const student = await findStudent(old, 21);
  const { number, birthDate } = student;
  const path = `/v1/students/${number}/external-access`;
  expect((await ask(fresh, 'POST', path, { birthDate, reason })).status).toBe(200);
  await enrol(fresh, student);
  await openMove(old, number);
  await old.getByRole('button', { name: 'The student is still ours' }).click();
  const claim = old.getByRole('dialog', { name: 'The student is still ours' });
  await claim.getByRole('button', { name: 'The student is still ours' }).click();
  await expect(claim.getByText('Say why, in your own words.')).toBeVisible();
  await claim.getByRole('textbox').fill('In class this morning');
  await claim.getByRole('button', { name: 'The student is still ours' }).click();
  await expect(old.getByText('Claimed by two')).toBeVisible();

  await fresh.goto(address('/'));
  await expect(fresh.getByRole('region', { name: 'Moves between schools' })).toContainText('1 waits for you');
  await openMove(fresh, number, '?view=coming');
  await fresh.getByRole('button', { name: 'Answer the claim' }).click();
  const answer = fresh.getByRole('dialog', { name: 'Answer the claim' });
  await answer.getByRole('textbox').fill('The lease shows the new address');
  await answer.getByRole('button', { name: 'Answer the claim' }).click();
  await expect(fresh.getByText('Your answer stands.')).toBeVisible();

  const ministry = await openAs(browser, 'officer');
  await openMove(ministry, number);
  const [theirs, ours] = [
    ministry.getByRole('region', { name: 'Larch Hill School' }),
    ministry.getByRole('region', { name: 'Kestrel Bay School' }),
  ];
  for (const side of [theirs, ours]) await expect(side).toContainText('Active');
  const happened = ministry.getByRole('list', { name: 'What happened' });
  await expect(happened).toContainText('In class this morning');
  await expect(happened).toContainText('The lease shows the new address');
  await ministry.getByRole('button', { name: 'Decide for the old school' }).click();
  const decision = ministry.getByRole('dialog', { name: 'Decide for the old school' });
  await decision.getByRole('textbox').fill('The family has not moved');
  await decision.getByRole('button', { name: 'Decide for the old school' }).click();
  await expect(ministry.getByText('Decided for the old school', { exact: true }).first()).toBeVisible();
  expect((await ask(fresh, 'GET', `/v1/students/${number}/contacts`)).status).toBe(403);
  await Promise.all([old, fresh, ministry].map((page) => page.context().close()));
});
