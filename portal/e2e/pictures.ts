// Makes the pictures of README.md and docs/use/portal.md: `npm run pictures`, which runs this as a test of its own.
import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { change, pier, standPier } from './pier';
import { at, demo, expect, test } from './portal';
import { Probe, telemetry, until } from './probe';
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

test('Pictures of telemetry', async ({ portal }) => {
  test.setTimeout(240_000);
  await portal.setViewportSize({ width: 1280, height: 760 });
  const probe = await Probe.of(demo);
  await probe.software('KITE-3.1');
  probe.fly(50);
  const room = '/telemetry/probe/dev';
  const count = async () => (await api<{ packets: number }>(demo, 'GET', `${telemetry}/channels/downlink`)).packets;
  await until(async () => await count() > 2500, 120_000);
  for (let i = 0; i < 4; i++) await probe.power(34.6);
  for (const [name, request] of [
    ['RADIO_TEMPERATURE', { reason: 'before the pass', ranges: [{ level: 'warning', high: 40 }] }],
    ['BATTERY_VOLTAGE', { reason: 'eclipse season, until the arrays are back', ranges: [{ level: 'warning', low: 25, high: 28 }, { level: 'critical', low: 22, high: 36 }], until: new Date(Date.now() + 7_200_000).toISOString() }],
    ['TANK_TEMPERATURE', { reason: 'the sensor is broken, see the report of the night shift', isOff: true }],
  ] as const) await api(demo, 'PUT', `${telemetry}/limits/probe/${name}`, request);
  const power = await api<{ items: { number: number }[] }>(demo, 'GET', `${telemetry}/channels/downlink/packets?container=/probe/power&limit=1`);
  for (const [name, address, settle] of [
    ['parameters', `${room}/parameters?search=%2Fprobe%2F*&pin=/probe/BATTERY_VOLTAGE,/probe/MODE`, async () => { await expect(portal.getByText(/values left out/)).toBeVisible(); }],
    ['plots', `${room}/plots?parameters=/probe/BATTERY_VOLTAGE,/probe/BATTERY_TEMPERATURE,/probe/MODE&last=60s`, async () => { await expect(portal.getByRole('img', { name: /largest/ })).toHaveCount(3); await expect(portal.getByText('follows the newest value')).toBeVisible(); }],
    ['together', `${room}/plots?parameters=/probe/BATTERY_VOLTAGE,/probe/BATTERY_CURRENT,/probe/MODE&last=60s&together=yes`, async () => { await expect(portal.getByRole('img', { name: /largest/ })).toHaveCount(2); }],
    ['display', `${room}/displays/power?last=1m`, async () => { await expect(portal.getByRole('img', { name: /largest/ })).toHaveCount(2); await expect(portal.getByText('1 value beyond limits')).toBeVisible(); }],
    ['limits', `${room}/limits`, async () => { await expect(portal.getByRole('region', { name: 'List of changes' }).getByRole('row')).toHaveCount(4); }],
    ['packet', `${room}/packets?container=/probe/power&packet=${power.items[0]!.number}`, async () => { await portal.getByRole('row', { name: /STRING_CURRENT\[1\]/ }).hover(); }],
  ] as const) {
    await portal.goto(at(address));
    await settle();
    await expect(portal.getByText('Loading…')).toHaveCount(0);
    await portal.screenshot({ path: `${folder}${name}.png` });
  }
  probe.end();
});
