import { settled, violations } from './axe';
import { at, expect, test } from './portal';

const pages = [
  '/', '/runs/harbour/dev', '/runs/harbour/dev/batches', '/runs/harbour/dev/stages', '/query/sentinel/ops', '/products/sentinel/ops?map=open', '/products/sentinel/ops', '/traffic/sentinel/ops/sources/landing', '/traffic/sentinel/ops/routes/planning', '/traffic/sentinel/ops/subscriptions',
  '/traffic/sentinel/ops/quarantine', '/completeness/sentinel/ops?type=AUX_RESORB', '/releases/harbour', '/journal', '/access',
];

for (const theme of ['dark', 'light']) {
  test(`Every page can be used by everybody, in ${theme}`, async ({ portal }) => {
    test.setTimeout(300_000);
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
