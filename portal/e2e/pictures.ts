// Makes the pictures of README.md and docs/use/portal.md: `npm run pictures`, which runs this as a test of its own.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { at, demo, expect, test } from './portal';
import { api, harbour } from './server';

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));

test('Pictures', async ({ portal }) => {
  test.setTimeout(180_000);
  mkdirSync(folder, { recursive: true });
  await portal.setViewportSize({ width: 1280, height: 760 });
  const runs = await api<{ items: { id: string; pipeline: string }[] }>(demo, 'GET', `${harbour}/runs`);
  const night = runs.items.find(r => r.pipeline === 'night')!;
  for (const [name, address] of [
    ['overview', '/'], ['run', `/runs/harbour/dev/${night.id}?step=parse`], ['products', '/products/sentinel/ops'],
  ] as const) {
    await portal.goto(at(address));
    await expect(portal.locator('main')).not.toBeEmpty();
    await expect(portal.getByText('Loading…')).toHaveCount(0);
    await expect(portal.getByText('live', { exact: true })).toBeVisible();
    await portal.screenshot({ path: `${folder}${name}.png` });
  }
});
