import type { View } from '../../../api/client';
import { useLoad } from '../../../parts/load';
import { Link, to } from '../../../parts/route';
import type { Where } from '../../../parts/scope';
import { Age, Fault, Panel, State, Time } from '../../../parts/ui';
import { Change } from './Change';
import { findLimits, isOfLimits, ownWords } from './limits';

/** The limits of a parameter that hold now, where they come from, and what the database says beside them. */
export function LimitsPanel({ where, of: p, value, changed }: { where: Where; of: View<'ParameterDetail'>; value?: unknown; changed: () => void }) {
  const limits = useLoad(signal => findLimits(where, p.name, signal), [where, p.name], isOfLimits(where));
  const l = limits.value;
  const isNumber = p.kind === 'integer' || p.kind === 'float';
  const done = () => { limits.again(); changed(); };
  return (
    <Panel title={l?.setBy ? <>Limits <span className="dim">set at run time</span></> : 'Limits'} tools={l && isNumber && <Change where={where} limits={l} unit={p.unit} value={typeof value === 'number' ? value : undefined} done={done} />}>
      {limits.fault && <Fault fault={limits.fault} again={limits.again} />}
      {l?.setBy && (
        <dl className="facts">
          <dt>Set by</dt><dd>{l.setBy}, <Time at={l.setAt} /> UTC, <Age at={l.setAt} /></dd>
          <dt>Because</dt><dd>{l.reason}</dd>
          <dt>Until</dt><dd>{l.until ? <><Time at={l.until} /> UTC; then those of the database hold again</> : 'somebody withdraws them'}</dd>
          <dt>The database says</dt><dd>{ownWords(l)}</dd>
        </dl>
      )}
      {p.limits.length === 0
        ? <p className="empty">{l?.isOff ? 'Nothing of it is watched: no value raises an alarm.' : 'The database gives it none.'}</p>
        : (
          <div className="scroll"><table>
            <thead><tr><th scope="col">Level</th><th scope="col">When its value</th><th scope="col">Context</th><th scope="col">After</th></tr></thead>
            <tbody>{p.limits.map((r, i) => <tr key={i}><td className="narrow"><State of="" words={r.level} /></td><td>{r.words}</td><td>{r.when ?? <span className="dim">{l?.setBy ? 'always' : 'usually'}</span>}</td><td className="narrow">{r.after === 1 ? 'one sample' : `${r.after} in a row`}</td></tr>)}</tbody>
          </table></div>
        )}
      <p className="pad dim">{isNumber ? <>What else was changed stands under <Link href={to('telemetry', where.mission, where.environment, 'limits')}>Limits</Link>.</> : 'Limits of numbers can be set here; those of anything else are changed in the database.'}</p>
    </Panel>
  );
}
