const pad = (n: number, width = 2) => String(n).padStart(width, '0');

export const dayOfYear = (t: Date) => Math.floor((Date.UTC(t.getUTCFullYear(), t.getUTCMonth(), t.getUTCDate()) - Date.UTC(t.getUTCFullYear(), 0, 0)) / 86_400_000);
export const utcTime = (t: Date) => `${pad(t.getUTCHours())}:${pad(t.getUTCMinutes())}:${pad(t.getUTCSeconds())}`;
export const utcDay = (t: Date) => `${t.getUTCFullYear()}-${pad(t.getUTCMonth() + 1)}-${pad(t.getUTCDate())}`;
export const utc = (t: Date) => `${utcDay(t)} ${utcTime(t)}`;

/** The time where the reader sits, for the hover. */
export const local = (t: Date) => `${t.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'long' })} here; ${t.toISOString()}`;

export function span(milliseconds: number): string {
  const s = Math.max(0, milliseconds) / 1000;
  if (s < 1) return `${Math.round(s * 1000)} ms`;
  if (s < 10) return `${s.toFixed(1)} s`;
  if (s < 90) return `${Math.round(s)} s`;
  if (s < 5400) return `${Math.round(s / 60)} min`;
  if (s < 172_800) return `${Math.round(s / 3600)} h`;
  return `${Math.round(s / 86_400)} d`;
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
export function bytes(n: number): string {
  const power = n < 1024 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(n) / 10));
  const value = n / 1024 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

export const count = (n: number) => n.toLocaleString('en-GB').replaceAll(',', ' ');
export const many = (n: number, one: string, more = `${one}s`) => `${count(n)} ${n === 1 ? one : more}`;
export const short = (digest: string) => digest.slice(0, 12);
/** `run_failed` as a person says it. */
export const plain = (word: string) => word.replaceAll('_', ' ');
