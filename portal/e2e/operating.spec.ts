import { usable } from './axe';
import { at, demo, expect, logIn, tabTo, test } from './portal';
import { Probe, telemetry, until } from './probe';
import { api } from './server';

const room = '/telemetry/probe/dev';
const packets = async () => (await api<{ packets: number }>(demo, 'GET', `${telemetry}/channels/downlink`)).packets;
let probe: Probe;

test.beforeAll(async () => {
  probe = await Probe.of(demo);
  const before = await packets();
  await probe.power(28.4);
  await probe.thermal(2100, 1500, 2500);
  await probe.attitude([1, 0, 0, 0], [0.01, 0.02, 0.06], 2);
  await until(async () => await packets() >= before + 3);
});
test.afterAll(() => probe.end());

test('Displays of the mission are listed, and one shows its values as they come, by label, with unit, level and age', async ({ portal }) => {
  await portal.goto(at(`${room}/displays`));
  await expect(portal.getByRole('row', { name: /Electrical power/ })).toContainText('all its parameters are here');
  await usable(portal);
  await tabTo(portal, 'Electrical power');
  await portal.keyboard.press('Enter');
  await expect(portal).toHaveURL(/displays\/power$/);
  const battery = portal.getByRole('table', { name: 'Battery' });
  await expect(battery.getByRole('row', { name: /^Voltage/ })).toContainText('28.4');
  await expect(battery.getByRole('row', { name: /^Voltage/ })).toContainText('V');
  await expect(battery.getByRole('row', { name: /^Heater/ })).toContainText('ON');
  // An aggregate has a row for each of its parts.
  await expect(portal.getByRole('table', { name: 'Attitude' }).getByRole('row', { name: /^Turn\.y/ })).toContainText('0.02');
  await expect(portal.getByText('all within limits')).toBeVisible();
  for (let i = 0; i < 3; i++) await probe.power(34.9);
  await expect(battery.getByRole('row', { name: /^Voltage/ })).toContainText('warning');
  await expect(portal.getByText('1 value beyond limits')).toBeVisible();
  await expect(portal.getByRole('img', { name: /BATTERY_VOLTAGE.*BATTERY_CURRENT.*BATTERY_VOLTAGE least/ })).toBeVisible();
  await usable(portal);
  for (let i = 0; i < 3; i++) await probe.power(28);
  await expect(battery.getByRole('row', { name: /^Voltage/ })).not.toContainText('warning');
});

test('What nothing newer comes of is greyed and said to be old, by its own rhythm', async ({ portal }) => {
  await portal.clock.install();
  await portal.goto(at(`${room}/displays/power`));
  const voltage = portal.getByRole('table', { name: 'Battery' }).getByRole('row', { name: /^Voltage/ });
  await probe.power(28.1);
  await portal.clock.runFor(2000);
  await expect(voltage).toContainText('28.1');
  await probe.power(28.2);
  await portal.clock.runFor(2000);
  await expect(voltage).toContainText('28.2');
  await expect(voltage).not.toContainText('old');
  await portal.clock.runFor(90_000);
  await expect(voltage).toContainText('old');
  await expect(voltage).toHaveClass(/stale/);
  await expect(portal.getByText(/\d+ values old/)).toBeVisible();
});

test('A parameter of a display that no database of the environment has is told, not hidden', async ({ portal }) => {
  await portal.goto(at(`${room}/displays`));
  await expect(portal.getByRole('row', { name: /Engine/ })).toContainText('2 parameters missing');
  await portal.goto(at(`${room}/displays/engine`));
  await expect(portal.getByRole('row', { name: /THRUST/ })).toContainText('no database here has THRUST');
  await expect(portal.getByRole('row', { name: /^Tank/ })).toContainText('degC');
  await expect(portal.getByRole('img', { name: /TANK_TEMPERATURE/ })).toBeVisible();
  await usable(portal);
  await portal.goto(at(`${room}/displays/nosuch`));
  await expect(portal.getByRole('alert')).toContainText('telemetry.no_such_display');
});

test('Whose mission has no displays is shown how to write one', async ({ portal }) => {
  await portal.goto(at('/telemetry/harbour/dev/displays'));
  await expect(portal.getByText('telemetry/displays/NAME.yaml')).toBeVisible();
  await usable(portal);
});

test('The lines of a display are hidden by key and its time is chosen, and the address says both', async ({ portal }) => {
  await portal.goto(at(`${room}/displays/power`));
  await tabTo(portal, /\/probe\/BATTERY_CURRENT in A, scale on the right/);
  await portal.keyboard.press('Space');
  await expect(portal).toHaveURL(/off=%2Fprobe%2FBATTERY_CURRENT/);
  await portal.getByLabel('Plots show').selectOption({ label: 'the last 1h' });
  await expect(portal).toHaveURL(/last=1h/);
  await portal.reload();
  await expect(portal.getByRole('button', { name: /\/probe\/BATTERY_CURRENT in/ })).toHaveAttribute('aria-pressed', 'false');
  await expect(portal.getByLabel('Plots show')).toHaveValue('1h');
  await portal.getByRole('region', { name: /^Bus/ }).getByRole('link', { name: 'More of it' }).click();
  await expect(portal).toHaveURL(/plots\?parameters=.*together=yes/);
  await expect(portal.getByRole('button', { name: /\/probe\/BATTERY_VOLTAGE in/ })).toBeVisible();
});

test('Limits are set, changed and withdrawn on the page of a parameter, which says first what will happen', async ({ portal }) => {
  await portal.goto(at(`${room}/parameters?of=/probe/BATTERY_VOLTAGE`));
  await probe.power(28.5);
  const panel = portal.getByRole('region', { name: /^Limits/ });
  await expect(panel).toContainText('outside [24, 34]');
  await tabTo(portal, 'Set the limits of BATTERY_VOLTAGE');
  await portal.keyboard.press('Enter');
  const dialog = portal.getByRole('dialog');
  await expect(dialog).toContainText('warning below 24 or above 34; critical below 22 or above 36; after 2 in a row');
  await dialog.getByLabel('warning above').fill('28.2');
  await expect(dialog).toContainText('is beyond warning: an alarm comes of it');
  await dialog.getByLabel('critical above').fill('27');
  await dialog.getByLabel(/^Reason/).fill('eclipse season');
  await dialog.getByRole('button', { name: 'Set them' }).click();
  await expect(dialog.getByRole('alert')).toContainText('telemetry.bad_limits');
  await dialog.getByLabel('critical above').fill('36');
  await dialog.getByLabel('How many samples in a row it takes').fill('1');
  await dialog.getByLabel('They hold').selectOption({ label: 'for 2 hours' });
  await expect(dialog).toContainText('They end by themselves at');
  await usable(portal);
  await dialog.getByRole('button', { name: 'Set them' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(panel).toContainText('eclipse season');
  await expect(panel).toContainText('admin');
  await expect(panel).toContainText('outside [24, 28.2]');
  await expect(panel).toContainText('warning below 24 or above 34');
  await until(async () => { await probe.power(28.5); return (await api<{ items: { limits: { max?: number }[] }[] }>(demo, 'GET', `${telemetry}/limits-over-time?parameter=/probe/BATTERY_VOLTAGE`)).items.some(p => p.limits[0]?.max === 28.2); });
  await expect(portal.getByRole('region', { name: 'Latest values' }).first()).toContainText('warning');

  await panel.getByRole('link', { name: 'Limits' }).click();
  const row = portal.getByRole('region', { name: 'List of limits' }).getByRole('row', { name: /BATTERY_VOLTAGE/ });
  await expect(row).toContainText('warning below 24 or above 28.2; critical below 22 or above 36');
  await expect(row).toContainText('eclipse season');
  await usable(portal);
  await row.getByRole('button', { name: 'Change the limits of BATTERY_VOLTAGE' }).click();
  await dialog.getByLabel('Watch nothing of it').check();
  await expect(dialog).toContainText('nothing is watched, and no alarm is raised');
  await dialog.getByLabel(/^Reason/).fill('the sensor is broken');
  await dialog.getByRole('button', { name: 'Change them' }).click();
  await expect(row).toContainText('nothing is watched');
  await row.getByRole('button', { name: 'Withdraw…' }).click();
  await expect(dialog).toContainText("the database's own limits hold again: warning below 24 or above 34");
  await dialog.getByLabel(/^Reason/).fill('repaired');
  await dialog.getByRole('button', { name: 'Withdraw them' }).click();
  await expect(portal.getByText('Nobody has set limits here')).toBeVisible();
  const changes = portal.getByRole('region', { name: 'List of changes' });
  await expect(changes.getByRole('row').nth(1)).toContainText('withdrawn');
  await expect(changes.getByRole('row').nth(1)).toContainText('repaired');
  await expect(changes.getByRole('row', { name: /eclipse season/ })).toContainText('warning below 24 or above 28.2, critical below 22 or above 36');
  await usable(portal);
});

test('Whoever may not change limits is refused politely', async ({ page }) => {
  await api(demo, 'POST', '/api/v1/users', { name: 'nightshift', password: 'a-viewer-of-the-probe', grants: [{ role: 'viewer', mission: 'probe' }] });
  await logIn(page, 'nightshift', 'a-viewer-of-the-probe');
  await page.goto(at(`${room}/parameters?of=/probe/BATTERY_VOLTAGE`));
  await page.getByRole('button', { name: 'Set the limits of BATTERY_VOLTAGE' }).click();
  await page.getByLabel(/^Reason/).fill('to see what happens');
  await page.getByRole('dialog').getByRole('button', { name: 'Set them' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('access.denied');
  await page.getByRole('button', { name: 'Leave it' }).click();
  await page.goto(at(`${room}/parameters?of=/probe/MODE`));
  await expect(page.getByText('those of anything else are changed in the database')).toBeVisible();
});

test('Parameters stand in one plot by two units, what is in a third is drawn by itself, and lines are hidden by key', async ({ portal }) => {
  await portal.goto(at(`${room}/plots?parameters=/probe/BATTERY_VOLTAGE,/probe/BATTERY_CURRENT,/probe/BATTERY_TEMPERATURE,/probe/MODE&last=5m`));
  await expect(portal.getByRole('img', { name: /^\/probe\// })).toHaveCount(4);
  await portal.getByRole('button', { name: 'In one plot' }).click();
  await expect(portal).toHaveURL(/together=yes/);
  await expect(portal.getByText('One plot has two scales, here V and A. What is in degC is drawn by itself.')).toBeVisible();
  const plot = portal.getByRole('img', { name: /^\/probe\/BATTERY_VOLTAGE, \/probe\/BATTERY_CURRENT from/ });
  await expect(plot).toHaveAttribute('aria-label', /BATTERY_CURRENT least/);
  await expect(portal.getByRole('img', { name: /^\/probe\// })).toHaveCount(3);
  await usable(portal);
  await tabTo(portal, /\/probe\/BATTERY_VOLTAGE in V, scale on the left/);
  await portal.keyboard.press('Enter');
  await expect(portal).toHaveURL(/off=%2Fprobe%2FBATTERY_VOLTAGE/);
  await expect(portal.getByRole('img', { name: /^\/probe\/BATTERY_CURRENT from/ })).toBeVisible();
  await portal.reload();
  await expect(portal.getByRole('button', { name: /\/probe\/BATTERY_VOLTAGE in V/ })).toHaveAttribute('aria-pressed', 'false');
  await portal.getByRole('button', { name: 'Each by itself' }).click();
  await expect(portal.getByRole('img', { name: /^\/probe\// })).toHaveCount(4);
  await expect(portal).not.toHaveURL(/together|off=/);
});

test('Parts of an array stand in one plot and follow the newest value', async ({ portal }) => {
  await portal.goto(at(`${room}/plots?parameters=/probe/STRING_CURRENT[0],/probe/STRING_CURRENT[3]&together=yes&last=1m`));
  await expect(portal.getByText('follows the newest value')).toBeVisible();
  await probe.power(28, { strings: [111, 1, 1, 222] });
  await expect(portal.getByRole('img', { name: /STRING_CURRENT\[3\] least/ })).toBeVisible();
  await expect(portal.getByRole('list', { name: 'Lines' })).toContainText('222');
});
