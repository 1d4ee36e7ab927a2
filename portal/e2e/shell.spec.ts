import { usable } from './axe';
import { at, demo, expect, logIn, tabTo, test } from './portal';

test('A wrong password is refused with its code, and the right one opens the overview', async ({ page }) => {
  await page.goto(at('/'));
  await page.getByLabel('Name').fill('admin');
  await page.getByLabel('Password').fill('wrong');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('alert')).toContainText('access.bad_credentials');
  await page.getByLabel('Password').fill(demo.secret);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('somebody');
});

test('The session is a cookie that no script reads, and nothing secret is kept elsewhere', async ({ portal }) => {
  const cookie = (await portal.context().cookies()).find(c => c.name.endsWith('gantry'))!;
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' });
  expect(await portal.evaluate(() => document.cookie)).toBe('');
  expect(await portal.evaluate(() => Object.keys(localStorage).concat(Object.keys(sessionStorage)))).toEqual(['theme']);
});

test('A change without the session’s token is refused by the server', async ({ portal }) => {
  const status = await portal.evaluate(async () => (await fetch('/api/v1/session', { method: 'DELETE' })).status);
  expect(status).toBe(403);
});

test('Logging out ends the session, and a page asks for a log-in and then shows itself', async ({ page: portal }) => {
  await logIn(portal);
  await portal.getByRole('button', { name: 'Log out' }).click();
  await expect(portal.getByLabel('Password')).toBeVisible();
  await portal.goto(at('/journal?kind=hub.product_published'));
  await portal.getByLabel('Name').fill('admin');
  await portal.getByLabel('Password').fill(demo.secret);
  await portal.getByRole('button', { name: 'Log in' }).click();
  await expect(portal.getByRole('table', { name: 'Journal' })).toContainText('product published');
});

test('A session that ended elsewhere asks for a log-in where one was', async ({ portal }) => {
  await portal.goto(at('/releases/sentinel'));
  await expect(portal.getByRole('heading', { name: 'ops' })).toBeVisible();
  await portal.context().clearCookies();
  await portal.getByRole('link', { name: 'Journal', exact: true }).click();
  await expect(portal.getByText('Your session has ended')).toBeVisible();
});

test('The clock tells UTC with the day of the year', async ({ portal }) => {
  const now = new Date();
  const day = Math.floor((Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()) - Date.UTC(now.getUTCFullYear(), 0, 0)) / 86_400_000);
  await expect(portal.locator('.clock')).toContainText(`day ${String(day).padStart(3, '0')}`);
});

test('Light and dark are kept', async ({ portal }) => {
  await portal.getByRole('button', { name: 'Light' }).click();
  await portal.reload();
  await expect(portal.locator('html')).toHaveClass('light-theme');
});

test('The first page and its parts weigh less than 400 KB', async ({ page }) => {
  let weight = 0;
  page.on('response', answer => { weight += Number(answer.headers()['content-length'] ?? 0); });
  await logIn(page);
  await expect(page.getByRole('heading', { name: 'Missions' })).toBeVisible();
  expect(weight).toBeGreaterThan(50_000);
  expect(weight).toBeLessThan(400_000);
});

test('An address that is none is told so', async ({ portal }) => {
  await portal.goto(at('/runs/harbour/dev/00000000-0000-0000-0000-000000000000'));
  await expect(portal.getByRole('alert')).toContainText('pipelines.no_such_run');
});

test('Every room is reached by keyboard alone', async ({ portal }) => {
  for (const room of ['Runs', 'Products', 'Query', 'Traffic', 'Telemetry', 'Completeness', 'Releases', 'Journal', 'Access']) {
    await portal.locator('body').press('Control+Home');
    await tabTo(portal, room);
    await portal.keyboard.press('Enter');
    await expect(portal).toHaveTitle(`${room} · Gantry`);
  }
});

test('An external issuer is offered for the log-in, and what it refuses is said in the portal’s own words', async ({ page }) => {
  await page.route(/\/session\/issuers$/, route => route.fulfill({ json: { items: [{ name: 'lab', address: '/api/v1/session/issuers/lab' }] } }));
  await page.goto(at('/runs/harbour/dev?refused=access.login_refused'));
  await expect(page.getByRole('alert')).toContainText('The issuer did not let you in.');
  await expect(page.getByRole('link', { name: 'lab' })).toHaveAttribute('href', '/api/v1/session/issuers/lab?to=%2Fruns%2Fharbour%2Fdev');
  await usable(page);
});
