import { Refused, send } from '../../api/client';
import type { Where } from '../../parts/scope';

const piece = 8 * 1024 * 1024;
const tus = { 'Tus-Resumable': '1.0.0' };

export type Outcome = { state: string };

/** Sends a file in pieces; what was cut off goes on where the server has it, also after the page was closed. */
export async function upload(where: Where, file: File, signal: AbortSignal, told: (sent: number, note?: string) => void): Promise<Outcome> {
  const base = `/api/v1/missions/${encodeURIComponent(where.mission)}/environments/${encodeURIComponent(where.environment)}/uploads`;
  let address = await begun(base, file) ?? await begin(base, file, signal);
  for (let tries = 0; ;) {
    try {
      const known = (await send('HEAD', address, { headers: tus, signal })).headers;
      let offset = Number(known.get('Upload-Offset'));
      told(offset);
      while (offset < file.size) {
        const answer = await send('PATCH', address, { headers: { ...tus, 'Upload-Offset': String(offset), 'Content-Type': 'application/offset+octet-stream' }, body: file.slice(offset, offset + piece), signal });
        offset = Number(answer.headers.get('Upload-Offset'));
        tries = 0;
        told(offset);
        if (offset >= file.size) return { state: answer.headers.get('Gantry-Upload-State') ?? 'received' };
      }
      return { state: known.get('Gantry-Upload-State') ?? 'received' };
    } catch (e) {
      if (!(e instanceof Refused) || signal.aborted) throw e;
      // What was begun is forgotten after a day.
      if (e.status === 404 || e.status === 410) { if (tries++ > 0) throw e; address = await begin(base, file, signal); continue; }
      if (e.status !== 0 && e.status !== 409 && e.status < 500) throw e;
      if (++tries > 60) throw e;
      told(-1, 'The connection is lost; it goes on by itself.');
      await new Promise(done => setTimeout(done, Math.min(5000, 500 * tries)));
    }
  }
}

async function begin(base: string, file: File, signal: AbortSignal) {
  const name = btoa(String.fromCharCode(...new TextEncoder().encode(file.name)));
  const answer = await send('POST', base, { headers: { ...tus, 'Upload-Length': String(file.size), 'Upload-Metadata': `filename ${name}` }, signal });
  return new URL(answer.headers.get('Location')!, location.origin).pathname;
}

/** An upload of this name and length that was begun and not ended. */
async function begun(base: string, file: File): Promise<string | undefined> {
  const answer = await send('GET', `${base}?name=${encodeURIComponent(file.name)}`);
  const { items } = await answer.json() as { items: { id: string; state: string; sizeBytes: number; name: string }[] };
  const open = items.find(u => u.state === 'open' && u.sizeBytes === file.size && u.name === file.name);
  return open && `${base}/${open.id}`;
}
