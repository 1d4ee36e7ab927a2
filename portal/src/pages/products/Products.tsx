import { usePlace } from '../../parts/route';
import { Scoped } from '../../parts/scope';
import { ProductPage } from './ProductPage';
import { ProductSearch } from './ProductSearch';

/** The products of an environment, and one product. */
export default function Products() {
  const { words } = usePlace();
  const [, mission, environment, name] = words;
  if (mission && environment && name) return <ProductPage key={name} where={{ mission, environment }} name={name} />;
  return <Scoped room="products">{where => <ProductSearch key={`${where.mission}/${where.environment}`} where={where} />}</Scoped>;
}
