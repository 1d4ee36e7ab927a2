import type uPlot from 'uplot';

/** Times in UTC, as fine as the axis; the day stands where it changes, and at the first one. */
export function axisTimes(_: uPlot, splits: number[], __: number, ___: number, apart: number): string[] {
  let day = '';
  return splits.map(t => {
    const text = new Date(Math.round(t * 1000)).toISOString();
    const date = text.slice(0, 10);
    if (apart >= 86_400) return date;
    const time = apart >= 60 ? text.slice(11, 16) : apart >= 1 ? text.slice(11, 19) : text.slice(11, 23);
    const isNew = date !== day;
    day = date;
    return isNew ? `${time}\n${date}` : time;
  });
}
