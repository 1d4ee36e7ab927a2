import { addressOf, get, remove, type View } from '../../api/client';
import { useLoad } from '../../parts/load';
import { go, Link, to } from '../../parts/route';
import type { Where } from '../../parts/scope';
import { Action, Empty, Panel, Show, State, Time } from '../../parts/ui';
import { bytes, plain } from '../../parts/words';
import { Provenance } from './Provenance';
import { QuickLook } from './QuickLook';

/** What is known of a product, what it was made of and what of it, and all that happened to it. */
export function ProductPage({ where, name }: { where: Where; name: string }) {
  const path = { ...where, name };
  const product = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/products/{name}', { path, signal }), [where, name]);
  const trace = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/trace/{name}', { path, signal }), [where, name],
    e => (e.data as { name?: string } | null)?.name === name);
  return (
    <>
      <div className="path">
        <h1><Link href={to('products', where.mission, where.environment)}>{where.mission}/{where.environment}</Link> · <span>{name}</span></h1>
        {product.value && (
          <div className="actions">
            <a href={addressOf('/api/v1/missions/{mission}/environments/{environment}/products/{name}/content', path)} download={name}>Download</a>
            <a href={`/missions/${where.mission}/${where.environment}/odata/v1/Products(${product.value.id})?$expand=Attributes`} target="_blank" rel="noreferrer">OData</a>
            <Action label="Delete" danger reason="needed" title={`Delete ${name}`} will={<p>It is gone from every list at once, and its bytes soon after. Whoever mirrors the catalogue is told. A hold keeps it from being deleted.</p>}
              act={reason => remove('/api/v1/missions/{mission}/environments/{environment}/products/{name}', { path, query: { reason } })} done={() => go(to('products', where.mission, where.environment))} />
          </div>
        )}
      </div>
      <Show of={product}>
        {p => <>
          <div className="columns"><Facts product={p} /><Attributes product={p} /></div>
          <QuickLook where={where} product={p} />
          <Provenance where={where} product={p} />
        </>}
      </Show>
      <Panel title="Its story">
        <Show of={trace}>
          {t => (
            <div className="scroll">
              <table>
                <thead><tr><th scope="col">Time, UTC</th><th scope="col">What</th><th scope="col">By</th><th scope="col">In words</th></tr></thead>
                <tbody>{t.steps.map((s, i) => (
                  <tr key={i}>
                    <td className="narrow"><Time at={s.at} /></td>
                    <td className="narrow">{s.sequence == null ? plain(s.what) : <Link href={`/journal?entry=${s.sequence}&mission=${where.mission}&environment=${where.environment}`}>{plain(s.what)}</Link>}</td>
                    <td className="narrow">{s.by}</td><td className="wrap">{s.words}</td>
                  </tr>))}
                </tbody>
              </table>
              {t.isCut && <p className="dim pad">There is more than is shown; <code>gantry trace</code> tells all of it.</p>}
            </div>
          )}
        </Show>
      </Panel>
    </>
  );
}

const Facts = ({ product: p }: { product: View<'ProductView'> }) => (
  <Panel title="What it is">
    <dl className="facts">
      <dt>Type</dt><dd>{p.type ?? 'none'}</dd>
      <dt>Size</dt><dd>{bytes(p.sizeBytes)} ({p.sizeBytes} bytes), {p.contentType}</dd>
      <dt>Published</dt><dd><Time at={p.publishedAt} /> UTC, put in by {p.putBy}{p.source && ` from ${p.source}`}{(p.version ?? 1) > 1 && `, version ${p.version}`}</dd>
      {p.originAt && <><dt>On the ground</dt><dd><Time at={p.originAt} /> UTC</dd></>}
      {(p.validFrom || p.validUntil) && <><dt>Valid</dt><dd>{p.validFrom ? <Time at={p.validFrom} /> : 'from the beginning'} to {p.validUntil ? <><Time at={p.validUntil} /> UTC</> : 'without end'}</dd></>}
      {p.evictedAt && <><dt>Kept until</dt><dd><Time at={p.evictedAt} /> UTC</dd></>}
      <dt>Scan</dt><dd><State of={p.scan ?? ''} /></dd>
      {p.footprint && <><dt>Ground</dt><dd className="mono">{p.footprint}</dd></>}
      <dt>SHA-256</dt><dd className="mono">{p.sha256}</dd>
      <dt>MD5</dt><dd className="mono">{p.md5}</dd>
    </dl>
  </Panel>
);

function Attributes({ product }: { product: View<'ProductView'> }) {
  const all = Object.entries(product.attributes ?? {}).sort(([a], [b]) => a.localeCompare(b));
  return (
    <Panel title="Attributes">
      {all.length === 0 ? <Empty>Neither its name nor its content says more of it.</Empty> : <dl className="facts">{all.map(([name, value]) => <div key={name} style={{ display: 'contents' }}><dt>{name}</dt><dd>{String(value)}</dd></div>)}</dl>}
    </Panel>
  );
}
