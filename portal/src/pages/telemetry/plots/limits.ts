import type uPlot from 'uplot';
import type { coloursOf } from './colours';
import type { Period } from './inforce';

/** A little room around the values; a limit that is close by is shown too. */
export function rangeOf(min: number | null, max: number | null, periods: Period[] = []): [number, number] {
  if (min == null || max == null || !Number.isFinite(min) || !Number.isFinite(max)) return [0, 1];
  const size = max - min || Math.abs(max) * 0.1 || 1;
  let [low, high] = [min - size * 0.08, max + size * 0.08];
  for (const bound of periods.flatMap(p => p.limits).flatMap(l => [l.min, l.max])) {
    if (bound == null) continue;
    if (bound < low && bound > low - size * 0.35) low = bound - size * 0.05;
    if (bound > high && bound < high + size * 0.35) high = bound + size * 0.05;
  }
  return [low, high];
}

/** Tints what is beyond the limits, for as long as each of them held. */
export function drawLimits(u: uPlot, scale: string, periods: Period[], colours: ReturnType<typeof coloursOf>) {
  const { ctx, bbox } = u;
  const [low, high] = [u.scales[scale]?.min, u.scales[scale]?.max];
  if (low == null || high == null) return;
  const at = (v: number) => u.valToPos(v, scale, true);
  for (const period of periods) {
    const [begin, end] = [u.valToPos(period.from / 1000, 'x', true), u.valToPos(period.to / 1000, 'x', true)];
    ctx.save();
    ctx.beginPath();
    ctx.rect(Math.max(begin, bbox.left), bbox.top, Math.min(end, bbox.left + bbox.width) - Math.max(begin, bbox.left), bbox.height);
    ctx.clip();
    for (const limit of period.limits) {
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
}
