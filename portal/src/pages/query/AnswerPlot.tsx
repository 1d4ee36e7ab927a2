import { useMemo } from 'react';
import Plot, { type Data, lineColours, type Options, timeAxis, utcDate } from '../../parts/Plot';
import { ask } from '../../parts/route';
import { Empty } from '../../parts/ui';
import { type Chosen, type Column, isNumber, isTime, type Row, textOf, valueOf } from './columns';

/** Some columns of an answer over another one. */
export default function AnswerPlot({ rows, columns, chosen }: { rows: Row[]; columns: readonly Column[]; chosen: Chosen }) {
  const typeOf = (name: string) => columns.find(c => c.name === name)?.type ?? '';
  const key = textOf(chosen);
  const isInTime = !!chosen.x && isTime(typeOf(chosen.x));
  const data = useMemo(() => pointsOf(rows, chosen, typeOf), [rows, key]);
  const options = useMemo<Options>(() => ({
    scales: { x: { time: isInTime } },
    tzDate: utcDate,
    series: [{ label: chosen.x ?? 'row', value: (_, at) => at == null ? '–' : isInTime ? new Date(at * 1000).toISOString().slice(0, 19).replace('T', ' ') : String(at) }, ...chosen.y.map((name, i) => ({ label: name, stroke: lineColours[i % lineColours.length], width: 1.5, points: { show: rows.length <= 60 } }))],
    axes: [{ label: chosen.x ?? 'row', ...(isInTime ? timeAxis : {}) }, {}],
    cursor: { drag: { x: true, y: false } },
  }), [key, rows.length]);
  const put = (next: Chosen) => ask({ plot: textOf(next) });
  const numbers = columns.filter(c => isNumber(c.type));
  return (
    <div className="pad plotting">
      <div className="actions">
        <label className="inline">Over
          <select value={chosen.x ?? ''} onChange={e => put({ x: e.target.value || null, y: chosen.y.filter(y => y !== e.target.value) })}>
            <option value="">the row's number</option>
            {columns.filter(c => isNumber(c.type) || isTime(c.type)).map(c => <option key={c.name}>{c.name}</option>)}
          </select>
        </label>
        <fieldset className="inline">
          <legend className="unseen">Columns to draw</legend>
          {numbers.filter(c => c.name !== chosen.x).map(c => (
            <label key={c.name} className="inline"><input type="checkbox" checked={chosen.y.includes(c.name)} onChange={e => put({ ...chosen, y: e.target.checked ? [...chosen.y, c.name] : chosen.y.filter(y => y !== c.name) })} />{c.name}</label>
          ))}
        </fieldset>
      </div>
      {chosen.y.length === 0
        ? <Empty>{numbers.length === 0 ? 'No column of the answer holds numbers.' : 'Choose a column to draw.'}</Empty>
        : <Plot data={data} options={options} label={`${chosen.y.join(', ')} over ${chosen.x ?? "the row's number"}`} />}
    </div>
  );
}

function pointsOf(rows: Row[], { x, y }: Chosen, typeOf: (name: string) => string): Data {
  const points = rows.map((row, i) => [x ? valueOf(row[x], typeOf(x)) : i + 1, ...y.map(name => valueOf(row[name], typeOf(name)))] as (number | null)[])
    .filter(p => p[0] !== null).sort((a, b) => a[0]! - b[0]!);
  return [points.map(p => p[0]!), ...y.map((_, i) => points.map(p => p[i + 1] ?? null))] as Data;
}
