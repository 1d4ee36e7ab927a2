import { to } from '../../parts/route';
import type { Where } from '../../parts/scope';

const inRoom = (where: Where, ...words: string[]) => to('telemetry', where.mission, where.environment, ...words);

/** Where things of telemetry are looked at. */
export const parameterAt = (where: Where, name: string) => `${inRoom(where, 'parameters')}?of=${encodeURIComponent(whole(name))}`;
export const plotAt = (where: Where, names: string[], more: Record<string, string> = {}) => `${inRoom(where, 'plots')}?${new URLSearchParams({ parameters: names.join(), ...more })}`;
export const displayAt = (where: Where, name: string) => inRoom(where, 'displays', name);
export const channelAt = (where: Where, name: string) => inRoom(where, 'channels', name);
export const packetsAt = (where: Where, channel: string, more: { packet?: number; container?: string; to?: string } = {}) => {
  const query = new URLSearchParams({ channel, ...(more.container ? { container: more.container } : {}), ...(more.to ? { to: more.to } : {}), ...(more.packet === undefined ? {} : { packet: String(more.packet) }) });
  return `${inRoom(where, 'packets')}?${query}`;
};
export const databaseAt = (where: Where, digest: string, what: { container?: string; command?: string } = {}) => {
  const query = new URLSearchParams(what as Record<string, string>);
  return inRoom(where, 'databases', digest) + (query.size ? `?${query}` : '');
};

/** The parameter that a part belongs to: `/m/battery` of `/m/battery.cell[3]`. */
export function whole(name: string) {
  const slash = name.lastIndexOf('/') + 1;
  const end = name.slice(slash).search(/[.[#]/);
  return end < 0 ? name : name.slice(0, slash + end);
}
