import 'uplot/dist/uPlot.min.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import type { Where } from '../../../parts/scope';
import { Fault } from '../../../parts/ui';
import { bare, say } from '../values';
import { coloursOf, useTheme } from './colours';
import { type Drawable, sayUnit } from './found';
import { type Period, useInForce } from './inforce';
import { Legend, type Told } from './Legend';
import { drawLimits, rangeOf } from './limits';
import { useInks } from './lines';
import { Filled, redraw, summary } from './redraw';
import { type Points, Series, stepOf } from './series';
import { below, left, right, thin } from './Strip';
import { axisTimes } from './times';
import type { Window } from './window';

const scales = ['a', 'b'];

/** Several parameters over one another: a line for each with the band from least to largest, a scale for each of two units. */
export function Together({ where, lines, units, labels, window: shown, edge, height, sync, isLast, off, toggle, drew }: {
  where: Where; lines: Drawable[]; units: string[]; labels?: ReadonlyMap<string, string>; window: Window; edge: () => number; height: number; sync: string; isLast: boolean;
  off: readonly string[]; toggle: (part: string) => void; drew?: (part: string, points: Points) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const told = useRef<Told>({ time: null, values: new Map() });
  const wake = useRef(() => {});
  const point = useRef((_?: string) => {});
  const [, setRound] = useState(0);
  const inks = useInks();
  const theme = useTheme();
  const parts = lines.map(l => l.part);
  const key = parts.join();
  const series = useMemo(() => parts.map(part => new Series(where, part, false, () => { wake.current(); setRound(r => r + 1); })), [where.mission, where.environment, key]);
  useEffect(() => () => series.forEach(s => s.end()), [series]);
  const inForce = useInForce(where, parts, () => wake.current());
  const visible = parts.filter(p => !off.includes(p)).join();

  useEffect(() => {
    const node = box.current!;
    const colours = coloursOf(node);
    const isShown = (i: number) => !off.includes(parts[i]!);
    const only = lines.filter((_, i) => isShown(i)).length === 1 ? lines.findIndex((_, i) => isShown(i)) : undefined;
    const sideOf = (i: number) => Math.max(0, units.indexOf(lines[i]!.about.unit ?? ''));
    const filled = new Filled();
    let [points, pointed]: [Points[], number | undefined] = [[], undefined];
    // Limits of several lines at once would say nothing: those of the one that is pointed at, or stands alone, are drawn.
    const limited = () => pointed ?? only;
    const periodsOf = (i: number): Period[] => inForce[i]!.of(filled.from, filled.to, lines[i]!.about.limits);

    const axis = { stroke: colours.dim, ticks: { show: false }, font: colours.font };
    const plot = new uPlot({
      width: node.clientWidth, height, padding: [20, units.length > 1 ? 0 : right(), 0, 0], legend: { show: false }, pxAlign: false,
      cursor: { sync: { key: sync }, drag: { x: false, y: false, setScale: false }, points: { show: false }, y: false },
      tzDate: t => uPlot.tzDate(new Date(t * 1000), 'Etc/UTC'),
      scales: {
        x: { time: true, auto: false, range: () => [shown.now.from / 1000, shown.now.to / 1000] },
        ...Object.fromEntries(units.map((_, side) => [scales[side]!, { range: (_: uPlot, min: number | null, max: number | null) => rangeOf(min, max, only !== undefined && sideOf(only) === side ? periodsOf(only) : []) }])),
      },
      axes: [
        { ...axis, grid: { stroke: colours.faint, width: 1 }, size: below(isLast), gap: 4, space: 90, values: isLast ? axisTimes : () => [] },
        ...units.map((_, side) => ({ ...axis, scale: scales[side]!, side: side === 0 ? 3 : 1, grid: { show: side === 0, stroke: colours.faint, width: 1 }, size: left(), gap: 6, space: 28, values: (_: uPlot, splits: number[]) => splits.map(say) })),
      ],
      series: [{}, ...lines.flatMap((_, i) => {
        const [scale, show, { colour, dash }] = [scales[sideOf(i)]!, isShown(i), inks[i % inks.length]!];
        return [
          { scale, show, stroke: colour, dash, width: thin(), spanGaps: false, points: { show: () => !!points[i]?.isSparse || (points[i]?.times.length ?? 0) < 3, size: 4, width: 1, stroke: colour, fill: colour } },
          { scale, show, points: { show: false } },
          { scale, show, points: { show: false } },
        ];
      })],
      bands: lines.map((_, i) => ({ series: [3 + 3 * i, 2 + 3 * i] as [number, number], fill: `${inks[i % inks.length]!.colour}33` })),
      hooks: {
        drawClear: [u => { const i = limited(); if (i !== undefined && isShown(i)) drawLimits(u, scales[sideOf(i)]!, periodsOf(i), colours); }],
        draw: [u => nameScales(u, units, colours)],
        setCursor: [u => tell(u)],
      },
    }, [[], ...lines.flatMap(() => [[], [], []])] as unknown as uPlot.AlignedData, node);

    function tell(u: uPlot) {
      const isOver = (u.cursor.left ?? -1) >= 0;
      const time = isOver ? u.posToVal(u.cursor.left!, 'x') : Infinity;
      if (told.current.time) told.current.time.textContent = isOver ? new Date(time * 1000).toISOString().slice(11, 23) : '';
      lines.forEach((l, i) => {
        const [label, at] = [told.current.values.get(l.part), nearest(points[i], time)];
        if (label) label.textContent = at === undefined ? '–' : say(points[i]!.mean[at]);
      });
    }

    point.current = part => {
      pointed = part === undefined ? undefined : parts.indexOf(part);
      lines.forEach((_, i) => { plot.series[1 + 3 * i]!.width = pointed === i ? 2 * thin() : thin(); });
      plot.redraw();
    };

    const draw = () => {
      const { from, to } = shown.now;
      const next = stepOf(to - from, plot.bbox.width / devicePixelRatio);
      series.forEach((s, i) => {
        if (!isShown(i)) return;
        s.want(from, to, next, edge());
        inForce[i]!.want(from, to, edge(), lines[i]!.about.limits);
      });
      if (filled.lacks(from, to, next, [...series, ...inForce].reduce((sum, s) => sum + s.changes, 0))) {
        points = series.map(s => s.points(filled.from, filled.to, next));
        plot.setData(joined(points), false);
        points.forEach((p, i) => drew?.(parts[i]!, p));
      }
      plot.batch(() => { plot.setScale('x', { min: from / 1000, max: to / 1000 }); });
      tell(plot);
      node.setAttribute('aria-label', `${lines.filter((_, i) => isShown(i)).map(l => l.part).join(', ') || 'no line'} from ${new Date(from).toISOString()} to ${new Date(to).toISOString()}${points.map((p, i) => isShown(i) ? `; ${bare(parts[i]!)} ${summary(p, from, to)}` : '').join('')}`);
    };
    const end = redraw(plot, node, height, shown, wake, draw);
    return () => { end(); point.current = () => {}; };
  }, [series, inForce, lines, height, theme, isLast, visible]);

  return (
    <div className="strip">
      <Legend lines={lines.map((l, i) => ({ part: l.part, label: labels?.get(l.part) ?? bare(l.part), unit: l.about.unit ?? '', side: units.length > 1 ? (units.indexOf(l.about.unit ?? '') === 0 ? 'left' : 'right') : undefined, ink: inks[i % inks.length]! }))}
        told={told.current} off={off} toggle={toggle} point={part => point.current(part)} isBusy={!shown.now.last && series.some(s => s.isBusy)} />
      <div ref={box} role="img" aria-label={key} />
      {series.map(s => s.fault && <Fault key={s.parameter} fault={s.fault} />)}
    </div>
  );
}

/** Lines with times of their own as columns of one table. Where one has nothing at a time of another its line goes on, and where it is broken it stays so. */
const joined = (points: Points[]) => uPlot.join(points.map(p => [p.times, p.mean, p.min, p.max] as unknown as uPlot.AlignedData));

/** The value at or before a time; the last one when it is later than all. */
function nearest(points: Points | undefined, time: number): number | undefined {
  if (!points || points.times.length === 0) return undefined;
  let [low, high] = [0, points.times.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (points.times[middle]! <= time) low = middle; else high = middle - 1;
  }
  return points.mean[low] == null ? undefined : low;
}

function nameScales(u: uPlot, units: string[], colours: ReturnType<typeof coloursOf>) {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.font = colours.font.replace(/^\d+/, size => String(Number(size) * devicePixelRatio));
  ctx.fillStyle = colours.dim;
  ctx.textBaseline = 'bottom';
  units.forEach((unit, side) => {
    ctx.textAlign = side === 0 ? 'right' : 'left';
    ctx.fillText(sayUnit(unit), side === 0 ? bbox.left - 6 * devicePixelRatio : bbox.left + bbox.width + 6 * devicePixelRatio, bbox.top - 5 * devicePixelRatio);
  });
  ctx.restore();
}
