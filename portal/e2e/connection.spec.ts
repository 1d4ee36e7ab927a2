import { connect, createServer, type Server, type Socket } from 'node:net';
import { demo, expect, logIn, test } from './portal';
import { api } from './server';

/** A wire to the server that can be cut and mended. */
class Wire {
  private server?: Server;
  private readonly sockets = new Set<Socket>();
  port = 0;

  async mend() {
    this.server = createServer(near => {
      const far = connect(Number(new URL(demo.address).port), '127.0.0.1');
      for (const [one, other] of [[near, far], [far, near]] as const) {
        this.sockets.add(one);
        one.on('error', () => other.destroy()).on('close', () => { this.sockets.delete(one); other.destroy(); });
        one.pipe(other);
      }
    });
    await new Promise<void>(done => this.server!.listen(this.port, '127.0.0.1', done));
    this.port = (this.server!.address() as { port: number }).port;
  }

  async cut() {
    const closed = new Promise(done => this.server!.close(done));
    this.sockets.forEach(s => s.destroy());
    await closed;
  }
}

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
