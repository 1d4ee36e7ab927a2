import { at, demo, expect, tabTo, test } from './portal';
import { api, harbour } from './server';

test('A run that somebody watches changes under their eyes, its log is written as they read, and it can be cancelled', async ({ portal }) => {
  const run = await api<{ id: string }>(demo, 'POST', `${harbour}/pipelines/slow/runs`, {});
  await portal.goto(at(`/runs/harbour/dev/${run.id}?step=work`));
  await expect(portal.getByRole('link', { name: /^work, running, \d+ %/ })).toBeVisible();
  await expect(portal.getByRole('log')).toContainText('piece 3 is done');
  await expect(portal.getByRole('log')).toContainText('piece 6 is done');
  await portal.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(portal.getByRole('dialog')).toContainText('What has not begun never will');
  await portal.getByLabel(/Reason/).fill('seen enough');
  await portal.getByRole('button', { name: 'Cancel the run' }).click();
  await expect(portal.getByRole('heading', { level: 1 })).toContainText('cancelled');
});

test('A run is started, its question answered and its product found, by keyboard alone', async ({ portal }) => {
  await portal.goto(at('/runs/harbour/dev'));
  await expect(portal.getByRole('button', { name: 'Start' }).first()).toBeVisible();
  await tabTo(portal, 'Start');
  await portal.keyboard.press('Enter');
  await portal.keyboard.press('Tab');
  await portal.keyboard.type('night-1.obs');
  await tabTo(portal, 'Start it');
  await portal.keyboard.press('Enter');
  await expect(portal.getByRole('link', { name: 'plausible, asking' })).toBeVisible();
  await tabTo(portal, 'plausible, asking');
  await portal.keyboard.press('Enter');
  await expect(portal.getByRole('button', { name: 'Approve' })).toBeVisible();
  await tabTo(portal, 'Approve');
  await portal.keyboard.press('Enter');
  await portal.keyboard.type('as last night');
  await portal.keyboard.press('Enter');
  await expect(portal.getByRole('heading', { level: 1 })).toContainText('passed');
  await expect(portal.getByRole('link', { name: 'LIST', exact: true })).toBeVisible();
  await portal.getByRole('link', { name: 'LIST', exact: true }).click();
  await expect(portal.getByRole('group', { name: 'Products and the runs between them' })).toContainText('run of night');
});

test('A log is searched and folded', async ({ portal }) => {
  await portal.goto(at('/runs/harbour/dev?pipeline=night'));
  await portal.getByRole('table', { name: 'Runs' }).getByRole('link', { name: 'night' }).last().click();
  await portal.getByRole('link', { name: /^parse, passed/ }).click();
  await expect(portal.getByRole('button', { name: '39 more lines like this one' })).toBeVisible();
  await portal.getByLabel('Search the log').fill('object 17');
  await portal.getByRole('button', { name: 'Only these' }).click();
  await expect(portal.locator('.log .text')).toHaveCount(1);
  await expect(portal.locator('mark')).toHaveText('object 17');
});

test('Why a step failed is said, and the run is repeated from it', async ({ portal }) => {
  await portal.goto(at('/'));
  await portal.getByRole('link', { name: /^torn failed when it ran last/ }).click();
  await portal.getByRole('link', { name: /^read, failed/ }).click();
  await expect(portal.getByRole('heading', { name: 'Step read: failed' })).toBeVisible();
  await expect(portal.getByRole('log')).toContainText('the archive is torn at byte 512');
  const before = portal.url();
  await portal.getByRole('button', { name: 'Run again from read' }).click();
  await portal.getByRole('dialog').getByRole('button', { name: 'Run again' }).click();
  await expect(portal).not.toHaveURL(before);
  await expect(portal.getByText('Repeats')).toBeVisible();
});

test('The steps of a run that is watched come by themselves, and nobody asks for them again and again', async ({ portal }) => {
  const run = await api<{ id: string }>(demo, 'POST', `${harbour}/pipelines/slow/runs`, {});
  const asked: string[] = [];
  portal.on('request', r => { if (r.url().includes(run.id)) asked.push(new URL(r.url()).pathname.split(run.id)[1]!); });
  await portal.goto(at(`/runs/harbour/dev/${run.id}`));
  const step = portal.getByRole('link', { name: /^work, running, \d+ %/ });
  await expect(step).toBeVisible();
  const before = await step.getAttribute('aria-label');
  await expect(step).not.toHaveAttribute('aria-label', before!);
  expect(asked.filter(a => a === '/stream')).toHaveLength(1);
  expect(asked.filter(a => a === '/steps')).toHaveLength(0);
  await api(demo, 'POST', `${harbour}/runs/${run.id}/stop`, {});
  await expect(portal.getByRole('heading', { level: 1 })).toContainText('cancelled');
});

test('Each pipeline stands on each rung with how it went', async ({ portal }) => {
  await portal.goto(at('/runs/harbour/dev/stages'));
  await expect(portal.getByRole('row', { name: /^torn/ })).toContainText('failed');
  await expect(portal.getByRole('row', { name: /^night/ }).getByRole('cell').nth(2)).toContainText(/not in its release|none lately|passed/);
  await portal.getByRole('row', { name: /^torn/ }).getByRole('link', { name: /^failed/ }).first().click();
  await expect(portal.getByRole('heading', { level: 1 })).toContainText('torn');
});
