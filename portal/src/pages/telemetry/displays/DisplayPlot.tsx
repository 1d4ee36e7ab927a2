import { useEffect, useMemo, useState } from 'react';
import type { View } from '../../../api/client';
import { useLoad } from '../../../parts/load';
import { Link } from '../../../parts/route';
import { isOf, type Where } from '../../../parts/scope';
import { Fault, Panel, Show, State } from '../../../parts/ui';
import { plotAt } from '../places';
import { useFollow } from '../plots/follow';
import { arrange, findOne, type Found } from '../plots/found';
import { left, right, Strip } from '../plots/Strip';
import { Together } from '../plots/Together';
import { sayLast, Window } from '../plots/window';

/** Some parameters over time, up to the newest value: over one another where two scales do. */
export function DisplayPlot({ where, group, last, edge, off, toggle }: {
  where: Where; group: View<'DisplayGroup'>; last: number; edge: () => number; off: string[]; toggle: (part: string) => void;
}) {
  const names = group.parameters.flatMap(p => p.parameter ? [p.parameter] : []);
  const missing = group.parameters.filter(p => !p.parameter);
  const labels = new Map(group.parameters.flatMap(p => p.parameter ? [[p.parameter, p.label ?? p.name] as const] : []));
  const found = useLoad(signal => Promise.all(names.map(name => findOne(where, name, signal))), [where, names], e => isOf(where)(e) && (e.type.startsWith('gantry.delivery.') || e.type.startsWith('gantry.telemetry.limits_')));
  const [shown] = useState(() => new Window({ from: edge() - last, to: edge(), last }));
  useEffect(() => { if (shown.now.last !== last) shown.follow(last, edge()); }, [last]);
  useFollow(shown, edge);
  const hidden = off.filter(o => names.includes(o));
  const more: Record<string, string> = { last: sayLast(last), ...(names.length > 1 && { together: 'yes' }), ...(hidden.length > 0 && { off: hidden.join() }) };
  return (
    <Panel className="wide" title={<>{group.title} <span className="dim">last {sayLast(last)}</span></>} tools={names.length > 0 && <Link href={plotAt(where, names.slice(0, 8), more)}>More of it</Link>}>
      {missing.map(p => <p key={p.name} className="pad"><State of="attention" words={`no database here has ${p.name}`} /></p>)}
      <Show of={found}>{all => <Drawn {...{ where, all, shown, edge, off, toggle, labels }} />}</Show>
    </Panel>
  );
}

function Drawn({ where, all, shown, edge, off, toggle, labels }: { where: Where; all: Found[]; shown: Window; edge: () => number; off: string[]; toggle: (part: string) => void; labels: ReadonlyMap<string, string> }) {
  const { units, together, apart, why } = useMemo(() => arrange(all), [all]);
  const height = Math.max(150, Math.min(420, innerHeight * 0.27));
  const sync = `${where.mission}/${where.environment}`;
  const drawn = [...together, ...apart].map(f => f.part);
  return (
    <div className="strips still">
      {all.map(f => f.fault ? <Fault key={f.part} fault={f.fault} /> : drawn.includes(f.part) ? null : <p key={f.part} className="pad dim">{f.part} is {f.about?.kind === 'text' ? 'a text' : `a ${f.about?.kind}`}: it has no numbers to draw.</p>)}
      {why && <p className="pad dim">{why}</p>}
      {together.length > 0 && <Together {...{ where, units, labels, edge, height, sync, off, toggle }} lines={together} window={shown} isLast={apart.length === 0} />}
      {apart.map((f, i) => <Strip key={f.part} where={where} about={f.about} part={f.part} window={shown} edge={edge} height={together.length > 0 ? 110 : height} sync={sync} isLast={i === apart.length - 1} beside={units.length > 1 ? left() : right()} />)}
    </div>
  );
}
