/** A place on the globe: longitude and latitude in degrees. */
export type Point = [number, number];

const round = (n: number) => Math.round(n * 1000) / 1000;

/** Corners of an area from the address, `lon lat,lon lat,…`; none when that is no area. */
export function areaOf(text: string | null): Point[] {
  const points = (text ?? '').split(',').map(p => p.trim().split(/\s+/).map(Number) as Point);
  return points.length >= 3 && points.every(p => p.length === 2 && Math.abs(p[0]) <= 180 && Math.abs(p[1]) <= 90) ? points : [];
}

export const textOf = (area: readonly Point[]) => area.map(([x, y]) => `${round(x)} ${round(y)}`).join(',');

/** West, south, east, north; a west that is east of the east goes over the antimeridian. */
export function boxOf(west: number, south: number, east: number, north: number): Point[] {
  const width = east >= west ? east - west : east + 360 - west;
  // An edge goes the short way round, so a long one has places in between.
  const parts = Math.max(1, Math.ceil(width / 90));
  const along = Array.from({ length: parts + 1 }, (_, i) => { const x = west + (width * i) / parts; return x > 180 ? x - 360 : x; });
  return [...along.map(x => [x, south] as Point), ...along.reverse().map(x => [x, north] as Point)];
}

/** The same as a term of $filter, with the ring closed and against the clock. */
export function areaFilter(area: readonly Point[]): string {
  const ring = turns(area) < 0 ? [...area].reverse() : area;
  const corners = [...ring, ring[0]!].map(([x, y]) => `${round(x)} ${round(y)}`).join(',');
  return `OData.CSC.Intersects(area=geography'SRID=4326;POLYGON((${corners}))')`;
}

const turns = (ring: readonly Point[]) => unwrapped(ring).reduce((sum, [x, y], i, all) => { const [u, v] = all[(i + 1) % all.length]!; return sum + (x * v - u * y); }, 0);

/** The same ring without a jump at the antimeridian: longitudes beyond 180 go on. */
export function unwrapped(ring: readonly Point[]): Point[] {
  let [before, shift] = [ring[0]?.[0] ?? 0, 0];
  return ring.map(([x, y]) => {
    if (x - before > 180) shift -= 360; else if (before - x > 180) shift += 360;
    before = x;
    return [x + shift, y] as Point;
  });
}

/** The rings, lines and points of a footprint in WKT; what is none gives none. */
export function shapesOf(wkt: string | null | undefined): Point[][] {
  const shapes: Point[][] = [];
  for (const group of wkt?.matchAll(/\(([^()]+)\)/g) ?? []) {
    const points = group[1]!.split(',').map(p => p.trim().split(/\s+/).slice(0, 2).map(Number) as Point);
    if (points.every(p => p.length === 2 && p.every(Number.isFinite))) shapes.push(points);
  }
  return shapes;
}
