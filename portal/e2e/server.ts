import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const program = `${root}/src/hosts/Cli/bin/Release/net10.0/Gantry.Cli.dll`;

export type Demo = { address: string; secret: string; token: string; process: ChildProcess };

/** The demo on a port of its own, and beside its missions a small one with pipelines. */
export async function startDemo(port = 0): Promise<Demo> {
  if (!existsSync(program)) throw new Error(`${program} is not there: build it with 'dotnet build src/hosts/Cli -c Release'.`);
  const child = spawn('dotnet', [program, 'demo', '--port', String(port)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const told: string[] = [];
  const { address, secret } = await new Promise<{ address: string; secret: string }>((done, broke) => {
    let address = '';
    createInterface({ input: child.stdout! }).on('line', line => {
      told.push(line);
      address = /The server is at (\S+)/.exec(line)?.[1] ?? address;
      const secret = /^\s+password\s+(\S+)/.exec(line)?.[1];
      if (address && secret) done({ address, secret });
    });
    child.on('exit', code => broke(new Error(`The demo ended with ${code}:\n${told.join('\n')}`)));
  });
  const demo = { address, secret, token: '', process: child };
  demo.token = (await api<{ secret: string }>(demo, 'POST', '/api/v1/me/tokens', { name: 'portal tests' })).secret;
  gantry(demo, 'apply', `${root}/portal/e2e/harbour`);
  gantry(demo, 'promote', 'harbour', '--to', 'aiv', '--reason', 'tests');
  return demo;
}

/** The gantry command, as the administrator. */
export const gantry = (demo: Pick<Demo, 'address' | 'token'>, ...words: string[]) =>
  execFileSync('dotnet', [program, ...words], { env: { ...process.env, GANTRY_URL: demo.address, GANTRY_TOKEN: demo.token }, encoding: 'utf8' });

export async function api<T = unknown>(demo: Pick<Demo, 'address' | 'secret'>, method: string, address: string, body?: unknown): Promise<T> {
  const isText = typeof body === 'string';
  const answer = await fetch(demo.address + address, {
    method, body: body === undefined ? undefined : isText ? body : JSON.stringify(body),
    headers: { Authorization: `Basic ${btoa(`admin:${demo.secret}`)}`, ...(body === undefined || isText ? {} : { 'Content-Type': 'application/json' }) },
  });
  if (!answer.ok) throw new Error(`${method} ${address}: ${answer.status} ${await answer.text()}`);
  return (answer.status === 204 ? undefined : await answer.json()) as T;
}

export const harbour = '/api/v1/missions/harbour/environments/dev';

export const observations = Array.from({ length: 60 }, (_, i) => `object${i % 7} ${i}\n`).join('');
