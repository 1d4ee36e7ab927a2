import { usable } from './axe';
import { pier, standPier } from './pier';
import { at, demo, expect, tabTo, test } from './portal';
import { api } from './server';

test.beforeAll(async () => { test.setTimeout(300_000); await standPier(); });

test('A product shows the quicklook that was made of it, as an image in which nothing runs', async ({ portal }) => {
  await portal.goto(at('/products/pier/aiv/MAGS_stars-1.csv'));
  const image = portal.getByRole('img', { name: 'Quick-look of MAGS_stars-1.csv' });
  await expect(image).toBeVisible();
  await expect(async () => expect(await image.evaluate((i: HTMLImageElement) => i.naturalWidth)).toBeGreaterThan(100)).toPass();
  await expect(portal.locator('main .panel svg:not(.graph)').filter({ hasText: 'Magnitudes' })).toHaveCount(0);
  await portal.getByRole('button', { name: 'Look inside' }).click();
  await expect(portal.getByRole('table', { name: 'MAGS_stars-1.csv' })).toContainText('star07');
  await usable(portal);
  await portal.getByRole('link', { name: 'SKY_stars-1.svg' }).first().click();
  await expect(portal.getByText('of MAGS_stars-1.csv')).toBeVisible();
});

test('A picture opened by itself can do nothing either', async ({ portal }) => {
  const answer = await portal.request.get(at(`${pier('aiv')}/products/SKY_stars-1.svg/preview`));
  expect(answer.headers()).toMatchObject({ 'content-type': 'image/svg+xml', 'x-content-type-options': 'nosniff' });
  expect(answer.headers()['content-security-policy']).toContain('sandbox');
  await api(demo, 'PUT', `${pier('dev')}/products/SKY_bad.svg`, '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><script>document.title="ran"</script></svg>');
  await portal.goto(at(`${pier('dev')}/products/SKY_bad.svg/preview`)).catch(() => {});
  expect(await portal.title()).not.toBe('ran');
});

test('What a run made is looked at beside its list', async ({ portal }) => {
  const runs = await api<{ items: { id: string }[] }>(demo, 'GET', `${pier('aiv')}/runs?state=passed`);
  await portal.goto(at(`/runs/pier/aiv/${runs.items[0]!.id}`));
  await expect(portal.getByRole('img', { name: /sky\.svg, made by draw/ })).toBeVisible();
  await portal.getByRole('button', { name: 'Look into table.csv' }).click();
  await expect(portal.getByRole('table', { name: 'table.csv' })).toContainText('star00');
  await expect(portal).toHaveURL(/look=measure/);
  await usable(portal);
});

test('A place on the map is drawn, found, sent by its address and taken back', async ({ portal }) => {
  await portal.goto(at('/products/pier/aiv'));
  await portal.getByRole('button', { name: 'Map' }).click();
  const map = portal.getByRole('group', { name: /^A map/ });
  await expect(map.getByRole('link', { name: 'scene-alps.tar' })).toBeVisible();
  const box = (await map.boundingBox())!;
  const place = (lon: number, lat: number) => ({ x: box.x + ((lon + 180) / 360) * box.width, y: box.y + ((90 - lat) / 180) * box.height });
  await portal.mouse.move(place(-5, 52).x, place(-5, 52).y);
  await portal.mouse.down();
  await portal.mouse.move(place(20, 40).x, place(20, 40).y, { steps: 4 });
  await portal.mouse.up();
  await expect(portal).toHaveURL(/area=/);
  await expect(portal.getByRole('heading', { name: '1 product', exact: true })).toBeVisible();
  await expect(portal.getByRole('table', { name: 'Products' })).toContainText('scene-alps.tar');
  await usable(portal);
  await portal.reload();
  await expect(portal.getByRole('heading', { name: '1 product', exact: true })).toBeVisible();
  await portal.getByRole('button', { name: 'Anywhere' }).click();
  await expect(portal.getByRole('table', { name: 'Products' })).toContainText('scene-peru.tar');
});

test('An area is written by its sides, also over the antimeridian, and drawn by corners', async ({ portal }) => {
  await portal.goto(at('/products/pier/aiv?map=open'));
  const form = portal.getByRole('form', { name: 'An area by its sides, in degrees' });
  for (const [side, value] of [['West', '170'], ['South', '-25'], ['East', '-170'], ['North', '-10']] as const) await form.getByLabel(side).fill(value);
  await portal.keyboard.press('Enter');
  await expect(portal.getByRole('table', { name: 'Products' })).toContainText('scene-fiji.tar');
  await expect(portal.getByRole('heading', { name: '1 product', exact: true })).toBeVisible();
  await portal.goto(at('/products/pier/aiv?map=open'));
  await portal.getByRole('button', { name: 'Draw corners' }).click();
  const map = portal.getByRole('group', { name: /^A map/ });
  const box = (await map.boundingBox())!;
  for (const [lon, lat] of [[-90, 0], [-60, 0], [-75, -30]] as const) await portal.mouse.click(box.x + ((lon + 180) / 360) * box.width, box.y + ((90 - lat) / 180) * box.height);
  await portal.getByRole('button', { name: 'Search in it' }).click();
  await expect(portal.getByRole('table', { name: 'Products' })).toContainText('scene-peru.tar');
});

test('A search is saved, found again, and offered where nothing was found', async ({ portal }) => {
  await portal.goto(at('/products/pier/aiv?name=MAGS'));
  await expect(portal.getByRole('heading', { name: '2 products' })).toBeVisible();
  await tabTo(portal, 'Save…');
  await portal.keyboard.press('Enter');
  await portal.keyboard.type('magnitudes');
  await portal.keyboard.press('Enter');
  await expect(portal.getByRole('link', { name: 'magnitudes' })).toBeVisible();
  await portal.goto(at('/products/pier/aiv?name=nothing-like-it'));
  await expect(portal.getByText('Or one of your searches')).toBeVisible();
  await portal.getByRole('main').getByRole('link', { name: 'magnitudes' }).last().click();
  await expect(portal.getByRole('heading', { name: '2 products' })).toBeVisible();
  await portal.getByRole('button', { name: 'Forget magnitudes' }).click();
  await expect(portal.getByRole('link', { name: 'magnitudes' })).toHaveCount(0);
});
