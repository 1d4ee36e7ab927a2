import { get, type View } from '../../api/client';
import { type Loaded, useLoad } from '../../parts/load';
import { Link, to } from '../../parts/route';
import { Age, Empty, Panel, Show, State } from '../../parts/ui';
import { plain } from '../../parts/words';

type Run = View<'RunView'>;
type Stage = { environment: string; names: string[]; runs: Run[] };

const environments = ['dev', 'aiv', 'ops'];
const most = 24;
const tones: Record<string, string> = { failed: 'bad', errored: 'bad', going: 'going', queued: 'going', waiting: 'going' };

/** Each pipeline on each rung of the ladder: how it went last, and before. */
export default function Stages({ mission }: { mission: string }) {
  const stages = useLoad(signal => Promise.all(environments.map(e => stageOf(mission, e, signal))), [mission],
    e => e.mission === mission && (e.type.startsWith('gantry.pipelines.run') || e.type.startsWith('gantry.delivery.')));
  return <Panel title="Pipelines on each rung"><Show of={stages as Loaded<Stage[]>}>{all => <Board mission={mission} stages={all} />}</Show></Panel>;
}

async function stageOf(mission: string, environment: string, signal: AbortSignal): Promise<Stage> {
  const path = { mission, environment };
  const [pipelines, runs] = await Promise.all([
    get('/api/v1/missions/{mission}/environments/{environment}/pipelines', { path, signal }),
    get('/api/v1/missions/{mission}/environments/{environment}/runs', { path, query: { limit: 500 }, signal }),
  ]);
  return { environment, names: pipelines.items.map(p => p.name), runs: runs.items };
}

function Board({ mission, stages }: { mission: string; stages: Stage[] }) {
  const names = [...new Set(stages.flatMap(s => s.names))].sort();
  if (names.length === 0) return <Empty>No release of {mission} has pipelines. One is a file in the mission's folder <code>pipelines/</code>.</Empty>;
  return (
    <div className="scroll">
      <table className="grid">
        <thead><tr><th scope="col">Pipeline</th>{stages.map(s => <th key={s.environment} scope="col">{s.environment}</th>)}</tr></thead>
        <tbody>
          {names.map(name => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {stages.map(s => <td key={s.environment}>{s.names.includes(name) ? <Cell mission={mission} stage={s} name={name} /> : <span className="dim">not in its release</span>}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ mission, stage, name }: { mission: string; stage: Stage; name: string }) {
  const runs = stage.runs.filter(r => r.pipeline === name).slice(0, most);
  const last = runs[0];
  if (!last) return <span className="dim">none lately</span>;
  const address = (r: Run) => to('runs', mission, stage.environment, r.id);
  return (
    <div className="cell">
      <Link href={address(last)}><State of={last.state} /> <Age at={last.createdAt} /></Link>
      <svg className="went" viewBox={`0 0 ${most * 5} 10`} role="group" aria-label={`The last ${runs.length} runs of ${name} in ${stage.environment}, newest at the right`}>
        {runs.map((r, i) => (
          <Link key={r.id} href={address(r)} aria-label={`${plain(r.state)}, ${r.createdAt.slice(0, 16).replace('T', ' ')}`} tabIndex={tones[r.state] === 'bad' ? undefined : -1}>
            <title>{`${plain(r.state)}, ${r.createdAt.slice(0, 19).replace('T', ' ')} UTC`}</title>
            <rect className={tones[r.state] ?? ''} x={(most - 1 - i) * 5} width={4} y={tones[r.state] === 'bad' ? 0 : 4} height={tones[r.state] === 'bad' ? 10 : 6} />
          </Link>
        ))}
      </svg>
    </div>
  );
}
