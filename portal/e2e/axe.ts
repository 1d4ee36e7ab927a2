import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, type Page } from '@playwright/test';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export async function settled(page: Page) {
  await expect(page.locator('main')).not.toBeEmpty();
  await expect(page.getByText('Loading…')).toHaveCount(0);
}

/** What keeps somebody from using the page as it is shown. */
export async function violations(page: Page) {
  await page.evaluate(axe);
  return await page.evaluate(async () => {
    const found = await (window as unknown as { axe: { run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> } }).axe.run();
    return found.violations.map(v => `${v.id}: ${v.nodes.slice(0, 3).map(n => `${n.html.slice(0, 160)} ${n.failureSummary.slice(0, 220)}`).join(' | ')}`);
  });
}

/** The page as it stands, in both themes. */
export async function usable(page: Page) {
  for (const theme of ['light', 'dark']) {
    await page.evaluate(t => { document.documentElement.className = `${t}-theme`; }, theme);
    expect.soft(await violations(page), `${page.url()}, ${theme}`).toEqual([]);
  }
}
