import { get, type View } from '../../../api/client';
import { useLoad } from '../../../parts/load';
import { Link } from '../../../parts/route';
import { isOf, type Where } from '../../../parts/scope';
import { Empty, Panel, Show, State } from '../../../parts/ui';
import { many } from '../../../parts/words';
import { displayAt } from '../places';

type Display = View<'DisplayView'>;

/** The pages of parameters that a mission keeps for its operators. */
export function Displays({ where }: { where: Where }) {
  const displays = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/telemetry/displays', { path: where, signal }), [where], e => isOf(where)(e) && e.type.startsWith('gantry.delivery.'));
  return (
    <Panel title="Displays">
      <Show of={displays}>
        {({ items }) => items.length === 0 ? <None where={where} /> : (
          <div className="scroll">
            <table>
              <thead><tr><th scope="col">Display</th><th scope="col">What it is for</th><th scope="col">Tables</th><th scope="col">Plots</th><th scope="col"><span className="dim">Complete</span></th></tr></thead>
              <tbody>{items.map(d => <Row key={d.name} where={where} display={d} />)}</tbody>
            </table>
          </div>
        )}
      </Show>
    </Panel>
  );
}

function Row({ where, display: d }: { where: Where; display: Display }) {
  const missing = d.groups.flatMap(g => g.parameters).filter(p => !p.parameter);
  const of = (kind: string) => d.groups.filter(g => g.kind === kind).map(g => g.title).join(', ') || <span className="dim">none</span>;
  return (
    <tr>
      <td className="narrow"><Link href={displayAt(where, d.name)}>{d.title}</Link><p className="dim mono">{d.name}</p></td>
      <td>{d.description ?? <span className="dim">–</span>}</td>
      <td>{of('table')}</td>
      <td>{of('plot')}</td>
      <td>{missing.length === 0 ? <span className="dim">all its parameters are here</span> : <State of="attention" words={`${many(missing.length, 'parameter')} missing`} />}</td>
    </tr>
  );
}

const None = ({ where }: { where: Where }) => (
  <Empty>
    <p>The release that stands here has no displays. A display is a page of parameters that belong together: tables of their newest values, and plots. It is a file in the mission's folder, <code>telemetry/displays/NAME.yaml</code>:</p>
    <pre>{`title: Electrical power
groups:
  - title: Battery
    kind: table                  # a row for each, with its newest value
    parameters:
      - { name: BATTERY_VOLTAGE, label: Voltage }
      - BATTERY_MODE
  - title: The last orbit
    kind: plot                   # lines over time
    parameters: [BATTERY_VOLTAGE]
    last: 10m`}</pre>
    <p><code>gantry check {where.mission}</code> finds names that no database has, and <code>gantry apply {where.mission}</code> brings it to dev. In a terminal: <code>gantry tm watch {where.mission}/{where.environment} --display NAME</code>.</p>
  </Empty>
);
