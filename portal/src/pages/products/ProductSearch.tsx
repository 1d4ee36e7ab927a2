import { lazy, Suspense, useRef, useState } from 'react';
import { addressOf, get, type View } from '../../api/client';
import { useEntries } from '../../parts/live';
import { useLoad } from '../../parts/load';
import { usePages } from '../../parts/pages';
import { ask, go, Link, to, usePlace } from '../../parts/route';
import { Rows } from '../../parts/Rows';
import { isOf, type Where } from '../../parts/scope';
import { Searches, useSearches } from '../../parts/Searches';
import { Empty, Fault, Panel, Show, State, Time } from '../../parts/ui';
import { bytes, count, many } from '../../parts/words';
import { filterOf } from './filter';
import { areaOf } from './map/ground';
import { Upload } from './Upload';

type Product = View<'ProductView'>;

const WorldMap = lazy(() => import('./map/WorldMap'));

const facetNames: Record<string, string> = { productType: 'Type', platformShortName: 'Platform', platformSerialIdentifier: 'Unit' };

export function ProductSearch({ where }: { where: Where }) {
  const { query } = usePlace();
  const order = query.get('order') ?? 'newest';
  const facets = Object.fromEntries(Object.keys(facetNames).flatMap(n => query.has(n) ? [[n, query.get(n)!]] : []));
  const filter = filterOf({ name: query.get('name') ?? '', from: query.get('from') ?? '', until: query.get('until') ?? '', words: query.get('filter') ?? '', facets, area: areaOf(query.get('area')) });
  const products = usePages<Product>((after, signal) => get('/api/v1/missions/{mission}/environments/{environment}/product-search', { path: where, query: { filter, order, after, limit: 200 }, signal }), [where, filter, order]);
  const divided = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/product-search/facets', { path: where, query: { filter }, signal }), [where, filter],
    e => isOf(where)(e) && e.type.startsWith('gantry.hub.product_'));
  const [news, setNews] = useState(0);
  useEntries(entries => {
    const mine = entries.filter(e => isOf(where)(e) && e.type === 'gantry.hub.product_published').length;
    // Whoever scrolled down reads: nothing moves under their eyes.
    if (mine > 0 && products.items.length <= 200) products.again(); else setNews(n => n + mine);
  });
  const isMapped = query.has('map') || query.has('area');
  const odata = addressOf(`/missions/${where.mission}/${where.environment}/odata/v1/Products`, {}, { $filter: filter, $orderby: order === 'name' ? 'Name asc' : `PublicationDate ${order === 'oldest' ? 'asc' : 'desc'}`, $count: 'true' });
  return (
    <div className="columns side">
      <div>
        <Panel title="Narrow down">
          <Show of={divided}>{f => <Facets facets={f.facets} chosen={facets} />}</Show>
        </Panel>
        <Searches room="products" where={where} current={searchOf(query)} words={wordsOf} />
      </div>
      <Panel title={divided.value ? many(divided.value.count, 'product') : 'Products'} tools={<>
        {news > 0 && <button onClick={() => { setNews(0); products.again(); }}>Show {many(news, 'new one')}</button>}
        <button aria-pressed={isMapped} onClick={() => ask({ map: isMapped ? null : 'open' })}>Map</button>
        <a href={odata} target="_blank" rel="noreferrer">The same over OData</a>
        <Upload where={where} done={() => { products.again(); divided.again(); }} />
      </>}>
        <SearchForm />
        {isMapped && <Suspense fallback={<p className="dim loading" role="status">Loading…</p>}><WorldMap where={where} products={products.items} text={query.get('area')} /></Suspense>}
        {products.fault && <Fault fault={products.fault} again={products.again} />}
        {products.isReady && products.items.length === 0 && !products.fault
          ? <Empty>{filter ? <><p>Nothing is like this. Take a word away, or <button className="plain" onClick={() => go(to('products', where.mission, where.environment))}>look at everything</button>.</p><Saved where={where} /></> : <><p>No products yet. They come by the sources of this environment, by a run, or by hand: drop a file on “Put in”, or</p><pre>gantry put {where.mission}/{where.environment} FILE</pre></>}</Empty>
          : (
            <Rows label="Products" items={products.items} keyOf={p => p.id} columns="minmax(14rem,1fr) 9rem 6rem 11.5rem 8rem" heads={['Name', 'Type', 'Size', 'Published, UTC', 'Scan']}
              more={products.more} isMore={products.isMore} open={p => go(to('products', where.mission, where.environment, p.name))} height="calc(100vh - 19rem)"
              render={p => <>
                <span role="cell" title={p.name}><Link href={to('products', where.mission, where.environment, p.name)}>{p.name}</Link></span>
                <span role="cell">{p.type ?? <span className="dim">none</span>}</span>
                <span role="cell">{bytes(p.sizeBytes)}</span>
                <span role="cell"><Time at={p.publishedAt} /></span>
                <span role="cell"><State of={p.scan ?? ''} /></span>
              </>} />
          )}
      </Panel>
    </div>
  );
}

// What is looked for, without how it is shown.
function searchOf(query: URLSearchParams): string {
  const kept = new URLSearchParams(query);
  for (const name of ['map', 'look']) kept.delete(name);
  return kept.toString();
}

const wordsOf = (query: string) => [...new URLSearchParams(query)].map(([name, value]) => `${facetNames[name] ?? name} ${value}`).join(', ') || 'everything';

/** Where nothing was found, a search that was kept may lead on. */
function Saved({ where }: { where: Where }) {
  const searches = useSearches('products', where);
  const saved = searches.value?.items.filter(s => s.name) ?? [];
  if (saved.length === 0) return null;
  return <p>Or one of your searches: {saved.slice(0, 5).map((s, i) => <span key={s.id}>{i > 0 && ', '}<Link href={`${to('products', where.mission, where.environment)}?${s.query}`}>{s.name}</Link></span>)}.</p>;
}

const day = { pattern: '\\d{4}-\\d\\d-\\d\\d(T.+Z)?', placeholder: '2026-11-21', size: 11, title: 'A day, or a time such as 2026-11-21T10:00:00Z' };

function SearchForm() {
  const { query } = usePlace();
  const form = useRef<HTMLFormElement>(null);
  const submit = () => {
    const values = new FormData(form.current!);
    ask(Object.fromEntries(['name', 'from', 'until', 'filter', 'order'].map(n => [n, String(values.get(n) ?? '')])), false);
  };
  const value = (name: string) => ({ name, defaultValue: query.get(name) ?? '' });
  return (
    <form ref={form} key={query.toString()} className="search" role="search" onSubmit={e => { e.preventDefault(); submit(); }}>
      <label className="grow">Name; a star stands for any letters<input type="search" {...value('name')} placeholder="S1A_*_AUX_*" /></label>
      <label>Published from (UTC)<input {...value('from')} {...day} /></label>
      <label>Until before<input {...value('until')} {...day} /></label>
      <label>Order<select name="order" defaultValue={query.get('order') ?? 'newest'} onChange={submit}><option value="newest">newest first</option><option value="oldest">oldest first</option><option value="name">by name</option></select></label>
      <label className="grow">More, in the words of $filter<input {...value('filter')} placeholder="ContentLength gt 1000000" /></label>
      <button className="primary">Search</button>
    </form>
  );
}

function Facets({ facets, chosen }: { facets: View<'FacetView'>[]; chosen: Record<string, string> }) {
  const shown = facets.filter(f => chosen[f.attribute] !== undefined || f.values.some(v => v.value != null));
  if (shown.length === 0) return <Empty>Products that say of what type or platform they are can be narrowed down here.</Empty>;
  return shown.map(f => (
    <div className="facet" key={f.attribute}>
      <h3>{facetNames[f.attribute]}{f.isCut && ', the most frequent'}</h3>
      <ul>
        {f.values.filter(v => v.value != null).map(v => (
          <li key={v.value}>
            <button aria-pressed={chosen[f.attribute] === v.value} onClick={() => ask({ [f.attribute]: chosen[f.attribute] === v.value ? null : v.value }, false)}><span>{v.value}</span><span className="dim">{count(v.count)}</span></button>
          </li>
        ))}
      </ul>
      {f.values.some(v => v.value == null) && <p className="dim" style={{ padding: '0.2rem 0.8rem' }}>{count(f.values.find(v => v.value == null)!.count)} without one</p>}
    </div>
  ));
}
