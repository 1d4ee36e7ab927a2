import { demo, expect, logIn, test } from './portal';
import { api } from './server';
import { Wire } from './wire';

test('A lost connection is said, what was seen stays greyed, and it catches up without a reload', async ({ page }) => {
  const wire = new Wire();
  await wire.mend();
  const address = `http://127.0.0.1:${wire.port}`;
  await logIn(page, 'admin', demo.secret, address);
  await page.goto(`${address}/journal?mission=harbour`);
  await expect(page.getByText('live', { exact: true })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Journal' })).toContainText('night-1.obs');
  await page.evaluate(() => { (window as unknown as { isSame: boolean }).isSame = true; });

  await wire.cut();
  await expect(page.getByRole('alert')).toContainText('The connection to the server was lost at');
  await expect(page.locator('main')).toHaveClass('stale');
  await expect(page.getByRole('table', { name: 'Journal' })).toContainText('night-1.obs');
  await api(demo, 'PUT', '/api/v1/missions/harbour/environments/aiv/products/night-meanwhile.obs', 'object 2\n');

  await wire.mend();
  await expect(page.getByRole('link', { name: 'night-meanwhile.obs' })).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
  expect(await page.evaluate(() => (window as unknown as { isSame: boolean }).isSame)).toBe(true);
  await wire.cut();
});
