import { settled, usable } from './axe';
import { standPier } from './pier';
import { at, demo, expect, logIn, test } from './portal';
import { api } from './server';

test.beforeAll(async () => { test.setTimeout(300_000); await standPier(); });

test('A question is asked by keyboard, drawn, and stands in the address as it was seen', async ({ portal }) => {
  await portal.goto(at('/query/pier/aiv'));
  await portal.getByLabel('Question in SQL').fill("select object, seen_at, mag\nfrom 'type:MAGS'\norder by mag");
  await portal.keyboard.press('Control+Enter');
  await expect(portal.getByRole('heading', { name: '40 rows' })).toBeVisible();
  await expect(portal.getByRole('table', { name: 'Answer' })).toContainText('star');
  await portal.getByRole('button', { name: 'Plot' }).click();
  await expect(portal.getByRole('figure', { name: 'mag over seen_at' })).toBeVisible();
  await usable(portal);
  await portal.getByRole('combobox', { name: 'Over' }).selectOption("the row's number");
  const address = portal.url();
  await portal.goto(at('/'));
  await portal.goto(address);
  await expect(portal.getByRole('figure', { name: "mag over the row's number" })).toBeVisible();
  await expect(portal.getByRole('heading', { name: '40 rows' })).toBeVisible();
});

test('The tables that there are are listed, with their columns', async ({ portal }) => {
  await portal.goto(at('/query/pier/aiv'));
  await portal.getByText('MAGS', { exact: false }).first().click();
  await expect(portal.getByRole('button', { name: 'seen_at' })).toBeVisible();
  await expect(portal.getByText('double')).toBeVisible();
  await portal.getByRole('button', { name: "'type:MAGS'", exact: true }).click();
  await expect(portal.getByLabel('Question in SQL')).toHaveValue("'type:MAGS'");
});

test('What the engine does not understand is said beside the question, and leads to its line', async ({ portal }) => {
  await portal.goto(at('/query/pier/aiv'));
  const editor = portal.getByLabel('Question in SQL');
  await editor.fill("select *\nfrom 'type:MAGS'\nwhere brightness > 4");
  await portal.getByRole('button', { name: 'Run' }).click();
  await expect(portal.getByRole('alert')).toContainText('brightness');
  await expect(portal.getByRole('alert')).toContainText('pipelines.query_refused');
  await usable(portal);
  await portal.getByRole('button', { name: 'Go to line 3' }).click();
  expect(await editor.evaluate((e: HTMLTextAreaElement) => e.value.slice(e.selectionStart, e.selectionEnd))).toBe('where brightness > 4');
  await editor.fill("select 1");
  await portal.getByText('Tables by names of their own').click();
  await portal.getByLabel(/^One a line/).fill('nothing');
  await portal.getByRole('button', { name: 'Run' }).click();
  await expect(portal.getByRole('alert')).toContainText('names no table');
});

test('Several products are one table under a name of their own', async ({ portal }) => {
  await portal.goto(at(`/query/pier/aiv?${new URLSearchParams({ sql: 'select filename, count(*) as n from m group by 1 order by 1', from: 'm = type:MAGS*10' })}`));
  await expect(portal.getByRole('heading', { name: '2 rows' })).toBeVisible();
  await expect(portal.getByText('over 2 products')).toBeVisible();
});

test('A long question shows its time, and is cancelled', async ({ portal }) => {
  await portal.goto(at('/query/pier/aiv'));
  await portal.getByLabel('Question in SQL').fill('select sum(a.range * b.range % 7) from range(2000000) a, range(100000) b');
  await portal.keyboard.press('Control+Enter');
  await expect(portal.getByRole('status').filter({ hasText: /^\d+\.\d s$/ })).toBeVisible();
  await portal.getByRole('button', { name: 'Cancel' }).click();
  await expect(portal.getByRole('alert')).toContainText('You cancelled the question');
});

for (const [format, begins] of [['CSV', 'object,mag\n'], ['JSON', '[{"object"'], ['Parquet', 'PAR1']] as const) {
  test(`An answer is got as ${format}`, async ({ portal }) => {
    await portal.goto(at(`/query/pier/aiv?sql=${encodeURIComponent("select object, mag from 'type:MAGS'")}`));
    await expect(portal.getByRole('heading', { name: '40 rows' })).toBeVisible();
    const [download] = await Promise.all([portal.waitForEvent('download'), portal.getByRole('button', { name: format, exact: true }).click()]);
    expect(download.suggestedFilename()).toBe(`answer.${format.toLowerCase()}`);
    const content = await (await import('node:fs/promises')).readFile((await download.path())!);
    expect(content.subarray(0, begins.length).toString('latin1')).toBe(begins);
  });
}

test('Questions are remembered for whoever asked, saved under a name and forgotten', async ({ portal }) => {
  await portal.goto(at(`/query/pier/aiv?sql=${encodeURIComponent('select 41 + 1 as answer')}`));
  await expect(portal.getByRole('table', { name: 'Answer' })).toContainText('42');
  await expect(portal.getByRole('link', { name: 'select 41 + 1 as answer' })).toBeVisible();
  await portal.getByRole('button', { name: 'Save…' }).click();
  await portal.getByLabel('Name', { exact: true }).fill('the answer');
  await portal.getByRole('button', { name: 'Save it' }).click();
  await portal.goto(at('/query/pier/aiv'));
  await portal.getByRole('link', { name: 'the answer' }).click();
  await expect(portal.getByRole('table', { name: 'Answer' })).toContainText('42');
  await portal.getByRole('button', { name: 'Forget the answer' }).click();
  await expect(portal.getByRole('link', { name: 'the answer' })).toHaveCount(0);
  expect(await portal.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))).not.toContain('select');
});

test('Where nothing can be asked, the room says why', async ({ portal }) => {
  await portal.route(/\/query$/, route => route.request().method() === 'GET' ? route.fulfill({ json: { missing: 'DuckDB is missing', rows: 1, seconds: 1, memoryBytes: 1, atOnce: 1 } }) : route.continue());
  await portal.goto(at('/query/pier/aiv'));
  await settled(portal);
  await expect(portal.getByText('Nothing can be asked with SQL here: DuckDB is missing')).toBeVisible();
});

test('Whoever may not read products is refused politely', async ({ page }) => {
  await api(demo, 'POST', '/api/v1/users', { name: 'quentin', password: 'not-of-this-mission', grants: [{ role: 'viewer', mission: 'harbour' }] });
  await logIn(page, 'quentin', 'not-of-this-mission');
  await page.goto(at('/query/pier/aiv'));
  await expect(page.getByText('There is no mission pier that you may see')).toBeVisible();
});
