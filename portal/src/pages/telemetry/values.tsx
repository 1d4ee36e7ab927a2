import { State, useNow } from '../../parts/ui';
import { local, span, utc } from '../../parts/words';
import type { Sample } from './stream';

const fresh = 2000; // Younger than this, an age would only flicker.

type Plain = string | number | boolean | null | undefined;

/** A number as short as it can be said without saying something else. */
export function say(value: unknown): string {
  const plain = value as Plain;
  if (plain === null || plain === undefined) return '–';
  if (typeof plain !== 'number' || Number.isInteger(plain)) return String(plain);
  const size = Math.abs(plain);
  return size !== 0 && (size < 1e-4 || size >= 1e9) ? plain.toExponential(4) : String(Number(plain.toPrecision(7)));
}

/** How bad a value is, and what is wrong with it; nothing when all is well. */
export function Judgement({ sample }: { sample?: { level?: string | null; state?: string | null } }) {
  if (!sample) return null;
  return <>{sample.level && <State of={sample.level} />}{sample.state && <span className="dim"> {sample.state}</span>}</>;
}

/** How old a value is by its own time, to the second. */
export function SampleAge({ sample }: { sample?: Sample }) {
  const now = useNow(1000);
  if (!sample) return <span className="dim">–</span>;
  const at = new Date(sample.at);
  return <time dateTime={sample.at} title={`made ${utc(at)} UTC (${local(at)}), received ${utc(new Date(sample.received))}`}>{now - at.getTime() < fresh ? <span className="dim">now</span> : span(now - at.getTime())}</time>;
}

/** The name of a parameter, with the systems it stands in dimmed. */
export function Name({ of }: { of: string }) {
  const cut = of.lastIndexOf('/') + 1;
  return <><span className="dim">{of.slice(0, cut)}</span>{of.slice(cut)}</>;
}

export const bare = (name: string) => name.slice(name.lastIndexOf('/') + 1);

/** Whether a value can be drawn, and whether as the number it is on the wire. */
export const drawn = (kind: string) => kind === 'integer' || kind === 'float' || kind === 'duration' ? 'value' : kind === 'enumeration' || kind === 'boolean' ? 'raw' : undefined;
