import { get } from '../../../api/client';
import { useLoad } from '../../../parts/load';
import { Link } from '../../../parts/route';
import type { Where } from '../../../parts/scope';
import { Age, Empty, Panel, Show, Time } from '../../../parts/ui';
import { parameterAt, plotAt } from '../places';
import { Name } from '../values';
import { Change } from './Change';
import { isOfLimits, type LimitsView, ownWords, setWords, toldWords } from './limits';

const most = 300;

/** Limits that do not stand as the database says, and who changed which of them before. */
export function LimitsRoom({ where }: { where: Where }) {
  const set = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/telemetry/limits', { path: where, signal }), [where], isOfLimits(where));
  return (
    <>
      <Panel title="Limits set at run time">
        <Show of={set}>
          {({ items }) => items.length === 0 ? (
            <Empty>
              <p>Nobody has set limits here: those of the database hold.</p>
              <p>A parameter's page sets others while channels run, for a time or until they are withdrawn, with the reason; in a terminal <code>gantry tm limits {where.mission}/{where.environment} PARAMETER --set 'warning 25..34' --reason …</code></p>
            </Empty>
          ) : (
            <div className="scroll" tabIndex={0} role="region" aria-label="List of limits">
              <table>
                <thead><tr><th scope="col">Parameter</th><th scope="col">Limits</th><th scope="col">The database says</th><th scope="col">Set by</th><th scope="col">Until, UTC</th><th scope="col">Because</th><th scope="col"><span className="dim">Actions</span></th></tr></thead>
                <tbody>{items.map(l => <Row key={l.parameter} where={where} limits={l} done={set.again} />)}</tbody>
              </table>
            </div>
          )}
        </Show>
      </Panel>
      <Changes where={where} />
    </>
  );
}

function Row({ where, limits: l, done }: { where: Where; limits: LimitsView; done: () => void }) {
  return (
    <tr>
      <td><Link href={parameterAt(where, l.parameter)}><Name of={l.parameter} /></Link></td>
      <td>{setWords(l)}</td>
      <td className="dim">{ownWords(l)}</td>
      <td className="narrow">{l.setBy}<p className="dim"><Age at={l.setAt} /></p></td>
      <td className="narrow">{l.until ? <Time at={l.until} /> : <span className="dim">no end</span>}</td>
      <td className="wrap">{l.reason}</td>
      <td className="narrow"><div className="actions"><Change where={where} limits={l} done={done} /></div></td>
    </tr>
  );
}

type Told = { parameter?: string; limits?: string; reason?: string | null; until?: string | null };

/** What the journal tells of changes, the latest first. */
function Changes({ where }: { where: Where }) {
  const told = useLoad(signal => get('/api/v1/journal', { query: { ...where, kind: 'telemetry.limits_*', newest: true, limit: most }, signal }), [where], isOfLimits(where));
  return (
    <Panel title="What was changed, the latest first">
      <Show of={told}>
        {({ items }) => {
          const changes = items.filter(e => /limits_(set|lifted)$/.test(e.type)).sort((a, b) => b.sequence - a.sequence);
          return changes.length === 0 ? <Empty>Nobody has changed limits here yet.</Empty> : (
            <div className="scroll tall" tabIndex={0} role="region" aria-label="List of changes">
              <table>
                <thead><tr><th scope="col">Time, UTC</th><th scope="col">Who</th><th scope="col">Parameter</th><th scope="col">What</th><th scope="col">Because</th></tr></thead>
                <tbody>{changes.map(e => {
                  const { parameter, limits, reason, until } = (e.data ?? {}) as Told;
                  return (
                    <tr key={e.sequence}>
                      <td className="narrow"><Time at={e.time} /></td>
                      <td className="narrow">{e.principal}</td>
                      <td>{parameter && <><Link href={parameterAt(where, parameter)}><Name of={parameter} /></Link> <Link className="dim" href={plotAt(where, [parameter], aroundOf(e.time))}>plot</Link></>}</td>
                      <td>{e.type.endsWith('lifted') ? 'withdrawn: the database\'s own hold' : limits === 'off' ? 'nothing is watched' : toldWords(limits ?? '')}{until && <p className="dim">until <Time at={until} /></p>}</td>
                      <td className="wrap">{reason}</td>
                    </tr>
                  );
                })}</tbody>
              </table>
            </div>
          );
        }}
      </Show>
    </Panel>
  );
}

const quarter = 15 * 60_000;
const aroundOf = (time: string) => ({ from: new Date(Date.parse(time) - quarter).toISOString(), to: new Date(Date.parse(time) + quarter).toISOString() });
