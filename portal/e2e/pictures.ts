// Makes the pictures of README.md and docs/use/portal.md: `npm run pictures`, which runs this as a test of its own.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { change, pier, standPier } from './pier';
import { at, demo, expect, test } from './portal';
import { api, harbour } from './server';

const folder = fileURLToPath(new URL('../../docs/pictures/', import.meta.url));

test('Pictures', async ({ portal }) => {
  test.setTimeout(300_000);
  mkdirSync(folder, { recursive: true });
  await portal.setViewportSize({ width: 1280, height: 760 });
  const runs = await api<{ items: { id: string; pipeline: string }[] }>(demo, 'GET', `${harbour}/runs`);
  const night = runs.items.find(r => r.pipeline === 'night')!;
  await standPier();
  const shadow = await tryInShadow();
  const question = new URLSearchParams({ sql: "select object, seen_at, mag\nfrom 'type:MAGS'\nwhere seen_at < '2026-11-22'\norder by seen_at", plot: 'seen_at:mag' });
  for (const [name, address, seen = 'main'] of [
    ['overview', '/'], ['run', `/runs/harbour/dev/${night.id}?step=parse`], ['products', '/products/sentinel/ops'],
    ['query', `/query/pier/aiv?${question}`, '.plot canvas'], ['map', '/products/pier/aiv?map=open', '.world .ground'], ['shadow', shadow, '.cells'],
  ] as [string, string, string?][]) {
    await portal.goto(at(address));
    await expect(portal.locator('main')).not.toBeEmpty();
    await expect(portal.locator(seen).first()).toBeVisible();
    await expect(portal.getByText('Loading…')).toHaveCount(0);
    await expect(portal.getByText('live', { exact: true })).toBeVisible();
    await portal.screenshot({ path: `${folder}${name}.png` });
  }
});

/** A candidate that measures some stars otherwise, beside what stands in aiv; where its first difference is shown. */
async function tryInShadow() {
  change('$1, NR, $2 }', '$1, NR, $2 + (NR % 13 == 5 ? 0.25 : 0.001) }');
  const batch = await api<{ id: string }>(demo, 'POST', `${pier('dev')}/pipelines/sky/batches`, { kind: 'shadow', from: 'aiv', last: 2 });
  let found: { run: string; step: string; output: string; place: number; name: string }[] = [];
  await expect(async () => {
    expect((await api<{ state: string }>(demo, 'GET', `${pier('dev')}/batches/${batch.id}`)).state).toBe('done');
    found = (await api<{ items: typeof found }>(demo, 'GET', `${pier('dev')}/batches/${batch.id}/differences`)).items;
  }).toPass({ timeout: 90_000 });
  const one = found.find(f => f.name.startsWith('MAGS'))!;
  return `/runs/pier/dev/batches/${batch.id}?compared=${one.run}~${one.step}~${one.output}~${one.place}`;
}
