import 'uplot/dist/uPlot.min.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import type { View } from '../../../api/client';
import { Fault } from '../../../parts/ui';
import { say } from '../values';
import { coloursOf, useTheme } from './colours';
import { type Period, useInForce } from './inforce';
import { drawLimits, rangeOf } from './limits';
import { axisTimes } from './times';
import { Filled, redraw, summary } from './redraw';
import { Series, stepOf, type Points } from './series';
import type { Where } from '../../../parts/scope';
import type { Window } from './window';

type Detail = View<'ParameterDetail'>;

/** The axes of all strips are as wide, so that their times stand above one another; the last time has room beside it. All of it grows with the letters. */
export const left = () => 4.5 * letter();
export const right = () => 2.8 * letter();
export const below = (isLast: boolean) => (isLast ? 2.7 : 0.6) * letter();

/** How thick a line is. */
export const thin = () => 0.1 * letter();

const letter = () => parseFloat(getComputedStyle(document.documentElement).fontSize);

/** One parameter over time: the band between least and largest of each pixel, the mean in it, and its limits. */
export function Strip({ where, about, part, window: shown, edge, height, sync, isLast, drew, beside = right() }: {
  where: Where; about: Detail; part: string; window: Window; edge: () => number; height: number; sync: string; isLast: boolean; drew?: (part: string, points: Points) => void; beside?: number;
}) {
  const box = useRef<HTMLDivElement>(null);
  const told = useRef<HTMLSpanElement>(null);
  const wake = useRef(() => {});
  const [, setRound] = useState(0);
  const theme = useTheme();
  const isRaw = about.kind === 'enumeration' || about.kind === 'boolean';
  const series = useMemo(() => new Series(where, part, isRaw, () => { wake.current(); setRound(r => r + 1); }), [where.mission, where.environment, part, isRaw]);
  useEffect(() => () => series.end(), [series]);
  const [inForce] = useInForce(where, [part], () => wake.current());

  useEffect(() => {
    // The page may have let go of it when the last time is told.
    const node = box.current!;
    const colours = coloursOf(node);
    const filled = new Filled();
    let [points, periods]: [Points | undefined, Period[]] = [undefined, []];

    const plot = new uPlot({
      width: node.clientWidth, height, padding: [6, beside, 0, 0], legend: { show: false }, pxAlign: false,
      cursor: { sync: { key: sync }, drag: { x: false, y: false, setScale: false }, points: { show: false }, y: false },
      tzDate: t => uPlot.tzDate(new Date(t * 1000), 'Etc/UTC'),
      scales: { x: { time: true, auto: false, range: () => [shown.now.from / 1000, shown.now.to / 1000] }, y: { range: (_, min, max) => isRaw && min != null && max != null ? [min - 0.5, max + 0.5] : rangeOf(min, max, periods) } },
      axes: [
        { stroke: colours.dim, grid: { stroke: colours.faint, width: 1 }, ticks: { show: false }, font: colours.font, size: below(isLast), gap: 4, space: 90, values: isLast ? axisTimes : () => [] },
        { stroke: colours.dim, grid: { stroke: colours.faint, width: 1 }, ticks: { show: false }, font: colours.font, size: left(), gap: 6, space: 28,
          values: (_, splits) => splits.map(v => isRaw ? (about.labels.find(l => l.value === v)?.label ?? (Number.isInteger(v) ? String(v) : '')).slice(0, 9) : say(v)), ...(isRaw ? { incrs: [1, 2, 5, 10, 100] } : {}) },
      ],
      series: [
        {},
        { stroke: colours.line, width: thin(), spanGaps: false, paths: isRaw ? uPlot.paths.stepped!({ align: 1 }) : undefined, points: { show: () => !!points?.isSparse || lonely(points), size: 4, width: 1, stroke: colours.line, fill: colours.line } },
        { stroke: undefined, points: { show: false } },
        { stroke: undefined, points: { show: false } },
      ],
      bands: [{ series: [3, 2], fill: colours.band }],
      hooks: {
        drawClear: [u => drawLimits(u, 'y', periods, colours)],
        setCursor: [u => tell(u)],
      },
    }, [[], [], [], []], node);

    function tell(u: uPlot) {
      const i = u.cursor.idx;
      const label = told.current;
      if (!label || !points) return;
      const at = i == null || (u.cursor.left ?? -1) < 0 ? points.times.length - 1 : i;
      const [time, least, largest, mean] = [points.times[at], points.min[at], points.max[at], points.mean[at]];
      label.textContent = time === undefined || mean == null ? '' : `${new Date(time * 1000).toISOString().slice(11, 23)}  ${nameOf(mean)}${least !== largest && !isRaw ? `  (${say(least)} to ${say(largest)})` : ''}`;
    }
    const nameOf = (v: number) => isRaw ? about.labels.find(l => l.value === v)?.label ?? say(v) : say(v);

    const draw = () => {
      const { from, to } = shown.now;
      const next = stepOf(to - from, plot.bbox.width / devicePixelRatio);
      series.want(from, to, next, edge());
      if (!isRaw) inForce!.want(from, to, edge(), about.limits);
      if (filled.lacks(from, to, next, series.changes + inForce!.changes)) {
        periods = isRaw ? [] : inForce!.of(filled.from, filled.to, about.limits);
        points = series.points(filled.from, filled.to, next);
        plot.setData([points.times, points.mean, points.min, points.max] as uPlot.AlignedData, false);
        drew?.(part, points);
      }
      plot.batch(() => { plot.setScale('x', { min: from / 1000, max: to / 1000 }); });
      tell(plot);
      node.setAttribute('aria-label', `${part} from ${new Date(from).toISOString()} to ${new Date(to).toISOString()}: ${summary(points, from, to)}`);
    };
    return redraw(plot, node, height, shown, wake, draw);
  }, [series, inForce, about, height, theme, isLast, beside]);

  return (
    <div className="strip">
      <p className="strip-head"><span>{part}{about.unit && <span className="dim"> {about.unit}</span>}</span><span className="mono" ref={told} />{series.isBusy && <span className="dim">…</span>}</p>
      <div ref={box} role="img" aria-label={part} />
      {series.fault && <Fault fault={series.fault} />}
    </div>
  );
}

/** Values with nothing on either side would not be seen as a line. */
const lonely = (points?: Points) => !!points && points.times.length < 3;
