import { readFileSync } from 'node:fs';
import { usable } from './axe';
import { at, demo, expect, logIn, tabTo, test } from './portal';
import { Probe, telemetry, until } from './probe';
import { api } from './server';
import { Wire } from './wire';

const room = '/telemetry/probe/dev';
let probe: Probe;

test.beforeAll(async () => {
  probe = await Probe.of(demo);
  for (let i = 0; i < 20; i++) await probe.power(27 + i / 10);
  await probe.thermal(2100, 1500, 2500);
  await probe.attitude([1, 0, 0, 0], [0.01, 0.02, 0.06], 2);
  await probe.software('KITE-3.1');
  await until(async () => await packets() >= 23);
});
test.afterAll(() => probe.end());

test('Parameters are found by a word of their description, and their values change while somebody looks', async ({ portal }) => {
  await portal.goto(at(`${room}/parameters`));
  await portal.getByRole('searchbox', { name: /^Name/ }).fill('main bus');
  await portal.keyboard.press('Enter');
  await expect(portal).toHaveURL(/search=main/);
  const row = portal.getByRole('table', { name: 'Parameters', exact: true }).getByRole('row', { name: /BATTERY_VOLTAGE/ });
  await expect(row).toContainText('28.9');
  await expect(row).toContainText('2890');
  await probe.power(29.44);
  await expect(row).toContainText('29.44');
  await usable(portal);
});

test('What is pinned stays on top and in the address, and labels are shown beside their numbers', async ({ portal }) => {
  await portal.goto(at(`${room}/parameters?search=MODE`));
  await portal.getByRole('button', { name: 'Pin /probe/MODE' }).click();
  await portal.getByRole('searchbox', { name: /^Name/ }).fill('EPS0102');
  await portal.keyboard.press('Enter');
  await portal.getByRole('button', { name: 'Pin /probe/BATTERY_CURRENT' }).click();
  await expect(portal).toHaveURL(/pin=.*MODE.*BATTERY_CURRENT/);
  await portal.reload();
  const pinned = portal.getByRole('table', { name: 'Pinned parameters' });
  await expect(pinned.getByRole('row', { name: /MODE/ })).toContainText('NADIR');
  await probe.attitude([1, 0, 0, 0], [0, 0, 0], 3);
  await expect(pinned.getByRole('row', { name: /MODE/ })).toContainText('SLEW');
  await portal.getByRole('button', { name: 'Unpin all' }).click();
  await expect(pinned).toHaveCount(0);
});

test('Values that came faster than they are shown are said to be left out', async ({ portal }) => {
  await portal.goto(at(`${room}/parameters?search=BATTERY_VOLTAGE`));
  const panel = portal.getByRole('region', { name: 'Parameters', exact: true });
  await expect(panel.getByRole('status')).toContainText('live');
  probe.fly(200);
  await expect(panel.getByRole('status')).toContainText(/\d+ values left out/);
  probe.rest();
});

test('A parameter tells what it is, its limits, where it stands, and each value as it comes', async ({ portal }) => {
  await portal.goto(at(`${room}/parameters?of=/probe/BATTERY_VOLTAGE`));
  await expect(portal.getByText('Battery voltage at the main bus')).toBeVisible();
  await expect(portal.getByText('calibrated by 0 + 0.01 x')).toBeVisible();
  await expect(portal.getByRole('row', { name: /critical outside \[22, 36\]/ })).toContainText('2 in a row');
  await expect(portal.getByText('EPS0101')).toBeVisible();
  await expect(portal.getByText('from bit 48 (octet 6)')).toBeVisible();
  await probe.power(30.12);
  await expect(portal.getByRole('region', { name: 'Latest values' }).last()).toContainText('30.12');
  await expect(portal.getByRole('img', { name: /BATTERY_VOLTAGE from .*largest/ })).toBeVisible();
  await usable(portal);
});

test('Plots follow the newest value, stand still when moved, and give what is seen as a file', async ({ portal }) => {
  await portal.goto(at(`${room}/plots`));
  await expect(portal.getByText('Choose parameters to draw')).toBeVisible();
  await portal.getByLabel('Add a parameter').fill('BATTERY_VOLTAGE');
  await expect(portal.locator('datalist option')).toHaveCount(1);
  await portal.keyboard.press('Enter');
  await expect(portal).toHaveURL(/parameters=%2Fprobe%2FBATTERY_VOLTAGE/);
  probe.fly(50);
  const plot = portal.getByRole('img', { name: /^\/probe\/BATTERY_VOLTAGE/ });
  await expect(plot).toHaveAttribute('aria-label', /least \d/);
  await portal.getByLabel('Add a parameter').fill('probe/MODE');
  await portal.keyboard.press('Enter');
  await expect(portal.getByRole('img')).toHaveCount(2);
  await portal.getByRole('button', { name: '1 min', exact: true }).click();
  await expect(portal).toHaveURL(/last=1m/);
  const before = await plot.getAttribute('aria-label');
  await expect(plot).not.toHaveAttribute('aria-label', before!);

  await tabTo(portal, /^Plots: arrows/);
  await portal.keyboard.press('ArrowLeft');
  await expect(portal).toHaveURL(/from=.*&to=/);
  const moved = portal.url();
  await portal.keyboard.press('-');
  await expect.poll(() => portal.url()).not.toBe(moved);
  await expect(portal.getByRole('button', { name: 'Follow the newest value' })).toBeVisible();
  const still = portal.url();
  const [download] = await Promise.all([portal.waitForEvent('download'), portal.getByRole('button', { name: 'Export CSV' }).click()]);
  const lines = readFileSync(await download.path(), 'utf8').trim().split('\r\n');
  expect(lines[0]).toBe('parameter,time,min,mean,max');
  expect(lines.length).toBeGreaterThan(5);
  expect(lines[1]).toMatch(/^\/probe\/BATTERY_VOLTAGE,20\d\d-.*Z,\d/);
  await usable(portal);
  await portal.reload();
  expect(portal.url()).toBe(still);
  await expect(plot).toHaveAttribute('aria-label', /least \d/);
  await tabTo(portal, /^Plots: arrows/);
  await portal.keyboard.press('Home');
  await expect(portal).not.toHaveURL(/from=/);
  probe.rest();
});

test('A plot that is dragged and turned asks for what is missing alone', async ({ portal }) => {
  const asked: { from: number; to: number; pixels: number }[] = [];
  portal.on('request', r => {
    const url = new URL(r.url());
    if (url.pathname.endsWith('/plot')) asked.push({ from: Date.parse(url.searchParams.get('from')!), to: Date.parse(url.searchParams.get('to')!), pixels: Number(url.searchParams.get('pixels')) });
  });
  const now = Date.now();
  const iso = (t: number) => new Date(t).toISOString();
  await portal.goto(at(`${room}/plots?parameters=/probe/BATTERY_VOLTAGE&from=${iso(now - 7_200_000)}&to=${iso(now - 3_600_000)}`));
  const plot = portal.getByRole('img', { name: /^\/probe\/BATTERY_VOLTAGE/ });
  await expect(plot).toBeVisible();
  await expect.poll(() => asked.length).toBeGreaterThan(0);
  await expect(plot).toHaveAttribute('aria-label', /nothing|least/);
  const first = asked.length;
  const box = (await plot.boundingBox())!;
  await portal.mouse.move(box.x + 600, box.y + 60);
  await portal.mouse.down();
  await portal.mouse.move(box.x + 1000, box.y + 60, { steps: 20 });
  await portal.mouse.up();
  await expect(portal).toHaveURL(/from=/);
  await expect.poll(() => asked.length).toBeGreaterThan(first);
  for (const [i, a] of asked.entries()) {
    expect(a.pixels, 'no finer than the screen').toBeLessThan(3000);
    for (const b of asked.slice(0, i)) expect(stepOf(a) === stepOf(b) && a.from < b.to && a.to > b.from, 'nothing is asked for twice').toBe(false);
  }
  const address = portal.url();
  await portal.mouse.wheel(0, -400);
  await expect.poll(() => portal.url()).not.toBe(address);
});

test('An alarm is seen live, acknowledged, put aside and cleared, and its story is told', async ({ portal }) => {
  await portal.goto(at(`${room}/alarms`));
  for (const volts of [28, 37, 37.5, 38]) await probe.power(volts);
  const row = portal.getByRole('row', { name: /BATTERY_VOLTAGE/ }).first();
  await expect(row).toContainText('critical');
  await expect(portal.getByRole('heading', { name: /^Alarms: \d that nobody has seen/ })).toBeVisible();
  await usable(portal);
  await portal.getByRole('link', { name: 'Overview' }).click();
  await expect(portal.getByRole('link', { name: /nobody has seen the alarm of \/probe\/BATTERY_VOLTAGE, critical/ })).toBeVisible();
  await portal.getByRole('link', { name: /nobody has seen the alarm/ }).click();

  await row.getByRole('button', { name: 'Shelve' }).click();
  await expect(portal.getByRole('dialog')).toContainText('does not count among what needs somebody');
  await portal.getByRole('dialog').getByRole('button', { name: 'Shelve' }).click();
  await expect(row).toContainText('put aside by admin');
  await row.getByRole('button', { name: 'Take back' }).click();
  await portal.getByRole('dialog').getByRole('button', { name: 'Take back' }).click();
  await row.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(portal.getByRole('dialog')).toContainText('is over by itself as soon as the value is well');
  await portal.getByLabel(/Reason/).fill('the charger is being looked at');
  await portal.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click();
  await expect(row).toContainText('the charger is being looked at');
  await row.getByRole('button', { name: 'its story' }).click();
  const story = portal.getByRole('region', { name: /^Story of/ });
  await expect(story).toContainText('left its limits');
  await expect(story).toContainText('was seen');
  await row.getByRole('button', { name: 'Clear' }).click();
  await portal.getByLabel(/Reason/).fill('the sensor is broken');
  await portal.getByRole('dialog').getByRole('button', { name: 'Clear' }).click();
  await expect(portal.getByText('No alarm is open')).toBeVisible();
  for (let i = 0; i < 3; i++) await probe.power(28);
});

test('Channels tell what came through them, and how they came to stand so', async ({ portal }) => {
  probe.lose(10, 3);
  await probe.power(28);
  await portal.goto(at(`${room}/channels`));
  const row = portal.getByRole('row', { name: /downlink/ });
  await expect(row).toContainText('1 gap');
  await expect(row).toContainText('no frames');
  const before = await packets();
  probe.fly(20);
  await expect.poll(async () => Number((await row.getByRole('cell').nth(2).innerText()).replaceAll(' ', ''))).toBeGreaterThan(before);
  await expect(row).toContainText(/\d\/s/);
  probe.rest();
  await usable(portal);
  await portal.getByRole('link', { name: 'downlink' }).click();
  await expect(portal.getByText('3 packets in 1 gap, by their counts')).toBeVisible();
  await expect(portal.getByRole('region', { name: 'Its story' })).toContainText('receives');
  await usable(portal);
});

test('A packet is shown octet by octet, and a value and its bits light up together, by pointer and by key', async ({ portal }) => {
  await probe.power(29.99);
  const number = await packets();
  await until(async () => await packets() > number - 1);
  await portal.goto(at(`${room}/packets?container=/probe/power`));
  await portal.getByRole('button', { name: /^Packet \d+$/ }).first().click();
  await expect(portal).toHaveURL(/packet=\d+/);
  const values = portal.getByRole('table', { name: 'Values' });
  await values.getByRole('row', { name: /STRING_CURRENT\[1\]/ }).hover();
  // Twelve bits that begin in the middle of an octet.
  await expect(portal.getByText('bit 4 of octet 11, 12 bits')).toBeVisible();
  await expect(portal.locator('.octet[aria-pressed="true"]')).toHaveCount(2);
  await portal.getByRole('button', { name: /^Octet 6: / }).hover();
  await expect(values.locator('.row.lit')).toContainText('BATTERY_VOLTAGE');
  await expect(values.locator('.row.lit')).toContainText('29.99');
  await portal.mouse.move(5, 300);
  await portal.getByRole('button', { name: /^Octet 6: / }).focus();
  await portal.keyboard.press('ArrowRight');
  await portal.keyboard.press('ArrowRight');
  await expect(values.locator('.row.lit')).toContainText('BATTERY_CURRENT');
  await usable(portal);
});

test('A database is walked from what packets have in common to a container, a parameter and a command', async ({ portal }) => {
  await portal.goto(at(`${room}/databases`));
  await expect(portal.getByText('XTCE 1.2, edition 3')).toBeVisible();
  const tree = portal.getByRole('table', { name: 'Containers' });
  await expect(tree.getByRole('row')).toHaveCount(5);
  await tree.getByRole('link', { name: 'attitude' }).click();
  await expect(portal).toHaveURL(/container=%2Fprobe%2Fattitude/);
  await expect(portal.getByRole('region', { name: 'Entries of attitude' })).toContainText('Attitude towards the inertial frame');
  await usable(portal);
  await portal.getByRole('button', { name: 'Commands' }).click();
  await portal.getByRole('link', { name: 'SET_HEATER' }).click();
  await expect(portal.getByText('It empties the battery in eclipse')).toBeVisible();
  await expect(portal.getByText('10 when left out')).toBeVisible();
  await usable(portal);
});

test('A lost connection leaves the last values greyed, and they go on without a reload', async ({ page }) => {
  const wire = new Wire();
  await wire.mend();
  const address = `http://127.0.0.1:${wire.port}`;
  await logIn(page, 'admin', demo.secret, address);
  await page.goto(`${address}${room}/parameters?search=BATTERY_VOLTAGE`);
  const row = page.getByRole('row', { name: /BATTERY_VOLTAGE/ });
  await probe.power(25.25);
  await expect(row).toContainText('25.25');
  await wire.cut();
  await expect(page.getByText('not connected; last known values')).toBeVisible();
  await expect(page.locator('.old')).toContainText('25.25');
  await probe.power(26.26);
  await wire.mend();
  await expect(row).toContainText('26.26');
  await expect(page.locator('.old')).toHaveCount(0);
  await wire.cut();
});

test('Whoever may not steer alarms is refused politely, and whoever sees nothing of the mission has no room of it', async ({ page }) => {
  await api(demo, 'POST', '/api/v1/users', { name: 'listener', password: 'a-viewer-of-the-probe', grants: [{ role: 'viewer', mission: 'probe' }] });
  for (const volts of [28, 37, 37.5, 38]) await probe.power(volts);
  await logIn(page, 'listener', 'a-viewer-of-the-probe');
  await page.goto(at(`${room}/alarms`));
  await page.getByRole('button', { name: 'Acknowledge' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Acknowledge' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('access.denied');
  await page.context().clearCookies();
  await logIn(page, 'vera', 'a-viewer-of-harbour');
  await page.goto(at(`${room}/parameters`));
  await expect(page.getByText('There is no mission probe that you may see')).toBeVisible();
});

const stepOf = (a: { from: number; to: number; pixels: number }) => Math.round((a.to - a.from) / a.pixels);

const packets = async () => (await api<{ packets: number }>(demo, 'GET', `${telemetry}/channels/downlink`)).packets;
