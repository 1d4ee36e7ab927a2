import { createSocket, type Socket } from 'node:dgram';
import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { api, type Demo, gantry } from './server';

type Of = Pick<Demo, 'address' | 'secret' | 'token'>;

export const telemetry = '/api/v1/missions/probe/environments/dev/telemetry';

/** A spacecraft of the tests' own, that sends to its channel what it is told to. */
export class Probe {
  private readonly counts = new Map<number, number>();
  private timer?: NodeJS.Timeout;
  private step = 0;

  private constructor(private readonly socket: Socket, private readonly port: number) {}

  /** Applies the mission, where it does not stand yet, and gives what sends to it. */
  static async of(demo: Of): Promise<Probe> {
    const socket = createSocket('udp4');
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), 'probe-'));
    cpSync(fileURLToPath(new URL('./probe', import.meta.url)), folder, { recursive: true });
    const channels = join(folder, 'telemetry', 'channels.yaml');
    writeFileSync(channels, readFileSync(channels, 'utf8').replace('port: 1 ', `port: ${port} `));
    gantry(demo, 'apply', folder);
    await until(async () => (await api<{ state: string }>(demo, 'GET', `${telemetry}/channels/downlink`).catch(() => ({ state: '' }))).state === 'up');
    return new Probe(socket, port);
  }

  power(volts: number, { amperes = 1.2, strings = [410, 405, 399, 420], heaters = [1, 0] } = {}) {
    const body = Buffer.alloc(12);
    body.writeUInt16BE(Math.round(volts * 100), 0);
    body.writeInt16BE(Math.round(amperes * 1000), 2);
    const bits = strings.map(s => s.toString(2).padStart(12, '0')).join('') + heaters.join('') + '0'.repeat(14);
    for (let i = 0; i < 8; i++) body[4 + i] = parseInt(bits.slice(i * 8, i * 8 + 8), 2);
    return this.send(10, body);
  }

  thermal(battery: number, tank: number, radio: number) {
    const bits = [battery, tank, radio].map(t => Math.round(t).toString(2).padStart(12, '0')).join('') + '0000';
    return this.send(11, Buffer.from(bits.match(/.{8}/g)!.map(b => parseInt(b, 2))));
  }

  attitude(quaternion: number[], rates: number[], mode: number) {
    const body = Buffer.alloc(29);
    [...quaternion, ...rates].forEach((v, i) => body.writeFloatBE(v, i * 4));
    body[28] = mode << 5;
    return this.send(12, body);
  }

  software(name: string) { return this.send(13, Buffer.from(name.padEnd(8).slice(0, 8), 'ascii')); }

  /** Lets the next packets of a process be missing. */
  lose(apid: number, packets: number) { this.counts.set(apid, (this.counts.get(apid) ?? 0) + packets); }

  /** Sends what such a spacecraft sends, so many packets a second, until it is told to rest. */
  fly(rate: number, volts = (t: number) => 28.4 + 2.6 * Math.sin(t / 40) + 0.25 * Math.sin(t * 3)) {
    this.rest();
    const every = Math.max(10, 1000 / rate);
    const each = Math.max(1, Math.round(rate * every / 1000));
    this.timer = setInterval(() => { for (let i = 0; i < each; i++) void this.one(volts, rate); }, every);
  }

  rest() { clearInterval(this.timer); this.timer = undefined; }

  end() { this.rest(); this.socket.close(); }

  private one(volts: (t: number) => number, rate: number) {
    const t = this.step++ / rate;
    switch (this.step % 5) {
      case 0: return this.thermal(2100 + 300 * Math.sin(t / 60), 1500 + 90 * Math.sin(t / 90), 2500 + 160 * Math.sin(t / 25));
      case 1: case 3: return this.attitude([Math.cos(t / 50), Math.sin(t / 50), 0.1, 0], [0.01 * Math.sin(t / 7), 0.02 * Math.cos(t / 5), 0.06], Math.floor(t / 45) % 2 === 0 ? 2 : 3);
      default: return this.power(volts(t), { amperes: 1.6 * Math.sin(t / 30), strings: [410, 405, 399, 420].map((s, i) => Math.round(s + 40 * Math.sin(t / 20 + i))), heaters: [Math.floor(t / 30) % 2, 0] });
    }
  }

  private send(apid: number, body: Buffer) {
    const count = this.counts.get(apid) ?? 0;
    this.counts.set(apid, count + 1);
    const header = Buffer.alloc(6);
    header.writeUInt16BE(apid, 0);
    header.writeUInt16BE(0xC000 | (count & 0x3FFF), 2);
    header.writeUInt16BE(body.length - 1, 4);
    return new Promise<void>((done, broke) => this.socket.send(Buffer.concat([header, body]), this.port, '127.0.0.1', e => e ? broke(e) : done()));
  }
}

function freePort() {
  return new Promise<number>(done => {
    const socket = createSocket('udp4');
    socket.bind(0, '127.0.0.1', () => { const { port } = socket.address(); socket.close(() => done(port)); });
  });
}

export async function until(isSo: () => Promise<boolean>, most = 30_000) {
  const by = Date.now() + most;
  while (!await isSo()) {
    if (Date.now() > by) throw new Error('It did not come to stand so.');
    await new Promise(done => setTimeout(done, 100));
  }
}
