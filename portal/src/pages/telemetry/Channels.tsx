import { all, get, type View } from '../../api/client';
import { useLoad, type Loaded } from '../../parts/load';
import { Link, to } from '../../parts/route';
import { isOf, type Where } from '../../parts/scope';
import { Age, Empty, Panel, Show, State, Time } from '../../parts/ui';
import { bytes, count, many, short } from '../../parts/words';
import { useBeat } from '../../parts/beat';
import { Flows } from './Flows';
import { channelAt, databaseAt, packetsAt } from './places';
import { useRate } from './rate';

type Channel = View<'ChannelView'>;

const root = '/api/v1/missions/{mission}/environments/{environment}/telemetry';
const ofChannels = (where: Where) => (e: Parameters<ReturnType<typeof isOf>>[0] & { type: string }) => isOf(where)(e) && e.type.startsWith('gantry.telemetry.');

/** Counts change with every packet, of which the journal does not tell; they are asked for while somebody looks. */
function useCounts<T>(loaded: Loaded<T>) { useBeat(true, loaded.again); return loaded; }

/** The links of an environment: how each stands, and what came through it. */
export function Channels({ where }: { where: Where }) {
  const channels = useCounts(useLoad(signal => all(after => get(`${root}/channels`, { path: where, query: { after, limit: 500 }, signal })), [where], ofChannels(where)));
  return (
    <Panel title="Channels">
      <Show of={channels}>
        {items => items.length === 0 ? <None /> : (
          <div className="scroll">
            <table>
              <thead><tr><th scope="col">Channel</th><th scope="col">State</th><th scope="col" className="number">Packets</th><th scope="col" className="number">Rate</th><th scope="col" className="number">Missing</th><th scope="col" className="number">Corrected</th><th scope="col">Last packet</th><th scope="col">Last good frame</th><th scope="col">Database</th></tr></thead>
              <tbody>{items.map(c => <Row key={c.name} where={where} channel={c} at={channels.at} />)}</tbody>
            </table>
          </div>
        )}
      </Show>
    </Panel>
  );
}

const None = () => (
  <Empty>
    <p>No channel is declared here. One is a line in the mission's <code>telemetry/channels.yaml</code>; channels work in ops, and elsewhere where they say so.</p>
    <pre>{'channels:\n  - name: downlink\n    environments: [dev, ops]\n    database: mission.xml\n    from: { kind: udp, port: 10015 }'}</pre>
  </Empty>
);

function Row({ where, channel: c, at }: { where: Where; channel: Channel; at?: Date }) {
  const rate = useRate(c.packets, at);
  return (
    <tr>
      <td><Link href={channelAt(where, c.name)}>{c.name}</Link></td>
      <td><State of={c.state} />{c.reason && <p className="wrap">{c.reason}</p>}</td>
      <td className="number">{count(c.packets)}</td>
      <td className="number">{rate}</td>
      <td className="number">{count(c.missing)}{c.gaps > 0 && <p className="dim">{many(c.gaps, 'gap')}</p>}</td>
      <td className="number">{c.frames > 0 ? count(c.corrected) : <span className="dim">no frames</span>}</td>
      <td className="narrow"><Age at={c.lastPacketAt} /></td>
      <td className="narrow"><Age at={c.lastFrameAt} /></td>
      <td className="narrow"><Link className="mono" href={databaseAt(where, c.database)} title={c.database}>{short(c.database)}</Link></td>
    </tr>
  );
}

/** One channel, and how it came to stand so. */
export function ChannelPage({ where, name }: { where: Where; name: string }) {
  const path = { ...where, name };
  const channel = useCounts(useLoad(signal => get(`${root}/channels/{name}`, { path, signal }), [path], ofChannels(where)));
  const told = useLoad(signal => get('/api/v1/journal', { query: { mission: where.mission, environment: where.environment, kind: 'telemetry.*', newest: true, limit: 500 }, signal }), [path], ofChannels(where));
  return (
    <Show of={channel}>
      {c => (
        <>
          <div className="path">
            <Link href={to('telemetry', where.mission, where.environment, 'channels')}>All channels</Link>
            <h2>{c.name}</h2><State of={c.state} />
            <span className="actions"><Link href={packetsAt(where, c.name)}>Packets</Link><Link href={databaseAt(where, c.database)}>Database</Link></span>
          </div>
          {c.reason && <p className="fault">{c.reason}</p>}
          <div className="columns">
            <Panel title="What came">
              <dl className="facts">
                <dt>Packets</dt><dd>{count(c.packets)}, {bytes(c.bytes)}</dd>
                <dt>Rate</dt><dd><Rate channel={c} at={channel.at} /></dd>
                <dt>Last packet</dt><dd>{c.lastPacketAt ? <><Time at={c.lastPacketAt} /> UTC, <Age at={c.lastPacketAt} /></> : 'none yet'}</dd>
                <dt>Missing</dt><dd>{c.missing === 0 ? 'none, by their counts' : `${many(c.missing, 'packet')} in ${many(c.gaps, 'gap')}, by their counts`}</dd>
                <dt>Repeated</dt><dd>{count(c.repeated)}</dd>
                <dt>Not understood</dt><dd>{c.unidentified === 0 ? 'none' : `${many(c.unidentified, 'packet')} that no container of the database fits`}</dd>
                <dt>Failed checks</dt><dd>{count(c.failedChecks)}</dd>
                {c.droppedOctets > 0 && <><dt>Thrown away</dt><dd>{bytes(c.droppedOctets)} that belong to no packet</dd></>}
              </dl>
            </Panel>
            <Panel title="Frames, and what decodes it">
              <dl className="facts">
                {c.frames + c.badFrames > 0 ? <>
                  <dt>Frames</dt><dd>{count(c.frames)}</dd>
                  <dt>Last good frame</dt><dd>{c.lastFrameAt ? <><Time at={c.lastFrameAt} /> UTC, <Age at={c.lastFrameAt} /></> : 'none yet'}</dd>
                  <dt>Corrected</dt><dd>{many(c.corrected, 'octet')}</dd>
                  <dt>Bad frames</dt><dd>{count(c.badFrames)}</dd>
                  <dt>Lost frames</dt><dd>{count(c.lostFrames)}</dd>
                </> : <><dt>Frames</dt><dd>none: it brings packets as they are</dd></>}
                <dt>Database</dt><dd><Link className="mono" href={databaseAt(where, c.database)} title={c.database}>{short(c.database)}</Link></dd>
                <dt>Since packet</dt><dd>{count(c.databaseFrom)}</dd>
                <dt>State since</dt><dd><Time at={c.stateAt} /> UTC</dd>
                <dt>Worked by</dt><dd>{c.node}</dd>
              </dl>
            </Panel>
          </div>
          <Flows of={c} />
          <Panel title="Its story">
            <Show of={told}>
              {({ items }) => {
                const mine = items.filter(e => e.subject === `channels/${name}`);
                return mine.length === 0 ? <Empty>The latest entries of the journal do not tell of it.</Empty> : (
                  <div className="scroll"><table>
                    <thead><tr><th scope="col">Time, UTC</th><th scope="col">What</th><th scope="col">More</th></tr></thead>
                    <tbody>{mine.map(e => <tr key={e.sequence}><td className="narrow"><Time at={e.time} /></td><td className="narrow">{stories[e.type.split('.').pop()!] ?? e.type}</td><td className="wrap">{wordsOf(e.data as Record<string, unknown>)}</td></tr>)}</tbody>
                  </table></div>
                );
              }}
            </Show>
          </Panel>
        </>
      )}
    </Show>
  );
}

const Rate = ({ channel, at }: { channel: Channel; at?: Date }) => <>{useRate(channel.packets, at)}</>;

const stories: Record<string, string> = { channel_up: 'receives', channel_down: 'cannot receive', channel_ended: 'came to its end', database_changed: 'another database decodes it' };

const wordsOf = (data: Record<string, unknown> | null) => Object.entries(data ?? {}).filter(([, v]) => v !== null && v !== undefined)
  .map(([name, value]) => `${name} ${digestOf(value) ?? String(value)}`).join(', ');

const digestOf = (value: unknown) => typeof value === 'object' && value !== null && 'short' in value ? String(value.short) : undefined;
