import { at, expect, test } from './portal';

test('Products are found by a name with stars, and the facets count them exactly', async ({ portal }) => {
  await portal.goto(at('/products/sentinel/ops'));
  await expect(portal.getByRole('heading', { name: '12 products' })).toBeVisible();
  await portal.getByLabel(/^Name/).fill('S1A_*AUX_*ORB*');
  await portal.keyboard.press('Enter');
  await expect(portal).toHaveURL(/name=S1A_/);
  await expect(portal.getByRole('button', { name: /^AUX_RESORB 2$/ })).toBeVisible();
  await portal.getByRole('button', { name: /^AUX_RESORB/ }).click();
  await expect(portal.getByRole('heading', { name: '2 products' })).toBeVisible();
  await expect(portal.locator('.rows .row')).toHaveCount(2);
});

test('The OData link gives the same products', async ({ portal }) => {
  await portal.goto(at('/products/sentinel/ops?name=S1A_*&order=name'));
  await expect(portal.locator('.rows .row')).toHaveCount(5);
  const shown = await portal.locator('.rows .row a').allInnerTexts();
  const address = await portal.getByRole('link', { name: 'The same over OData' }).getAttribute('href');
  const answer = await portal.evaluate(async a => (await fetch(a!)).json() as Promise<{ '@odata.count': number; value: { Name: string }[] }>, address);
  expect(answer['@odata.count']).toBe(5);
  expect(answer.value.map(p => p.Name)).toEqual(shown);
});

test('What is not understood in a filter is said with its place', async ({ portal }) => {
  await portal.goto(at('/products/sentinel/ops?filter=Name%20eq'));
  await expect(portal.getByRole('alert').first()).toContainText('hub.bad_search_filter');
});

test('A product tells what it is, where it comes from and what happened to it', async ({ portal }) => {
  await portal.goto(at('/products/sentinel/ops?name=AUX_POEORB'));
  await portal.locator('.rows a').first().click();
  await expect(portal.getByText('SHA-256', { exact: true })).toBeVisible();
  await expect(portal.getByRole('heading', { name: 'Its story' })).toBeVisible();
  await expect(portal.getByRole('table').last()).toContainText('product published');
  const [download] = await Promise.all([portal.waitForEvent('download'), portal.getByRole('link', { name: 'Download' }).click()]);
  expect(download.suggestedFilename()).toContain('AUX_POEORB');
});

test('A file is put in, is cut off on the way, goes on by itself and is deleted with a reason', async ({ portal }) => {
  await portal.goto(at('/products/harbour/aiv'));
  let cut = 0;
  await portal.route(/\/uploads\/[0-9a-f-]+$/, route => route.request().method() === 'PATCH' && cut++ < 1 ? route.abort() : route.continue());
  await portal.getByRole('button', { name: 'Put in' }).click();
  await portal.getByLabel(/Drop files here/).setInputFiles({ name: 'night-77.obs', mimeType: 'text/plain', buffer: Buffer.alloc(9 * 1024 * 1024, 'object 1\n') });
  await expect(portal.getByRole('dialog')).toContainText('published', { timeout: 90_000 });
  expect(cut).toBeGreaterThan(1);
  await portal.getByRole('link', { name: 'night-77.obs' }).first().click();
  await portal.getByRole('button', { name: 'Delete' }).click();
  await portal.getByLabel(/Reason/).fill('a try');
  await portal.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(portal).toHaveURL(/\/products\/harbour\/aiv$/);
});

test('A file of no known type is refused with the reason', async ({ portal }) => {
  await portal.goto(at('/products/harbour/aiv'));
  await portal.getByRole('button', { name: 'Put in' }).click();
  await portal.getByLabel(/Drop files here/).setInputFiles({ name: 'what.pdf', mimeType: 'application/pdf', buffer: Buffer.from('x') });
  await expect(portal.getByRole('dialog').getByRole('alert')).toContainText('hub.');
});

test('A hundred thousand rows are scrolled through, and only what is seen is drawn', async ({ portal }) => {
  await portal.route(/product-search\?/, route => {
    const from = Number(new URL(route.request().url()).searchParams.get('after') ?? 0);
    const items = Array.from({ length: 5000 }, (_, i) => ({ id: `${from + i}`, mission: 'sentinel', environment: 'ops', name: `FILE_${from + i}`, sizeBytes: 1, sha256: '', md5: '', publishedAt: '2026-01-01T00:00:00Z', putBy: 'x', scan: 'clean' }));
    return route.fulfill({ json: { items, next: from + 5000 < 100_000 ? String(from + 5000) : null } });
  });
  await portal.goto(at('/products/sentinel/ops'));
  const rows = portal.locator('.rows');
  await expect(rows).toBeVisible();
  await expect(async () => {
    await rows.evaluate(box => { box.scrollTop = box.scrollHeight; });
    await expect(portal.getByText('FILE_99999', { exact: true })).toBeVisible({ timeout: 100 });
  }).toPass({ timeout: 120_000 });
  expect(await portal.locator('.rows .row').count()).toBeLessThan(100);
});
