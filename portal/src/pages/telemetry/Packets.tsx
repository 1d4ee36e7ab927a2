import { useEffect, useState } from 'react';
import { all, get, type View } from '../../api/client';
import { useEntries } from '../../parts/live';
import { useLoad } from '../../parts/load';
import { usePages } from '../../parts/pages';
import { ask, usePlace } from '../../parts/route';
import { Rows } from '../../parts/Rows';
import type { Where } from '../../parts/scope';
import { Empty, Fault, Panel, Show, State, Time } from '../../parts/ui';
import { useBeat } from '../../parts/beat';
import { PacketView } from './PacketView';
import { bare } from './values';

type Line = View<'PacketLine'>;

const root = '/api/v1/missions/{mission}/environments/{environment}/telemetry/channels';

/** Packets as they came, and one of them bit by bit. */
export function Packets({ where }: { where: Where }) {
  const { query } = usePlace();
  const channels = useLoad(signal => all(after => get(root, { path: where, query: { after, limit: 500 }, signal })), [where]);
  return (
    <Show of={channels}>
      {items => items.length === 0 ? <Empty>No channel is declared here, so no packet ever came. <code>telemetry/channels.yaml</code> declares them.</Empty>
        : <OfChannel key={query.get('channel')} where={where} channels={items.map(c => c.name)} channel={query.get('channel') ?? items[0]!.name} />}
    </Show>
  );
}

function OfChannel({ where, channels, channel }: { where: Where; channels: string[]; channel: string }) {
  const { query } = usePlace();
  const container = query.get('container') ?? undefined;
  const to = query.get('to') ?? undefined;
  const chosen = query.get('packet');
  const packets = usePages<Line>((after, signal) => get(`${root}/{name}/packets`, { path: { ...where, name: channel }, query: { container, to, after, limit: 200 }, signal }), [where, channel, container, to]);
  const isStill = !!to || query.get('live') === 'no' || chosen !== null;
  const [wasPushed, setPushed] = useState(false);
  useEntries(entries => { if (entries.length === 0 && !isStill) packets.again(); });
  useEffect(() => setPushed(packets.items.length > 200), [packets.items.length]);
  // Whoever reads one, or scrolled down, is left in peace.
  useBeat(!isStill && !wasPushed, packets.again);
  return (
    <>
      <Panel title="Packets" tools={<>
        {isStill || wasPushed ? <button onClick={() => { ask({ live: null, to: null, packet: null }); packets.again(); }}>Go on live</button> : <button onClick={() => ask({ live: 'no' })}>Hold still</button>}
      </>}>
        <form className="search" key={`${to} ${container}`} onSubmit={e => {
          e.preventDefault();
          const values = new FormData(e.currentTarget);
          ask({ container: String(values.get('container')).trim(), to: String(values.get('to')).trim().replace(' ', 'T'), packet: null }, false);
        }}>
          <label>Channel<select value={channel} onChange={e => ask({ channel: e.target.value, packet: null, container: null }, false)}>{channels.map(c => <option key={c}>{c}</option>)}</select></label>
          <label className="grow">Container, by its whole name<input name="container" defaultValue={container ?? ''} placeholder="all" /></label>
          <label>Made before (UTC)<input name="to" className="mono" size={19} defaultValue={to?.replace('T', ' ') ?? ''} placeholder="now" pattern="\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?Z?)?" title="A time such as 2026-11-21 09:00" /></label>
          <button className="primary">Show</button>
        </form>
        {packets.fault && <Fault fault={packets.fault} again={packets.again} />}
        {packets.isReady && packets.items.length === 0 && !packets.fault ? <Empty>{container || to ? 'No packet is like this.' : 'No packet came yet. They appear here as they come.'}</Empty> : (
          <Rows label="Packets" items={packets.items} keyOf={p => String(p.number)} more={packets.more} isMore={packets.isMore} height={chosen ? '9rem' : 'calc(100vh - 18rem)'} open={p => ask({ packet: String(p.number) })}
            columns="7rem 15rem minmax(10rem,1fr) 4rem 5rem 5rem 9rem" heads={['Number', 'Made, UTC', 'Container', 'APID', 'Count', 'Octets', 'State']}
            render={p => <>
              <span role="cell"><button className="quiet mono" aria-pressed={chosen === String(p.number)} aria-label={`Packet ${p.number}`} onClick={() => ask({ packet: String(p.number) })}>{p.number}</button></span>
              <span role="cell" className="mono" title={`received ${p.received}`}><Time at={p.at} />{millis(p.at)}</span>
              <span role="cell" title={p.container ?? ''}>{p.container ? <button className="quiet" title={`Only ${p.container}`} onClick={() => ask({ container: p.container }, false)}>{bare(p.container)}</button> : <span className="dim">none</span>}</span>
              <span role="cell" className="mono">{p.apid}</span><span role="cell" className="mono">{p.count}</span><span role="cell" className="mono">{p.octets}</span>
              <span role="cell" title={p.reason ?? ''}>{p.status !== 'good' ? <State of="attention" words={words[p.status] ?? p.status} /> : p.isChecked === false ? <State of="attention" words="check failed" /> : <span className="dim">good</span>}</span>
            </>} />
        )}
      </Panel>
      {chosen && <One key={`${channel} ${chosen}`} where={where} channel={channel} number={chosen} />}
    </>
  );
}

const words: Record<string, string> = { unidentified: 'not identified', tooshort: 'too short', badsize: 'bad size', undecodable: 'undecodable', toomuch: 'too many values' };
const millis = (at: string) => <span className="dim">{/\.(\d{1,3})/.exec(at)?.[0] ?? '.000'}</span>;

function One({ where, channel, number }: { where: Where; channel: string; number: string }) {
  const packet = useLoad(signal => get(`${root}/{name}/packets/{number}`, { path: { ...where, name: channel, number }, signal }), [where, channel, number]);
  return <Show of={packet}>{p => <PacketView where={where} channel={channel} of={p} />}</Show>;
}
