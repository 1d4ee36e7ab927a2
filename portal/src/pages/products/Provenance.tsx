import { get, type View } from '../../api/client';
import { Graph, type Node } from '../../parts/Graph';
import { useLoad } from '../../parts/load';
import { to } from '../../parts/route';
import type { Where } from '../../parts/scope';
import { Empty, Panel, Show } from '../../parts/ui';
import { short } from '../../parts/words';

/** What a product was made of, and what was made of it. */
export function Provenance({ where, product }: { where: Where; product: View<'ProductView'> }) {
  const lineage = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/lineage/{product}', { path: { ...where, product: product.name }, signal }), [where, product.id],
    e => e.type === 'gantry.pipelines.run_ended' && e.mission === where.mission);
  return (
    <Panel title="Where it comes from, and where it went">
      <Show of={lineage}>
        {l => l.runs.length === 0 ? <Empty>{product.source ? `It came from the source ${product.source}` : `${product.putBy} put it in`}; no run has read it yet.</Empty> : <div className="pad scroll"><Family where={where} lineage={l} /></div>}
      </Show>
    </Panel>
  );
}

function Family({ where, lineage }: { where: Where; lineage: View<'LineageView'> }) {
  const products = new Map(lineage.links.map(l => [l.product, l]));
  const nodes: Node[] = [
    ...[...products.values()].map<Node>(l => ({ id: l.product, title: l.name, small: l.type ?? undefined, href: to('products', where.mission, where.environment, l.name), isChosen: l.product === lineage.product })),
    ...lineage.runs.map<Node>(r => ({ id: r.id, title: `run of ${r.pipeline}`, small: `${r.state}, release ${short(r.release)}`, href: to('runs', where.mission, where.environment, r.id), tone: r.state === 'failed' || r.state === 'errored' ? 'bad' : undefined })),
  ];
  const edges = lineage.links.map<[string, string]>(l => l.isMade ? [l.run, l.product] : [l.product, l.run]);
  return <Graph nodes={nodes} edges={edges} label="Products and the runs between them" />;
}
