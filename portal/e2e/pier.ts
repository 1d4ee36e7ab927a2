import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import { demo } from './portal';
import { api, gantry } from './server';

const folder = fileURLToPath(new URL('./pier', import.meta.url));

export const pier = (environment: string) => `/api/v1/missions/pier/environments/${environment}`;

export const stars = (bright = 0) => Array.from({ length: 40 }, (_, i) => `star${String(i).padStart(2, '0')} ${(4 + Math.sin(i / 4) * 2 + (i === 7 ? bright : 0)).toFixed(3)}\n`).join('');

/** Brings the mission to dev and aiv, with what its pipeline makes of some stars in aiv; once, however many tests want it. */
export async function standPier() {
  const missions = await api<{ items: { name: string }[] }>(demo, 'GET', '/api/v1/missions');
  if (missions.items.some(m => m.name === 'pier')) return;
  gantry(demo, 'apply', folder);
  gantry(demo, 'promote', 'pier', '--to', 'aiv', '--reason', 'tests');
  for (const name of ['stars-1.txt', 'stars-2.txt']) await api(demo, 'PUT', `${pier('aiv')}/products/${name}`, stars());
  await passed('aiv', 2);
  for (const [name, [west, south, east, north]] of Object.entries(scenes)) await put(`${name}.tar`, scene(west!, south!, east!, north!));
}

export const passed = (environment: string, count: number) => expect(async () => {
  const runs = await api<{ items: unknown[] }>(demo, 'GET', `${pier(environment)}/runs?state=passed`);
  expect(runs.items.length).toBeGreaterThanOrEqual(count);
}).toPass({ timeout: 150_000 });

/** The same mission with its pipeline changed, in dev. */
export function change(from: string | RegExp, to: string) {
  const changed = mkdtempSync(`${tmpdir()}/pier-`);
  cpSync(folder, changed, { recursive: true });
  const file = `${changed}/pipelines/sky.yaml`;
  writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  gantry(demo, 'apply', changed);
}

export const scenes = { 'scene-alps': [6, 44, 14, 48], 'scene-fiji': [176, -20, -178, -15], 'scene-peru': [-78, -14, -72, -8] };

async function put(name: string, content: Uint8Array) {
  const answer = await fetch(`${demo.address}${pier('aiv')}/products/${name}`, { method: 'PUT', body: content as BodyInit, headers: { Authorization: `Bearer ${demo.token}` } });
  if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
}

// A SAFE folder with the one file in it that says what ground it shows.
function scene(west: number, south: number, east: number, north: number): Uint8Array {
  const corners = [[south, west], [south, east], [north, east], [north, west]].map(c => c.join(',')).join(' ');
  const manifest = `<?xml version="1.0"?><xfdu:XFDU xmlns:xfdu="urn:ccsds:schema:xfdu:1" xmlns:safe="http://www.esa.int/safe/sentinel-1.0" xmlns:gml="http://www.opengis.net/gml"><metadataSection>
    <metadataObject ID="frame"><metadataWrap><xmlData><safe:frameSet><safe:frame><safe:footPrint><gml:coordinates>${corners}</gml:coordinates></safe:footPrint></safe:frame></safe:frameSet></xmlData></metadataWrap></metadataObject>
  </metadataSection></xfdu:XFDU>`;
  return tar('scene.SAFE/manifest.safe', Buffer.from(manifest));
}

function tar(name: string, content: Buffer): Uint8Array {
  const head = Buffer.alloc(512);
  head.write(name);
  head.write('0000644\0', 100);
  head.write('0000000\0', 108);
  head.write('0000000\0', 116);
  head.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  head.write('00000000000\0', 136);
  head.write('        0', 148);
  head.write('ustar\x0000', 257);
  head.write(`${head.reduce((a, b) => a + b, 0).toString(8).padStart(6, '0')}\0 `, 148);
  return Buffer.concat([head, content, Buffer.alloc((512 - (content.length % 512)) % 512 + 1024)]);
}
