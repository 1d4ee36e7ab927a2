import { useMemo, useState } from 'react';
import { get, type View } from '../../api/client';
import { useLoad } from '../../parts/load';
import { usePages } from '../../parts/pages';
import { ask, go, Link, usePlace } from '../../parts/route';
import { Rows } from '../../parts/Rows';
import { isOf, type Where } from '../../parts/scope';
import { Empty, Fault, Panel } from '../../parts/ui';
import { many } from '../../parts/words';
import { parameterAt, plotAt } from './places';
import { type Live, useValues } from './stream';
import { drawn, Judgement, Name, SampleAge, say } from './values';

type Parameter = View<'TelemetryParameter'>;

const address = '/api/v1/missions/{mission}/environments/{environment}/telemetry/parameters';

/** Parameters by name, alias or description, with their values as they come; those somebody pinned stay on top. */
export function Parameters({ where }: { where: Where }) {
  const { query } = usePlace();
  const search = query.get('search') ?? '';
  const pinned = useMemo(() => namesOf(query.get('pin')), [query.get('pin')]);
  const [seen, setSeen] = useState<Parameter[]>([]);
  const found = usePages<Parameter>((after, signal) => get(address, { path: where, query: { search, after, limit: 200 }, signal }), [where, search]);
  const top = useLoad(async signal => Promise.all(pinned.map(async name => (await get(address, { path: where, query: { search: name, limit: 10 }, signal })).items.find(p => p.name === name) ?? { name, kind: 'unknown', channels: [] } as Parameter)), [where, pinned], e => isOf(where)(e) && e.type.startsWith('gantry.delivery.'));
  const live = useValues(where, [...pinned, ...seen.map(p => p.name)]);
  const pin = (name: string) => ask({ pin: (pinned.includes(name) ? pinned.filter(p => p !== name) : [...pinned, name]).join() });
  const table = { where, live, pinned, pin };
  return (
    <>
      {pinned.length > 0 && (
        <Panel title="Pinned" tools={<>
          <Missed live={live} />
          <Link href={plotAt(where, (top.value ?? []).filter(p => drawn(p.kind)).map(p => p.name).slice(0, 8))}>Plot them</Link>
          <button className="plain" onClick={() => ask({ pin: null })}>Unpin all</button>
        </>}>
          <Table {...table} label="Pinned parameters" items={top.value ?? []} height="16rem" />
        </Panel>
      )}
      <Panel title="Parameters" tools={pinned.length === 0 && <Missed live={live} />}>
        <form className="search" role="search" key={search} onSubmit={e => { e.preventDefault(); ask({ search: String(new FormData(e.currentTarget).get('search')).trim() }, false); }}>
          <label className="grow">Name, alias or description; a star stands for any letters<input type="search" name="search" defaultValue={search} placeholder="BATT*" /></label>
          <button className="primary">Search</button>
        </form>
        {found.fault && <Fault fault={found.fault} again={found.again} />}
        {live.fault && <Fault fault={live.fault} />}
        {found.isReady && found.items.length === 0 && !found.fault
          ? <Empty>{search ? <p>No parameter is called so. <button className="plain" onClick={() => ask({ search: null }, false)}>Show them all</button></p> : <p>The databases of this environment have no parameters.</p>}</Empty>
          : <Table {...table} label="Parameters" items={found.items} more={found.more} isMore={found.isMore} seen={setSeen} height={`max(16rem, calc(100vh - ${17 + (pinned.length > 0 ? 6.5 + Math.min(16, pinned.length * 2) : 0)}rem))`} />}
      </Panel>
    </>
  );
}

function Table({ where, live, pinned, pin, ...rows }: {
  where: Where; live: Live; pinned: string[]; pin: (name: string) => void; label: string; items: Parameter[]; height: string; more?: () => void; isMore?: boolean; seen?: (items: Parameter[]) => void;
}) {
  return (
    <div className={live.isLive || live.values.size === 0 ? '' : 'old'}>
      <Rows {...rows} keyOf={p => p.name} open={p => go(parameterAt(where, p.name))} columns="2rem minmax(13rem,22rem) 9rem 4rem 8rem 8rem 4.5rem minmax(6rem,1fr)"
        heads={['Pin', 'Parameter', 'Value', 'Unit', 'Raw', 'Limits', 'Age', 'What it is']}
        render={p => {
          const sample = live.values.get(p.name);
          const parts = sample ? 0 : partsOf(live, p.name);
          return (
            <>
              <span role="cell"><button className="quiet pin" aria-pressed={pinned.includes(p.name)} aria-label={`Pin ${p.name}`} title={pinned.includes(p.name) ? 'Unpin' : 'Pin: it stays on top, and in the address'} onClick={() => pin(p.name)}>{pinned.includes(p.name) ? '●' : '○'}</button></span>
              <span role="cell" title={p.name}><Link href={parameterAt(where, p.name)}><Name of={p.name} /></Link></span>
              <span role="cell" className="mono value" title={say(sample?.value)}>{parts > 0 ? <span className="dim">{many(parts, 'part')}</span> : sample ? say(sample.value) : <span className="dim">–</span>}</span>
              <span role="cell" className="dim">{p.unit}</span>
              <span role="cell" className="mono dim" title={say(sample?.raw)}>{sample && say(sample.raw)}</span>
              <span role="cell"><Judgement sample={sample} /></span>
              <span role="cell"><SampleAge sample={sample} /></span>
              <span role="cell" className="dim" title={p.about ?? ''}>{p.about}</span>
            </>
          );
        }} />
    </div>
  );
}

/** What was left out, because there was something newer before it could be shown. */
export function Missed({ live }: { live: Live }) {
  if (live.values.size === 0) return null;
  return (
    <span className="dim" role="status" title="A value that a newer one follows at once is not shown. It is kept all the same: plots, packets and exports have every one.">
      {live.isLive ? 'live' : 'not connected; last known values'}{live.missed > 0 && `, ${many(live.missed, 'value')} left out`}
    </span>
  );
}

function partsOf(live: Live, name: string) {
  let count = 0;
  for (const key of live.values.keys()) if (key.startsWith(`${name}.`) || key.startsWith(`${name}[`)) count++;
  return count;
}

export const namesOf = (list: string | null) => (list ?? '').split(',').map(n => n.trim()).filter(Boolean);
