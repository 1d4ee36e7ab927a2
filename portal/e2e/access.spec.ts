import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { at, expect, test } from './portal';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const pages = [
  '/', '/runs/harbour/dev', '/products/sentinel/ops', '/traffic/sentinel/ops/sources/landing', '/traffic/sentinel/ops/routes/planning', '/traffic/sentinel/ops/subscriptions',
  '/traffic/sentinel/ops/quarantine', '/completeness/sentinel/ops?type=AUX_RESORB', '/releases/harbour', '/journal', '/access',
];

for (const theme of ['dark', 'light']) {
  test(`Every page can be used by everybody, in ${theme}`, async ({ portal }) => {
    test.setTimeout(180_000);
    await portal.evaluate(t => localStorage.setItem('theme', t), theme);
    for (const page of pages) {
      await portal.goto(at(page));
      await settled(portal);
      expect.soft(await violations(portal), page).toEqual([]);
    }
  });
}

test('A run, a product and a question before an action can be used by everybody', async ({ portal }) => {
  await portal.goto(at('/runs/harbour/dev?pipeline=torn'));
  await portal.getByRole('table', { name: 'Runs' }).getByRole('link', { name: 'torn' }).first().click();
  await portal.getByRole('link', { name: /^read, / }).click();
  await expect(portal.getByRole('log')).toContainText('torn at byte 512');
  expect(await violations(portal)).toEqual([]);
  await portal.goto(at('/products/harbour/dev/night-1.obs'));
  await settled(portal);
  expect(await violations(portal)).toEqual([]);
  await portal.getByRole('button', { name: 'Delete' }).click();
  expect(await violations(portal)).toEqual([]);
});

async function settled(page: import('@playwright/test').Page) {
  await expect(page.locator('main')).not.toBeEmpty();
  await expect(page.getByText('Loading…')).toHaveCount(0);
}

async function violations(page: import('@playwright/test').Page) {
  await page.evaluate(axe);
  return await page.evaluate(async () => {
    const found = await (window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> } }).axe.run();
    return found.violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => `${n.html.slice(0, 160)} ${n.failureSummary.slice(0, 220)}`).join(' | ')}`);
  });
}
