import { test as base, expect, type Page } from '@playwright/test';
import type { Demo } from './server';

export const demo = JSON.parse(process.env.GANTRY_E2E ?? '{}') as Pick<Demo, 'address' | 'secret' | 'token'> & { session: string };

/** A page that must not break, and that nothing may be kept from by its own policy. */
export const test = base.extend<{ page: Page; portal: Page }>({
  page: async ({ page }, use) => {
    const broken: string[] = [];
    page.on('pageerror', e => broken.push(e.message));
    page.on('console', m => { if (/Content Security Policy|Trusted/.test(m.text())) broken.push(m.text()); });
    page.on('request', r => { if (!/^(data|blob):/.test(r.url()) && new URL(r.url()).hostname !== '127.0.0.1') broken.push(`asked ${r.url()}`); });
    await use(page);
    expect(broken).toEqual([]);
  },
  portal: async ({ page }, use) => {
    // One log-in for all: it is tried by itself, and costs a second each time on purpose.
    await page.context().addCookies([{ name: 'gantry', value: demo.session, url: demo.address, httpOnly: true, sameSite: 'Strict' }]);
    await page.goto(demo.address);
    await expect(page.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
    await use(page);
  },
});

export { expect };

export async function logIn(page: Page, name = 'admin', password = demo.secret, address = demo.address) {
  await page.goto(address);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('navigation', { name: 'Rooms' })).toBeVisible();
}

export const at = (path: string) => demo.address + path;

/** Presses Tab until what is wanted has the focus; what is not on the page yet may still come. */
export async function tabTo(page: Page, name: string | RegExp, seconds = 45) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    await page.keyboard.press('Tab');
    const words = await page.evaluate(() => (document.activeElement as HTMLElement | null)?.getAttribute('aria-label') ?? (document.activeElement as HTMLElement | null)?.innerText ?? '');
    if (typeof name === 'string' ? words.trim() === name : name.test(words)) return;
  }
  throw new Error(`Nothing that is called ${name} can be reached by Tab.`);
}
