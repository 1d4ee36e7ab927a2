import type { Where } from '../../../parts/scope';
import type { Points } from './series';
import type { Shown } from './window';

/** What is seen as a file: for each parameter and pixel its time, its least, mean and largest value. */
export function saveCsv(where: Where, parts: string[], drew: ReadonlyMap<string, Points>, { from, to }: Shown) {
  const lines = ['parameter,time,min,mean,max'];
  for (const part of parts) {
    const points = drew.get(part);
    points?.times.forEach((t, i) => {
      // A gap is no line.
      if (t * 1000 >= from && t * 1000 < to && points.mean[i] != null) lines.push([quoted(part), new Date(t * 1000).toISOString(), points.min[i], points.mean[i], points.max[i]].join());
    });
  }
  const file = URL.createObjectURL(new Blob([lines.join('\r\n') + '\r\n'], { type: 'text/csv' }));
  const link = document.createElement('a');
  link.href = file;
  link.download = `${where.mission}-${where.environment}-${new Date(from).toISOString().slice(0, 19).replaceAll(':', '')}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(file), 10_000);
}

const quoted = (text: string) => /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
