import { connect, createServer, type Server, type Socket } from 'node:net';
import { demo } from './portal';

/** A wire to the server that can be cut and mended. */
export class Wire {
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
