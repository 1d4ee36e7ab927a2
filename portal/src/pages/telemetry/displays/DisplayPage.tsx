import { get, type View } from '../../../api/client';
import { useLoad } from '../../../parts/load';
import { ask, Link, to, usePlace } from '../../../parts/route';
import { isOf, type Where } from '../../../parts/scope';
import { Fault, Show, State, useNow } from '../../../parts/ui';
import { many } from '../../../parts/words';
import { Missed, namesOf } from '../Parameters';
import { useEdge } from '../plots/follow';
import { lastOf, sayLast } from '../plots/window';
import type { Live, Sample } from '../stream';
import { DisplayPlot } from './DisplayPlot';
import { useStaleness } from './stale';
import { ValueTable } from './ValueTable';

type Display = View<'DisplayView'>;

/** A page of parameters as the mission says it, with their values as they come. */
export default function DisplayPage({ where, name }: { where: Where; name: string }) {
  const display = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/telemetry/displays/{name}', { path: { ...where, name }, signal }), [where, name],
    e => isOf(where)(e) && (e.type.startsWith('gantry.delivery.') || e.type === 'gantry.telemetry.database_changed'));
  return <Show of={display}>{d => <Page where={where} display={d} />}</Show>;
}

const spans = ['1m', '10m', '1h', '6h', '1d'];

function Page({ where, display: d }: { where: Where; display: Display }) {
  const { query } = usePlace();
  const known = [...new Set(d.groups.flatMap(g => g.parameters).flatMap(p => p.parameter ?? []))];
  // One line brings all of it: a browser has few of them.
  const { edge, live } = useEdge(where, known);
  const stale = useStaleness(live);
  const now = useNow(1000);
  const off = namesOf(query.get('off'));
  const last = lastOf(query.get('last'));
  const toggle = (part: string) => ask({ off: (off.includes(part) ? off.filter(p => p !== part) : [...off, part]).join() });
  const hasPlots = d.groups.some(g => g.kind === 'plot');
  return (
    <>
      <div className="path">
        <Link href={to('telemetry', where.mission, where.environment, 'displays')}>All displays</Link>
        <h2>{d.title}</h2>
        {d.description && <span className="dim">{d.description}</span>}
        <span className="actions">
          <Sum display={d} live={live} isOld={s => stale.isStale(s, now)} />
          <Missed live={live} />
          {hasPlots && (
            <label className="inline">Plots show
              <select value={last ? sayLast(last) : ''} onChange={e => ask({ last: e.target.value })}>
                <option value="">what the display says</option>
                {[...new Set([...spans, ...(last ? [sayLast(last)] : [])])].map(s => <option key={s} value={s}>the last {s}</option>)}
              </select>
            </label>
          )}
        </span>
      </div>
      {live.fault && <Fault fault={live.fault} />}
      <div className={`display ${live.isLive || live.values.size === 0 ? '' : 'lost'}`}>
        {d.groups.map((g, i) => g.kind === 'plot'
          ? <DisplayPlot key={i} where={where} group={g} last={last ?? (g.lastSeconds ?? 600) * 1000} edge={edge} off={off} toggle={toggle} />
          : <ValueTable key={i} where={where} title={g.title} items={g.parameters} live={live} stale={stale} now={now} />)}
      </div>
    </>
  );
}

/** How all of it stands, in a few words. */
function Sum({ display, live, isOld }: { display: Display; live: Live; isOld: (sample: Sample) => boolean }) {
  const items = display.groups.flatMap(g => g.parameters);
  const missing = items.filter(p => !p.parameter).length;
  const samples = [...live.values.values()].filter(s => items.some(p => p.parameter && (s.parameter === p.parameter || s.parameter.startsWith(`${p.parameter}.`) || s.parameter.startsWith(`${p.parameter}[`))));
  const beyond = samples.filter(s => s.level).length;
  const old = samples.filter(isOld).length;
  return (
    <>
      {missing > 0 && <State of="attention" words={`${many(missing, 'parameter')} missing`} />}
      {beyond > 0 ? <State of="warning" words={`${many(beyond, 'value')} beyond limits`} /> : samples.length > 0 && <span>all within limits</span>}
      {old > 0 && <span className="dim">{many(old, 'value')} old</span>}
    </>
  );
}
