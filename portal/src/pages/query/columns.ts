import type { View } from '../../api/client';

export type Column = View<'QueryColumnView'>;
export type Row = Record<string, unknown>;
/** What is drawn over what; the number of the row where no column is said. */
export type Chosen = { x: string | null; y: string[] };

export const isNumber = (type: string) => /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL)/.test(type);
export const isTime = (type: string) => /^(TIMESTAMP|DATE)/.test(type);

// What CSV and JSON say of a time is a text.
const looksLikeTime = (cell: unknown) => typeof cell === 'string' && /^\d{4}-\d\d-\d\d([T ]\d\d:\d\d|$)/.test(cell);

/** The columns, with those of texts that are times as times. */
export const understood = (columns: readonly Column[], rows: readonly Row[]): Column[] => columns.map(c => {
  const some = c.type === 'VARCHAR' ? rows.slice(0, 20).map(r => r[c.name]).filter(v => v !== null && v !== '') : [];
  return some.length > 0 && some.every(looksLikeTime) ? { ...c, type: 'TIMESTAMP' } : c;
});

/** `x:y1,y2` from the address; `auto` is the first time, and the first numbers beside it. */
export function plotOf(text: string | null, columns: readonly Column[]): Chosen | undefined {
  if (!text) return undefined;
  const numbers = columns.filter(c => isNumber(c.type)).map(c => c.name);
  if (text === 'auto') {
    const time = columns.find(c => isTime(c.type))?.name;
    const x = time ?? (numbers.length > 1 ? numbers[0]! : null);
    return { x, y: numbers.filter(n => n !== x).slice(0, 3) };
  }
  const [x, y] = text.split(':', 2).map(decodeURIComponent);
  return { x: columns.some(c => c.name === x) ? x! : null, y: (y ?? '').split(',').map(decodeURIComponent).filter(n => numbers.includes(n)) };
}

export const textOf = ({ x, y }: Chosen) => `${encodeURIComponent(x ?? '')}:${encodeURIComponent(y.map(encodeURIComponent).join(','))}`;

/** A cell as a number for an axis: times in seconds. */
export function valueOf(cell: unknown, type: string): number | null {
  if (cell === null || cell === undefined) return null;
  if (!isTime(type)) { const n = Number(cell); return Number.isFinite(n) ? n : null; }
  const text = String(cell).replace(' ', 'T');
  const at = Date.parse(/[zZ]|[+-]\d\d(:?\d\d)?$/.test(text.slice(10)) ? text.replace(/([+-]\d\d)$/, '$1:00') : text.length > 10 ? `${text}Z` : text);
  return Number.isNaN(at) ? null : at / 1000;
}
