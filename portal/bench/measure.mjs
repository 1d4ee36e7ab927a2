// Measures the portal in a real Chromium, against a server that bench/Portals.cs started and fills: one line of JSON a figure.
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const [address, secret, seconds, products, rounds] = [process.argv[2], process.argv[3], Number(process.argv[4]), Number(process.argv[5]), 7];
const program = [process.env.GANTRY_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(file => file && existsSync(file));
const browser = await chromium.launch({
  executablePath: program,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--enable-precise-memory-info'],
});
const tell = (what, figure, unit, goal) => console.log(JSON.stringify({ what, figure, unit, goal }));
const median = values => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

const session = await (await fetch(`${address}/api/v1/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name: 'admin', password: secret }) }))
  .headers.get('set-cookie').match(/gantry=([^;]+)/)[1];

/** A visitor who was never here: nothing is kept from before. */
async function visitor() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await context.addCookies([{ name: 'gantry', value: session, url: address, httpOnly: true, sameSite: 'Strict' }]);
  context.setDefaultTimeout(120_000);
  return await context.newPage();
}

/** Milliseconds from the beginning of the navigation to when the page shows what was waited for and takes a press. */
async function interactive(path, selector) {
  const page = await visitor();
  await page.goto(address + path, { waitUntil: 'commit' });
  await page.locator(selector).first().waitFor();
  const took = await page.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0))));
  await page.context().close();
  return took;
}

/** Milliseconds from the press of Enter to the first row of another search. */
async function firstRow(page, name) {
  const field = page.getByRole('searchbox');
  await field.fill(name);
  await page.evaluate(wanted => {
    window.found = new Promise(done => {
      addEventListener('keydown', () => {
        const from = performance.now();
        const look = () => {
          const rows = [...document.querySelectorAll('.rows .row')];
          if (rows.length > 0 && rows[0].textContent.includes(wanted)) requestAnimationFrame(() => done(performance.now() - from)); else requestAnimationFrame(look);
        };
        look();
      }, { once: true, capture: true });
    });
  }, name);
  await field.press('Enter');
  return await page.evaluate(() => window.found);
}

const overview = [];
for (let i = 0; i <= rounds; i++) overview.push(await interactive('/', 'table.grid tbody tr'));
tell('overview interactive, nothing kept from before', median(overview.slice(1)) / 1000, 's', 1.5);

const page = await visitor();
await page.goto(`${address}/products/demo/ops`);
await page.locator('.rows .row').first().waitFor();
const searches = [];
for (let i = 0; i <= rounds; i++) searches.push(await firstRow(page, `_${String(Math.floor(products * (i + 1) / (rounds + 3))).padStart(9, '0')}`));
tell('a name’s part searched, Enter to the first row', median(searches.slice(1)), 'ms', 300);
const typed = [];
for (let i = 0; i <= rounds; i++) {
  await page.goto(`${address}/products/demo/ops`);
  await page.locator('.facet button').first().waitFor();
  await page.locator('.rows .row').first().waitFor();
  typed.push(await page.evaluate(n => new Promise(done => {
    const from = performance.now();
    const before = document.querySelector('.rows .row').textContent;
    document.querySelectorAll('.facet button')[n].click();
    const look = () => {
      const row = document.querySelector('.rows .row');
      if (row && row.textContent !== before && location.search.includes('=')) requestAnimationFrame(() => done(performance.now() - from)); else requestAnimationFrame(look);
    };
    look();
  }), 2 + i));
}
tell('a type chosen, press to the first row', median(typed.slice(1)), 'ms', 300);
await page.context().close();

// Watching: the server is sent 50 products a second meanwhile.
console.log(JSON.stringify({ begin: 'updates' }));
const watching = await visitor();
await watching.goto(`${address}/journal`);
await watching.locator('.rows .row').first().waitFor();
const tools = await watching.context().newCDPSession(watching);
const heap = async () => {
  await tools.send('HeapProfiler.collectGarbage');
  return (await tools.send('Runtime.getHeapUsage')).usedSize / 1048576;
};
// As many as the page keeps are let in first.
const warm = Math.min(120, Math.max(5, seconds / 4));
await watching.waitForTimeout(warm * 1000);
const first = await heap();
const frames = await watching.evaluate(time => new Promise(done => {
  const [gaps, until] = [[], performance.now() + time];
  let last = performance.now();
  const next = now => { gaps.push(now - last); last = now; if (now < until) requestAnimationFrame(next); else done(gaps.slice(1)); };
  requestAnimationFrame(next);
}), Math.max(10, seconds - warm) * 1000);
const last = await heap();
const seen = await watching.evaluate(() => Number(document.querySelector('.rows')?.parentElement?.getAttribute('aria-rowcount') ?? 0));
frames.sort((a, b) => a - b);
tell('frame at 50 updates a second, the journal watched, p99', frames[Math.floor(frames.length * 0.99)], 'ms', 33.4);
tell('the same, longest', frames[frames.length - 1], 'ms');
tell(`memory of the page while it is watched, after ${Math.round(warm)} s`, first, 'MiB');
tell(`the same, ${Math.round(Math.max(10, seconds - warm))} s later`, last, 'MiB', first * 1.2 + 2);
console.error(`rows known: ${seen}`);
await browser.close();
