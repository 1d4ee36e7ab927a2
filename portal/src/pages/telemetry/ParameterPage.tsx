import { lazy, type ReactNode, Suspense, useCallback, useState } from 'react';
import { get, type View } from '../../api/client';
import { useLoad } from '../../parts/load';
import { Link, to } from '../../parts/route';
import { isOf, type Where } from '../../parts/scope';
import { Panel, Show } from '../../parts/ui';
import { isOfLimits } from './limits/limits';
import { LimitsPanel } from './limits/LimitsPanel';
import { Missed } from './Parameters';
import { channelAt, databaseAt, packetsAt, plotAt } from './places';
import { type Sample, useValues } from './stream';
import { bare, drawn, Judgement, Name, SampleAge, say } from './values';

const Plot = lazy(() => import('./plots/SmallPlot'));

const root = '/api/v1/missions/{mission}/environments/{environment}/telemetry';
const remembered = 100;

/** One parameter: what it is, its values as they come, its plot, its limits, and where it stands in packets. */
export function ParameterPage({ where, name }: { where: Where; name: string }) {
  const about = useLoad(signal => get(`${root}/parameter`, { path: where, query: { name }, signal }), [where, name], e => isOfLimits(where)(e) || (isOf(where)(e) && e.type === 'gantry.telemetry.database_changed'));
  const [seen, setSeen] = useState<Sample[]>([]);
  const take = useCallback((fresh: Sample[]) => setSeen(old => [...fresh.filter(s => !old.some(o => o.parameter === s.parameter && o.at === s.at)).reverse(), ...old].slice(0, remembered)), []);
  const live = useValues(where, [name], 250, take);
  return (
    <Show of={about}>
      {p => {
        const now = live.values.get(p.name);
        const how = drawn(p.kind);
        return (
          <>
            <div className="path">
              <Link href={to('telemetry', where.mission, where.environment, 'parameters')}>All parameters</Link>
              <h2><Name of={p.name} /></h2>
              {now && <b className={`mono big ${live.isLive ? '' : 'old'}`}>{say(now.value)} <span className="dim">{p.unit}</span></b>}
              <Judgement sample={now} />
              {now && <span className="dim" title="How old the value is"><SampleAge sample={now} /></span>}
              <span className="actions"><Missed live={live} />{how && <Link href={plotAt(where, [p.name])}>Plot</Link>}<Link href={`${to('telemetry', where.mission, where.environment, 'parameters')}?pin=${encodeURIComponent(p.name)}`}>Pin</Link></span>
            </div>
            {p.about && <p className="lead">{p.about}</p>}
            {p.longAbout && <p className="lead dim">{p.longAbout}</p>}
            {how && <Panel title="The last quarter of an hour" tools={<Link href={plotAt(where, [p.name])}>More of it</Link>}><Suspense fallback={<p className="dim loading" role="status">Loading…</p>}><Plot where={where} parameter={p.name} /></Suspense></Panel>}
            <div className="columns">
              <div>
                <LimitsPanel where={where} of={p} value={now?.value} changed={about.again} />
                <About where={where} of={p} />
              </div>
              <Panel title="Latest values">
                <div className="scroll tall" tabIndex={0} role="group" aria-label="Latest values">
                  {seen.length === 0 ? <p className="empty">None came yet. They appear here as they come.</p> : (
                    <table>
                      <thead><tr><th scope="col">Made, UTC</th>{p.parts.length > 0 && <th scope="col">Part</th>}<th scope="col" className="number">Value</th><th scope="col" className="number">Raw</th><th scope="col">Limits</th></tr></thead>
                      <tbody>{seen.map(s => <tr key={`${s.parameter} ${s.at}`}><td className="narrow"><Moment at={s.at} /></td>{p.parts.length > 0 && <td className="mono">{s.parameter.slice(p.name.length)}</td>}<td className="number mono">{say(s.value)}</td><td className="number mono dim">{say(s.raw)}</td><td><Judgement sample={s} /></td></tr>)}</tbody>
                    </table>
                  )}
                </div>
              </Panel>
            </div>
          </>
        );
      }}
    </Show>
  );
}

const Moment = ({ at }: { at: string }) => <time dateTime={at} title={at} className="mono">{at.slice(11, 23).replace(/[Z+].*/, '')}</time>;

function About({ where, of: p }: { where: Where; of: View<'ParameterDetail'> }) {
  return (
    <Panel title="What it is">
      <dl className="facts">
        <dt>Type</dt><dd>{p.kind}{p.unit && `, in ${p.unit}`}</dd>
        {p.encoding && <><dt>On the wire</dt><dd>{p.encoding}</dd></>}
        {p.calibrations.map((c, i) => <Fact key={i} name={i === 0 ? 'Calibration' : ''}>{c.words}{c.when && ` when ${c.when}`}</Fact>)}
        {p.labels.length > 0 && <Fact name="Labels">{p.labels.map(l => `${l.value}${l.upTo == null ? '' : `…${l.upTo}`} ${l.label}`).join(', ')}</Fact>}
        {p.parts.length > 0 && <Fact name="Parts">{p.parts.map((part, i) => <span key={part}>{i > 0 && ', '}<Link href={plotAt(where, [part])}>{bare(part).slice(bare(p.name).length)}</Link></span>)}</Fact>}
        {p.valid && <Fact name="Valid when">{p.valid}</Fact>}
        {p.source && <Fact name="Source">{p.source}</Fact>}
        {p.aliases.map((a, i) => <Fact key={a.nameSpace + a.name} name={i === 0 ? 'Other names' : ''}>{a.name} <span className="dim">{a.nameSpace}</span></Fact>)}
        <dt>In packets</dt>
        <dd>{p.in.length === 0 ? 'none: it is computed, or set on the ground' : p.in.map((place, i) => (
          <span key={place.container}>{i > 0 && <br />}<Link href={databaseAt(where, p.database, { container: place.container })}>{bare(place.container)}</Link>{place.bit == null ? ', where differs' : `, from bit ${place.bit} (octet ${Math.floor(place.bit / 8)})`}{p.channels[0] && <> · <Link href={packetsAt(where, p.channels[0], { container: place.container })}>packets</Link></>}</span>
        ))}</dd>
        <dt>Channels</dt><dd>{p.channels.map((c, i) => <span key={c}>{i > 0 && ', '}<Link href={channelAt(where, c)}>{c}</Link></span>)}</dd>
      </dl>
    </Panel>
  );
}

const Fact = ({ name, children }: { name: string; children: ReactNode }) => <><dt>{name}</dt><dd>{children}</dd></>;
