import { get } from '../../api/client';
import { useLoad } from '../../parts/load';
import { Scoped, type Where } from '../../parts/scope';
import { Empty, Show } from '../../parts/ui';
import { QueryRoom } from './QueryRoom';

/** Questions in SQL over the products of an environment. */
export default function Query() {
  return <Scoped room="query">{where => <Ready key={`${where.mission}/${where.environment}`} where={where} />}</Scoped>;
}

function Ready({ where }: { where: Where }) {
  const limits = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/query', { path: where, signal }), [where]);
  return (
    <Show of={limits}>
      {l => l.missing
        ? <Empty><p>Nothing can be asked with SQL here: {l.missing}.</p><p>Everything else works; whoever runs this server can put that right, and then this room is open.</p></Empty>
        : <QueryRoom where={where} limits={l} />}
    </Show>
  );
}
