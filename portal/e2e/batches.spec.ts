import { usable } from './axe';
import { change, passed, pier, standPier } from './pier';
import { at, demo, expect, logIn, tabTo, test } from './portal';
import { api } from './server';

test.beforeAll(async () => { test.setTimeout(300_000); await standPier(); });

test('A backfill is counted first, begins, is followed, and ends', async ({ portal }) => {
  await portal.goto(at('/runs/pier/aiv/batches'));
  await portal.getByRole('button', { name: 'Backfill…' }).click();
  await usable(portal);
  await portal.getByLabel(/^Which products/).fill("contains(Name,'stars-')");
  await portal.getByRole('button', { name: 'Count it' }).click();
  await expect(portal.getByRole('dialog')).toContainText('2 runs will be made in pier/aiv');
  await portal.getByRole('button', { name: 'Begin', exact: true }).click();
  await expect(portal.locator('p', { hasText: '2 of 2 runs have ended' })).toBeVisible({ timeout: 150_000 });
  await expect(portal.getByRole('heading', { level: 1 })).toContainText('done');
  await expect(portal.getByRole('table', { name: 'Runs of the batch' }).getByRole('row')).toHaveCount(3);
  await usable(portal);
});

test('A slow batch is paused, resumed and stopped by keyboard', async ({ portal }) => {
  const batch = await api<{ id: string }>(demo, 'POST', `${pier('aiv')}/pipelines/sky/batches`, { kind: 'backfill', perMinute: 1, atOnce: 1 });
  await portal.goto(at(`/runs/pier/aiv/batches/${batch.id}`));
  await expect(portal.getByRole('button', { name: 'Pause' })).toBeVisible();
  await tabTo(portal, 'Pause');
  await portal.keyboard.press('Enter');
  await portal.keyboard.type('the node is needed');
  await portal.keyboard.press('Enter');
  await expect(portal.getByText('admin: the node is needed')).toBeVisible();
  await portal.getByRole('button', { name: 'Resume' }).click();
  await portal.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
  await portal.getByRole('button', { name: 'Stop' }).click();
  await expect(portal.getByRole('dialog')).toContainText('cannot be resumed');
  await portal.getByRole('button', { name: 'Stop the batch' }).click();
  await expect(portal.getByRole('heading', { level: 1 })).toContainText('stopped');
  await portal.goto(at('/runs/pier/aiv/batches'));
  await expect(portal.getByRole('table', { name: 'Batches' })).toContainText('stopped');
});

test('A candidate is tried in shadow, and each product shows how it differs', async ({ portal }) => {
  test.setTimeout(300_000);
  await passed('aiv', 2);
  change("awk '{ printf \"%s,2026-11-21T%02d:00:00Z,%.3f\\n\", $1, NR, $2 }'", "awk '{ printf \"%s,2026-11-21T%02d:00:00Z,%.3f\\n\", $1, NR, $2 + (NR % 13 == 5 ? 0.25 : 0.001) }'");
  await portal.goto(at('/releases/pier'));
  await portal.getByRole('region', { name: 'dev' }).getByRole('link', { name: 'Try in shadow' }).click();
  await portal.getByLabel('Compared with').selectOption('aiv');
  await portal.getByRole('button', { name: 'Count it' }).click();
  await expect(portal.getByRole('dialog')).toContainText('Nothing of what they make is published');
  await portal.getByRole('button', { name: 'Begin', exact: true }).click();
  await expect(portal.getByRole('heading', { level: 1 })).toContainText('done', { timeout: 90_000 });
  const found = portal.getByRole('table', { name: 'Differences' });
  await expect(found).toContainText('MAGS_stars-1.csv');
  await found.getByRole('button', { name: 'MAGS_stars-1.csv' }).first().click();
  const cells = portal.getByRole('table', { name: 'Cells that differ' });
  // One of a thousandth is within the tolerance of a hundredth, and is not shown.
  await expect(cells.getByRole('row')).toHaveCount(1 + 3);
  await expect(cells).toContainText('+0.25');
  await expect(portal.getByText('mag may be 0.01 apart')).toBeVisible();
  await usable(portal);
  await portal.getByRole('button', { name: 'Below one another' }).click();
  await expect(cells.getByRole('columnheader', { name: 'Before and now' })).toBeVisible();
});

test('Texts stand side by side with what changed marked, and bytes are shown as such', async ({ portal }) => {
  test.setTimeout(300_000);
  change(/echo "Measured.*echo "end"; \}/, 'echo "Looked at $(wc -l < "$IN_STARS") stars"; sed \'s/^/star /\' "$IN_STARS" | grep -v star07; echo "end"; }');
  const batch = await api<{ id: string }>(demo, 'POST', `${pier('dev')}/pipelines/sky/batches`, { kind: 'shadow', from: 'aiv', last: 2 });
  await portal.goto(at(`/runs/pier/dev/batches/${batch.id}`));
  await expect(portal.getByRole('heading', { level: 1 })).toContainText('done', { timeout: 90_000 });
  const found = portal.getByRole('table', { name: 'Differences' });
  await found.getByRole('button', { name: 'NOTES_stars-1.txt' }).first().click();
  const lines = portal.getByRole('table', { name: 'Lines before and now' });
  await expect(lines.locator('del', { hasText: 'Measured' })).toBeVisible();
  await expect(lines.locator('ins', { hasText: 'Looked at' })).toBeVisible();
  await expect(lines.locator('tr.gone')).toContainText('star07');
  await expect(lines.locator('tr.gap').last()).toContainText('lines the same');
  await usable(portal);
  await portal.getByRole('button', { name: 'Below one another' }).click();
  await expect(lines.locator('tr.new')).toContainText('Looked at');
  await expect(portal).toHaveURL(/view=inline/);
});

test('A shadow that follows says since when, and draws no bar that would have no end', async ({ portal }) => {
  const batch = await api<{ id: string }>(demo, 'POST', `${pier('dev')}/pipelines/sky/batches`, { kind: 'shadow', from: 'aiv', isFollowing: true });
  await portal.goto(at(`/runs/pier/dev/batches/${batch.id}`));
  await expect(portal.getByText(/^follows since 20\d\d-.* UTC, 0 runs made, 0 products compared/)).toBeVisible();
  await expect(portal.locator('.bar-of')).toHaveCount(0);
  await usable(portal);
  await portal.goto(at('/runs/pier/dev/batches'));
  await expect(portal.getByRole('table', { name: 'Batches' })).toContainText('follows, 0 products compared');
  await api(demo, 'POST', `${pier('dev')}/batches/${batch.id}/stop`, {});
  await expect(portal.getByRole('table', { name: 'Batches' })).toContainText('followed, 0 products compared');
});

test('Bytes are compared as such', async ({ portal }) => {
  test.setTimeout(300_000);
  change('cut -c1-4', 'cut -c2-5');
  const batch = await api<{ id: string }>(demo, 'POST', `${pier('dev')}/pipelines/sky/batches`, { kind: 'shadow', from: 'aiv', last: 1 });
  await portal.goto(at(`/runs/pier/dev/batches/${batch.id}`));
  await expect(portal.getByRole('heading', { level: 1 })).toContainText('done', { timeout: 90_000 });
  await portal.getByRole('table', { name: 'Differences' }).getByRole('button', { name: /^PACKED/ }).click();
  await expect(portal.getByText('Compared byte by byte.')).toBeVisible();
  await expect(portal.getByRole('table', { name: 'Bytes that differ' }).getByRole('row').nth(1)).toContainText('00000000');
});

test('Whoever may not start runs is told so', async ({ page }) => {
  await api(demo, 'POST', '/api/v1/users', { name: 'bess', password: 'a-viewer-of-pier', grants: [{ role: 'viewer', mission: 'pier' }] });
  await logIn(page, 'bess', 'a-viewer-of-pier');
  await page.goto(at('/runs/pier/aiv/batches?new=repeat'));
  await page.getByRole('button', { name: 'Count it' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('access.denied');
});
