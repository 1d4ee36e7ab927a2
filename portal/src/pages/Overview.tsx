import { get, type View } from '../api/client';
import { useLoad } from '../parts/load';
import { Link, to } from '../parts/route';
import { Age, Empty, Panel, Show, Spark, State } from '../parts/ui';
import { count, many, short, span } from '../parts/words';

type Environment = View<'OverviewEnvironmentView'>;
type Matter = View<'MatterView'>;

/** Is everything all right? */
export function Overview() {
  const overview = useLoad(signal => get('/api/v1/overview', { signal }), ['overview'], () => true);
  return (
    <Show of={overview}>
      {view => (
        <div className="overview">
          <Summary matters={view.needsSomebody} environments={view.environments} />
          {view.needsSomebody.length > 0 && <NeedsSomebody matters={view.needsSomebody} />}
          {view.environments.length === 0 ? <FirstSteps /> : <Missions environments={view.environments} from={view.firstHour} />}
        </div>
      )}
    </Show>
  );
}

function Summary({ matters, environments }: { matters: Matter[]; environments: Environment[] }) {
  const urgent = matters.filter(m => m.isUrgent).length;
  const tone = urgent ? 'critical' : matters.length ? 'caution' : 'normal';
  const standing = environments.filter(e => e.release).length;
  return (
    <h1 className="summary">
      <rux-status status={tone} aria-hidden="true" />
      {matters.length === 0 ? (standing ? 'Everything is well.' : 'Nothing stands here yet.')
        : urgent ? `${many(urgent, 'thing does', 'things do')} not go on until somebody comes${matters.length > urgent ? `, and ${many(matters.length - urgent, 'more waits', 'more wait')} for a decision` : ''}.`
          : `${many(matters.length, 'thing waits', 'things wait')} for somebody; nothing is broken.`}
    </h1>
  );
}

function Missions({ environments, from }: { environments: Environment[]; from: string }) {
  const missions = [...new Set(environments.map(e => e.mission))];
  const rungs = [...new Set(environments.map(e => e.environment))];
  return (
    <Panel title="Missions" className="missions">
      <table className="grid">
        <thead><tr><th scope="col">Mission</th>{rungs.map(r => <th key={r} scope="col">{r}</th>)}</tr></thead>
        <tbody>
          {missions.map(m => {
            const mine = environments.filter(e => e.mission === m);
            return (
              <tr key={m}>
                <th scope="row"><Link href={to('releases', m)}>{m}</Link><p className="dim">{mine[0]?.description}</p></th>
                {rungs.map(r => <td key={r}><Cell environment={mine.find(e => e.environment === r)} from={from} /></td>)}
              </tr>
            );
          })}
        </tbody>
      </table>
    </Panel>
  );
}

function Cell({ environment: e, from }: { environment?: Environment; from: string }) {
  if (!e?.release) return <p className="dim">nothing stands here</p>;
  const arrivals = sum(e.series['arrivals']);
  const runs = sum(e.series['runs']);
  return (
    <div className={`cell ${e.health}`}>
      <p className="head">
        <Link href={to('releases', e.mission)} className="mono" title={`release ${e.release}, put here by ${e.by}`}>{short(e.release)}</Link>
        <span className="dim">for <Age at={e.since} ago={false} /></span>
        {e.health === 'urgent' || e.health === 'attention' ? <State of={e.health} words={e.health === 'urgent' ? 'needs somebody' : 'to look at'} /> : <span className="dim">well</span>}
      </p>
      <dl className="lines">
        <div><dt><Link href={to('products', e.mission, e.environment)}>arrivals</Link></dt><dd><Spark hours={e.series['arrivals']} name="arrivals" from={from} />{count(arrivals)}</dd></div>
        <div><dt><Link href={to('runs', e.mission, e.environment)}>runs</Link></dt><dd><Spark hours={e.series['runs']} bad={e.series['failed_runs']} name="runs" from={from} />{count(runs)}</dd></div>
      </dl>
      {(e.late > 0 || e.quarantined > 0 || e.holdReason) && (
        <p className="marks">
          {e.late > 0 && <Link href={to('completeness', e.mission, e.environment)}>{many(e.late, 'type')} behind</Link>}
          {e.quarantined > 0 && <Link href={to('traffic', e.mission, e.environment, 'quarantine')}>{e.quarantined} in quarantine</Link>}
          {e.holdReason && <span title={e.holdReason}>held</span>}
        </p>
      )}
    </div>
  );
}

function NeedsSomebody({ matters }: { matters: Matter[] }) {
  return (
    <Panel title="Needs somebody">
      <table>
        <thead><tr><th scope="col">What</th><th scope="col">Where</th><th scope="col">Since</th></tr></thead>
        <tbody>
          {matters.map((m, i) => (
            <tr key={i}>
              <td><State of={m.isUrgent ? 'urgent' : 'attention'} words="" /> <Link href={placeOf(m)}>{m.words}</Link></td>
              <td className="narrow">{m.mission}/{m.environment}</td>
              <td className="narrow">{m.since ? <span title={m.since}>{span(Date.now() - Date.parse(m.since))}</span> : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

function placeOf(m: Matter): string {
  const [mission, environment] = [m.mission ?? '', m.environment ?? ''];
  switch (m.what) {
    case 'quarantine': return to('traffic', mission, environment, 'quarantine');
    case 'late': return to('completeness', mission, environment);
    case 'source_failing': return to('traffic', mission, environment, 'sources');
    case 'deliveries_dead': return to('traffic', mission, environment, 'routes');
    case 'alarm': return to('telemetry', mission, environment, 'alarms');
    case 'channel_down': return to('telemetry', mission, environment, 'channels', m.subject);
    case 'step_asks': case 'run_failed': return to('runs', mission, environment, m.subject);
    default: return to('releases', mission);
  }
}

const FirstSteps = () => (
  <Empty>
    <p>No mission stands here yet. A mission is a folder; apply one from where it lies:</p>
    <pre>gantry apply ./missions/sentinel</pre>
    <p>It becomes a release and stands in dev; from there it is promoted to aiv and ops.</p>
  </Empty>
);

const sum = (numbers?: number[]) => (numbers ?? []).reduce((a, b) => a + b, 0);
