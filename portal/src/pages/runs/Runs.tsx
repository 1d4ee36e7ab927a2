import { usePlace } from '../../parts/route';
import { Scoped } from '../../parts/scope';
import { RunList } from './RunList';
import { RunPage } from './RunPage';

/** The pipelines of an environment, their runs, and one run. */
export default function Runs() {
  const { words } = usePlace();
  const [, mission, environment, id] = words;
  if (mission && environment && id) return <RunPage key={id} where={{ mission, environment }} id={id} />;
  return <Scoped room="runs">{where => <RunList key={`${where.mission}/${where.environment}`} where={where} />}</Scoped>;
}
