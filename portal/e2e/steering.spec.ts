import { at, demo, expect, logIn, test } from './portal';
import { api, gantry } from './server';

test('A route is paused with a reason and resumed', async ({ portal }) => {
  await portal.goto(at('/traffic/sentinel/ops/routes/planning'));
  await portal.getByRole('button', { name: 'Pause' }).click();
  await expect(portal.getByRole('dialog')).toContainText('nothing of it is lost');
  await portal.getByLabel(/Reason/).fill('the partner asked');
  await portal.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
  await expect(portal.getByText('by admin: the partner asked')).toBeVisible();
  await portal.getByRole('button', { name: 'Resume' }).click();
  await portal.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
  await expect(portal.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('A source is paused and resumed, and shows what it took', async ({ portal }) => {
  await portal.goto(at('/traffic/sentinel/ops/sources/landing'));
  await portal.getByRole('row', { name: /landing/ }).getByRole('button', { name: 'Pause' }).click();
  await portal.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
  await expect(portal.getByRole('row', { name: /landing/ })).toContainText('paused');
  await portal.getByRole('row', { name: /landing/ }).getByRole('button', { name: 'Resume' }).click();
  await portal.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
  await expect(portal.getByRole('row', { name: /landing/ })).not.toContainText('paused');
});

test('Whoever has not the right is told so politely, and sees only what is theirs', async ({ page }) => {
  await logIn(page, 'vera', 'a-viewer-of-harbour');
  await expect(page.getByRole('link', { name: 'harbour', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'sentinel', exact: true })).toHaveCount(0);
  await page.goto(at('/runs/harbour/dev'));
  await page.getByRole('button', { name: 'Start' }).first().click();
  await page.getByRole('button', { name: 'Start it' }).click();
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('access.denied');
  await page.goto(at('/access'));
  await expect(page.getByText('viewer:harbour')).toBeVisible();
  await expect(page.getByText('Users and service accounts')).toHaveCount(0);
});

test('A refused file is dropped with a reason, and the overview forgets it', async ({ portal }) => {
  await portal.goto(at('/'));
  await portal.getByRole('link', { name: 'one file was refused and waits for a decision' }).click();
  await portal.getByRole('button', { name: 'Drop' }).click();
  await portal.getByLabel(/Reason/).fill('it was torn');
  await portal.getByRole('dialog').getByRole('button', { name: 'Drop' }).click();
  await expect(portal.getByText('Nothing is in quarantine')).toBeVisible();
  await portal.getByRole('link', { name: 'Overview' }).click();
  await expect(portal.getByText('one file was refused')).toHaveCount(0);
});

test('A release is promoted to ops, the next one compared, promoted and rolled back, and then held', async ({ portal }) => {
  await portal.goto(at('/releases/harbour'));
  const ops = portal.getByRole('region', { name: 'ops' });
  await ops.getByRole('button', { name: /^Promote/ }).click();
  await portal.getByRole('dialog').getByRole('button', { name: 'Promote' }).click();
  await expect(ops).toContainText('promote by admin');

  const changed = await import('node:fs').then(fs => { const folder = fs.mkdtempSync('/tmp/harbour-'); fs.cpSync(new URL('./harbour', import.meta.url).pathname, folder, { recursive: true }); fs.appendFileSync(`${folder}/types.yaml`, "  - { name: NOTE, pattern: '.*\\.note' }\n"); return folder; });
  gantry(demo, 'apply', changed);
  const aiv = portal.getByRole('region', { name: 'aiv' });
  await aiv.getByRole('button', { name: /^Promote/ }).click();
  await expect(portal.getByRole('dialog')).toContainText('1 file changed');
  await expect(portal.getByRole('dialog')).toContainText('types.yaml');
  await portal.getByRole('dialog').getByRole('button', { name: 'Promote' }).click();
  await expect(portal.getByRole('dialog')).toHaveCount(0);
  await aiv.getByRole('button', { name: 'Roll back' }).click();
  await portal.getByLabel(/Reason/).fill('it does not decode');
  await portal.getByRole('dialog').getByRole('button', { name: 'Roll back' }).click();
  await expect(aiv).toContainText('held');
  await expect(aiv).toContainText('it does not decode');
});

test('The journal goes on live, is filtered, and names what it tells of', async ({ portal }) => {
  await portal.goto(at('/journal?mission=harbour&kind=hub.product_published'));
  await expect(portal.getByRole('table', { name: 'Journal' })).toContainText('night-1.obs');
  await api(demo, 'PUT', '/api/v1/missions/harbour/environments/aiv/products/night-live.obs', 'object 1\n');
  await portal.getByRole('link', { name: 'night-live.obs' }).click();
  await expect(portal.getByRole('heading', { level: 1 })).toContainText('night-live.obs');
});

test('Completeness leads from a day to its products', async ({ portal }) => {
  await portal.goto(at('/completeness/sentinel/ops'));
  await portal.getByRole('link', { name: /^AUX_RESORB on .*: 3 came.* 1 late/ }).click();
  await expect(portal.getByRole('heading', { name: '3 products' })).toBeVisible();
});

test('A user is made and shut out, and a token is shown once', async ({ portal }) => {
  await portal.goto(at('/access'));
  await portal.getByRole('button', { name: 'New user' }).click();
  await portal.getByLabel('Name').fill('otto');
  await portal.getByLabel(/^May do/).fill('operator:harbour:dev');
  await portal.getByRole('button', { name: 'Make it' }).click();
  await expect(portal.getByText('It is shown this one time')).toBeVisible();
  const row = portal.getByRole('row', { name: /otto/ });
  await expect(row).toContainText('operator:harbour:dev');
  await row.getByRole('button', { name: 'Disable' }).click();
  await portal.getByRole('dialog').getByRole('button', { name: 'Disable' }).click();
  await expect(row).toContainText('disabled');
});
