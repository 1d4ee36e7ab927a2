import { get, type View } from '../api/client';
import { useLoad } from '../parts/load';
import { ask, Link, to, usePlace } from '../parts/route';
import { isOf, Scoped, type Where } from '../parts/scope';
import { Empty, Panel, Show, State, Time } from '../parts/ui';
import { many, span } from '../parts/words';

/** What came of each type on each day, beside what had to come. */
export default function Completeness() {
  return <Scoped room="completeness">{where => <Days key={`${where.mission}/${where.environment}`} where={where} />}</Scoped>;
}

function Days({ where }: { where: Where }) {
  const { query } = usePlace();
  const days = Number(query.get('days')) || 14;
  const view = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/punctuality/days', { path: where, query: { days }, signal }), [where, days], e => isOf(where)(e) && e.type.startsWith('gantry.hub.'));
  const now = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/punctuality', { path: where, signal }), [where], e => isOf(where)(e) && e.type.startsWith('gantry.hub.'));
  const chosen = query.get('type');
  return (
    <>
      <Panel title={`Completeness of the last ${days} days`} tools={[7, 14, 31, 62].map(d => <button key={d} aria-pressed={d === days} onClick={() => ask({ days: String(d) })}>{d} days</button>)}>
        <Show of={view}>
          {v => v.types.length === 0
            ? <Empty><p>No type of this mission says how many of it are to come, or how soon. <code>expected: 14/day</code> and <code>timeliness: 10m</code> in its <code>types.yaml</code> do; how many must come is asked in ops alone.</p></Empty>
            : <div className="scroll"><Heat where={where} view={v} /></div>}
        </Show>
      </Panel>
      <Show of={now}>
        {({ items }) => items.length === 0 ? <></> : (
          <Panel title="How each type stands now">
            <div className="scroll">
              <table>
                <thead><tr><th scope="col">Type</th><th scope="col">State</th><th scope="col">Since, UTC</th><th scope="col">Is to come</th><th scope="col">Within</th><th scope="col" className="number">Came</th><th scope="col" className="number">Late</th><th scope="col" className="number">Missing</th><th scope="col">Why</th></tr></thead>
                <tbody>{items.map(p => (
                  <tr key={p.type} className={p.type === chosen ? 'chosen' : ''}>
                    <td><button className="plain" onClick={() => ask({ type: p.type === chosen ? null : p.type })}>{p.type}</button></td>
                    <td><State of={p.state} /></td><td className="narrow"><Time at={p.since} /></td><td>{p.expected ?? <span className="dim">–</span>}</td><td>{p.timelinessSeconds == null ? <span className="dim">–</span> : span(p.timelinessSeconds * 1000)}</td>
                    <td className="number">{p.published}</td><td className="number">{p.late ?? '–'}</td><td className="number">{p.missing ?? '–'}</td><td>{p.reason}</td>
                  </tr>))}
                </tbody>
              </table>
            </div>
          </Panel>
        )}
      </Show>
      {chosen && <Late key={chosen} where={where} type={chosen} />}
    </>
  );
}

function Heat({ where, view }: { where: Where; view: View<'CompletenessView'> }) {
  const first = Date.parse(`${view.firstDay}T00:00:00Z`);
  const days = Array.from({ length: view.days }, (_, i) => new Date(first + i * 86_400_000).toISOString().slice(0, 10));
  return (
    <table className="heat">
      <thead><tr><th scope="col">Type</th>{days.map(d => <th key={d} scope="col" title={d}>{d.slice(8) === '01' || d === days[0] ? d.slice(5) : d.slice(8)}</th>)}</tr></thead>
      <tbody>
        {view.types.map(t => (
          <tr key={t.type}>
            <th scope="row">{t.type} <span className="dim">{t.expected}</span></th>
            {t.cells.map((c, i) => {
              const next = new Date(first + (i + 1) * 86_400_000).toISOString().slice(0, 10);
              const words = `${t.type} on ${days[i]}: ${c.published} came${c.due == null ? '' : ` of ${c.due} due`}${c.late ? `, ${c.late} late` : ''}${c.missing ? `, ${c.missing} missing` : ''}`;
              return <td key={i}><Link className={c.state} title={words} aria-label={words} href={`${to('products', where.mission, where.environment)}?productType=${encodeURIComponent(t.type)}&from=${days[i]}&until=${next}`}>{c.missing ? `−${c.missing}` : c.published || '·'}</Link></td>;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Late({ where, type }: { where: Where; type: string }) {
  const late = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/punctuality/{type}/late', { path: { ...where, type }, query: { limit: 200 }, signal }), [where, type]);
  return (
    <Panel title={`Products of ${type} that came late`}>
      <Show of={late}>
        {({ items, next }) => items.length === 0 ? <Empty>None of those that are known came late.</Empty> : (
          <div className="scroll">
            <table>
              <thead><tr><th scope="col">Product</th><th scope="col">On the ground, UTC</th><th scope="col">Published, UTC</th><th scope="col" className="number">Took</th></tr></thead>
              <tbody>{items.map(p => <tr key={p.product}><td className="wrap"><Link href={to('products', where.mission, where.environment, p.name)}>{p.name}</Link></td><td className="narrow"><Time at={p.originAt} /></td><td className="narrow"><Time at={p.publishedAt} /></td><td className="number">{span(p.tookSeconds * 1000)}</td></tr>)}</tbody>
            </table>
            {next && <p className="dim pad">The latest {many(items.length, 'one')}; there are more.</p>}
          </div>
        )}
      </Show>
    </Panel>
  );
}
