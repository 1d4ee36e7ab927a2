import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import type { View } from '../../../api/client';
import { ask, Link, to } from '../../../parts/route';
import type { Where } from '../../../parts/scope';
import { areaOf, boxOf, type Point, shapesOf, textOf, unwrapped } from './ground';
import land from './land.json';

const meridians = Array.from({ length: 11 }, (_, i) => (i - 5) * 30);
const parallels = [-60, -30, 0, 30, 60];
const mostShown = 500;

const path = (ring: readonly Point[], isClosed = true) => ring.map(([x, y], i) => `${i ? 'L' : 'M'}${x},${-y}`).join('') + (isClosed ? 'Z' : '');
const degrees = (n: number, plus: string, minus: string) => `${Math.abs(Math.round(n))}°${n > 0 ? plus : n < 0 ? minus : ''}`;

/** The whole globe, the ground that the listed products show, and the area that is looked for: drawn, or written. */
export default function WorldMap({ where, products, text }: { where: Where; products: View<'ProductView'>[]; text: string | null }) {
  const svg = useRef<SVGSVGElement>(null);
  const [drag, setDrag] = useState<{ from: Point; to: Point }>();
  const [corners, setCorners] = useState<Point[]>();
  const area = areaOf(text);
  const shown = products.filter(p => p.footprint).slice(0, mostShown);
  const at = (e: PointerEvent): Point => {
    const box = svg.current!.getBoundingClientRect();
    return [Math.max(-180, Math.min(180, ((e.clientX - box.left) / box.width) * 360 - 180)), Math.max(-90, Math.min(90, 90 - ((e.clientY - box.top) / box.height) * 180))];
  };
  const search = (points: readonly Point[]) => ask({ area: points.length >= 3 ? textOf(points) : null }, false);
  const down = (e: PointerEvent) => {
    if (e.button !== 0) return;
    if (corners) { setCorners([...corners, at(e)]); return; }
    svg.current!.setPointerCapture(e.pointerId);
    setDrag({ from: at(e), to: at(e) });
  };
  const up = () => {
    if (drag && Math.abs(drag.to[0] - drag.from[0]) > 1 && Math.abs(drag.to[1] - drag.from[1]) > 1) search(boxBetween(drag.from, drag.to));
    setDrag(undefined);
  };
  const press = (e: KeyboardEvent) => { if (e.key === 'Escape') { setDrag(undefined); setCorners(undefined); } };
  const drawn = drag ? boxBetween(drag.from, drag.to) : corners ?? area;
  return (
    <div className="world" onKeyDown={press}>
      <svg ref={svg} viewBox="-180 -90 360 180" className={corners ? 'corners' : ''} role="group" aria-label={`A map with the ground of ${shown.length} products`} onPointerDown={down} onPointerMove={e => drag && setDrag({ ...drag, to: at(e) })} onPointerUp={up} onDoubleClick={() => { if (corners && corners.length >= 3) { search(corners.slice(0, -1)); setCorners(undefined); } }}>
        <path className="land" d={land.outline} transform="scale(0.1)" />
        {meridians.map(x => <line key={x} className={x === 0 ? 'zero' : ''} x1={x} x2={x} y1={-90} y2={90} />)}
        {parallels.map(y => <line key={y} className={y === 0 ? 'zero' : ''} x1={-180} x2={180} y1={-y} y2={-y} />)}
        {meridians.filter(x => x % 60 === 0).map(x => <text key={x} x={x + 1} y={89}>{degrees(x, 'E', 'W')}</text>)}
        {parallels.map(y => <text key={y} x={-179} y={-y - 1}>{degrees(y, 'N', 'S')}</text>)}
        {shown.map(p => (
          <Link key={p.id} href={to('products', where.mission, where.environment, p.name)} aria-label={p.name} onPointerDown={e => e.stopPropagation()}>
            <title>{p.name}</title>
            {shapesOf(p.footprint).map((s, i) => <Shape key={i} points={s} />)}
          </Link>
        ))}
        {drawn.length > 0 && copies(unwrapped(drawn)).map((ring, i) => <path key={i} className="area" d={path(ring, !corners)} />)}
      </svg>
      <div className="actions">
        {corners
          ? <><span className="dim">Press for each corner. {corners.length >= 3 ? 'A double press closes it.' : ''}</span><button disabled={corners.length < 3} onClick={() => { search(corners); setCorners(undefined); }}>Search in it</button><button onClick={() => setCorners(undefined)}>Leave it</button></>
          : <><Box area={area} search={search} /><button type="button" onClick={() => setCorners([])}>Draw corners</button></>}
        {area.length > 0 && !corners && <button onClick={() => ask({ area: null }, false)}>Anywhere</button>}
        <span className="dim">{products.length > 0 ? `${shown.length} of the ${products.length} listed products say what ground they show.` : ''} Land: Natural Earth.</span>
      </div>
    </div>
  );
}

const boxBetween = (a: Point, b: Point) => boxOf(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]));

// What goes over the antimeridian is drawn at both of the map's ends.
const copies = (ring: readonly Point[]) => [0, ...(ring.some(p => p[0] > 180) ? [-360] : []), ...(ring.some(p => p[0] < -180) ? [360] : [])].map(by => ring.map(([x, y]) => [x + by, y] as Point));

function Shape({ points }: { points: Point[] }) {
  if (points.length === 1) return <circle className="ground" cx={points[0]![0]} cy={-points[0]![1]} r={1.2} />;
  return copies(unwrapped(points)).map((ring, i) => <path key={i} className="ground" d={path(ring, points.length > 2)} />);
}

/** The same by keyboard: the four sides of a box. */
function Box({ area, search }: { area: readonly Point[]; search: (points: readonly Point[]) => void }) {
  const form = useRef<HTMLFormElement>(null);
  const [xs, ys] = [area.map(p => p[0]), area.map(p => p[1])];
  const submit = () => {
    const values = new FormData(form.current!);
    const [west, south, east, north] = ['west', 'south', 'east', 'north'].map(n => Number(values.get(n))) as [number, number, number, number];
    search(boxOf(west, Math.min(south, north), east, Math.max(south, north)));
  };
  const side = (name: string, most: number, value: number | undefined) => (
    <label className="inline">{name}<input name={name.toLowerCase()} type="number" step="any" min={-most} max={most} required defaultValue={value === undefined || !Number.isFinite(value) ? '' : Math.round(value * 100) / 100} /></label>
  );
  return (
    <form ref={form} key={textOf(area)} className="actions" aria-label="An area by its sides, in degrees" onSubmit={e => { e.preventDefault(); submit(); }}>
      {side('West', 180, area.length ? Math.min(...xs) : undefined)}{side('South', 90, area.length ? Math.min(...ys) : undefined)}{side('East', 180, area.length ? Math.max(...xs) : undefined)}{side('North', 90, area.length ? Math.max(...ys) : undefined)}
      <button>Search there</button>
    </form>
  );
}
