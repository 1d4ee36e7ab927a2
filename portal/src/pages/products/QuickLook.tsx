import { addressOf, get, type View } from '../../api/client';
import { useLoad } from '../../parts/load';
import { isPicture, Preview } from '../../parts/Preview';
import { ask, Link, to, usePlace } from '../../parts/route';
import { isOf, type Where } from '../../parts/scope';
import { Panel } from '../../parts/ui';

const address = (where: Where, name: string) => addressOf('/api/v1/missions/{mission}/environments/{environment}/products/{name}/preview', { ...where, name });

/** What a product looks like: the quicklooks that were made of it, and itself where it can be looked at. */
export function QuickLook({ where, product }: { where: Where; product: View<'ProductView'> }) {
  const { query } = usePlace();
  const quicklooks = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/products/{name}/quicklooks', { path: { ...where, name: product.name }, signal }), [where, product.id],
    e => isOf(where)(e) && e.type === 'gantry.hub.product_published');
  const others = quicklooks.value?.items ?? [];
  // To read a text is to take some of it, and is told so in its story; so nobody does without wanting to.
  const isOpen = query.has('look');
  const own = isPicture(product.name);
  const of = product.attributes?.['quicklookOf'];
  return (
    <Panel title="Quick-look" tools={<>
      {typeof of === 'string' && <span>of <Link href={to('products', where.mission, where.environment, of)}>{of}</Link></span>}
      {!own && <button aria-pressed={isOpen} onClick={() => ask({ look: isOpen ? null : 'inside' })}>Look inside</button>}
    </>}>
      {own && <Preview address={address(where, product.name)} name={product.name} />}
      {others.map(q => (
        <figure key={q.id}>
          <Preview address={address(where, q.name)} name={q.name} alt={`Quick-look of ${product.name}`} />
          <figcaption><Link href={to('products', where.mission, where.environment, q.name)}>{q.name}</Link></figcaption>
        </figure>
      ))}
      {isOpen && !own && <Preview address={address(where, product.name)} name={product.name} />}
      {!own && !isOpen && others.length === 0 && <p className="dim pad">Nothing was made to show it at a glance. A step's output says <code>quicklookOf:</code> to be shown here.</p>}
    </Panel>
  );
}
