import 'uplot/dist/uPlot.min.css';
import { useEffect, useMemo, useRef, useState } from 'react';
import uPlot from 'uplot';
import type { View } from '../../../api/client';
import { Fault } from '../../../parts/ui';
import { say } from '../values';
import { coloursOf, useTheme } from './colours';
import { axisTimes } from './times';
import { Series, stepOf, type Points } from './series';
import type { Where } from '../../../parts/scope';
import type { Window } from './window';

type Detail = View<'ParameterDetail'>;

const left = 64; // The axes of all strips are as wide, so that their times stand above one another.

/** One parameter over time: the band between least and largest of each pixel, the mean in it, and its limits. */
export function Strip({ where, about, part, window: shown, edge, height, sync, isLast, drew }: {
  where: Where; about: Detail; part: string; window: Window; edge: () => number; height: number; sync: string; isLast: boolean; drew?: (part: string, points: Points) => void;
}) {
  const box = useRef<HTMLDivElement>(null);
  const told = useRef<HTMLSpanElement>(null);
  const wake = useRef(() => {});
  const [, setRound] = useState(0);
  const theme = useTheme();
  const isRaw = about.kind === 'enumeration' || about.kind === 'boolean';
  const series = useMemo(() => new Series(where, part, isRaw, () => { wake.current(); setRound(r => r + 1); }), [where.mission, where.environment, part, isRaw]);
  useEffect(() => () => series.end(), [series]);

  useEffect(() => {
    // The page may have let go of it when the last time is told.
    const node = box.current!;
    const colours = coloursOf(node);
    const limits = about.limits.filter(l => !l.when && (l.min != null || l.max != null) && !isRaw);
    let [built, changes, step, points]: [[number, number], number, number, Points | undefined] = [[0, 0], -1, 0, undefined];

    const plot = new uPlot({
      width: node.clientWidth, height, padding: [6, 12, 0, 0], legend: { show: false }, pxAlign: false,
      cursor: { sync: { key: sync }, drag: { x: false, y: false, setScale: false }, points: { show: false }, y: false },
      tzDate: t => uPlot.tzDate(new Date(t * 1000), 'Etc/UTC'),
      scales: { x: { time: true, auto: false, range: () => [shown.now.from / 1000, shown.now.to / 1000] }, y: { range: (_, min, max) => rangeOf(min, max, limits, isRaw) } },
      axes: [
        { stroke: colours.dim, grid: { stroke: colours.faint, width: 1 }, ticks: { show: false }, font: colours.font, size: isLast ? 38 : 8, gap: 4, space: 90, values: isLast ? axisTimes : () => [] },
        { stroke: colours.dim, grid: { stroke: colours.faint, width: 1 }, ticks: { show: false }, font: colours.font, size: left, gap: 6, space: 28,
          values: (_, splits) => splits.map(v => isRaw ? (about.labels.find(l => l.value === v)?.label ?? (Number.isInteger(v) ? String(v) : '')).slice(0, 9) : say(v)), ...(isRaw ? { incrs: [1, 2, 5, 10, 100] } : {}) },
      ],
      series: [
        {},
        { stroke: colours.line, width: 1.25, spanGaps: false, paths: isRaw ? uPlot.paths.stepped!({ align: 1 }) : undefined, points: { show: () => !!points?.isSparse || lonely(points), size: 4, width: 1, stroke: colours.line, fill: colours.line } },
        { stroke: undefined, points: { show: false } },
        { stroke: undefined, points: { show: false } },
      ],
      bands: [{ series: [3, 2], fill: colours.band }],
      hooks: {
        drawClear: [u => drawLimits(u, limits, colours)],
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
      const span = to - from;
      if (next !== step || series.changes !== changes || from < built[0] || to > built[1]) {
        [step, changes, built] = [next, series.changes, [from - span / 2, to + span / 2]];
        points = series.points(built[0], built[1], step);
        plot.setData([points.times, points.mean, points.min, points.max] as uPlot.AlignedData, false);
        drew?.(part, points);
      }
      plot.batch(() => { plot.setScale('x', { min: from / 1000, max: to / 1000 }); });
      tell(plot);
      node.setAttribute('aria-label', `${part} from ${new Date(from).toISOString()} to ${new Date(to).toISOString()}${summary(points, from, to)}`);
    };
    let frame = 0;
    wake.current = () => { frame ||= requestAnimationFrame(() => { frame = 0; draw(); }); };
    const unwatch = shown.watch(draw);
    const sized = new ResizeObserver(() => { plot.setSize({ width: node.clientWidth, height }); wake.current(); });
    sized.observe(node);
    draw();
    return () => { unwatch(); sized.disconnect(); cancelAnimationFrame(frame); wake.current = () => {}; plot.destroy(); };
  }, [series, about, height, theme, isLast]);

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

function summary(points: Points | undefined, from: number, to: number) {
  let [least, largest, count] = [Infinity, -Infinity, 0];
  points?.times.forEach((t, i) => {
    if (t * 1000 < from || t * 1000 > to || points.min[i] == null) return;
    [least, largest, count] = [Math.min(least, points.min[i]!), Math.max(largest, points.max[i]!), count + 1];
  });
  return count === 0 ? ': nothing' : `: least ${say(least)}, largest ${say(largest)}`;
}

type Limit = Detail['limits'][number];

/** A little room around the values; a limit that is close by is shown too. */
function rangeOf(min: number | null, max: number | null, limits: Limit[], isRaw: boolean): [number, number] {
  if (min == null || max == null || !Number.isFinite(min) || !Number.isFinite(max)) return [0, 1];
  if (isRaw) return [min - 0.5, max + 0.5];
  const size = max - min || Math.abs(max) * 0.1 || 1;
  let [low, high] = [min - size * 0.08, max + size * 0.08];
  for (const bound of limits.flatMap(l => [l.min, l.max])) {
    if (bound == null) continue;
    if (bound < low && bound > low - size * 0.35) low = bound - size * 0.05;
    if (bound > high && bound < high + size * 0.35) high = bound + size * 0.05;
  }
  return [low, high];
}

function drawLimits(u: uPlot, limits: Limit[], colours: ReturnType<typeof coloursOf>) {
  const { ctx, bbox } = u;
  const [low, high] = [u.scales['y']!.min!, u.scales['y']!.max!];
  if (low == null || high == null) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  const at = (v: number) => u.valToPos(v, 'y', true);
  for (const limit of limits) {
    const colour = colours.level(limit.level);
    const areas = limit.isInside ? [[limit.min ?? low, limit.max ?? high]] : [[low, limit.min ?? low], [limit.max ?? high, high]];
    for (const [a, b] of areas) {
      if (b! <= a! || b! <= low || a! >= high) continue;
      ctx.fillStyle = colour.area;
      ctx.fillRect(bbox.left, at(Math.min(b!, high)), bbox.width, at(Math.max(a!, low)) - at(Math.min(b!, high)));
    }
    ctx.strokeStyle = colour.line;
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([4 * devicePixelRatio, 3 * devicePixelRatio]);
    for (const bound of [limit.min, limit.max]) {
      if (bound == null || bound < low || bound > high) continue;
      ctx.beginPath();
      ctx.moveTo(bbox.left, at(bound));
      ctx.lineTo(bbox.left + bbox.width, at(bound));
      ctx.stroke();
    }
  }
  ctx.restore();
}
