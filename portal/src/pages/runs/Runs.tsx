import { lazy } from 'react';
import { usePlace } from '../../parts/route';
import { Scoped } from '../../parts/scope';
import { RunList } from './RunList';
import { RunPage } from './RunPage';

const BatchList = lazy(() => import('./batches/BatchList'));
const BatchPage = lazy(() => import('./batches/BatchPage'));

const sections = [{ path: 'all', name: 'Runs' }, { path: 'batches', name: 'Batches' }];

/** The pipelines of an environment, their runs and batches of them, and one of these. */
export default function Runs() {
  const { words } = usePlace();
  const [, mission, environment, section, id] = words;
  if (mission && environment && section === 'batches' && id) return <BatchPage key={id} where={{ mission, environment }} id={id} />;
  if (mission && environment && section && !sections.some(s => s.path === section)) return <RunPage key={section} where={{ mission, environment }} id={section} />;
  return (
    <Scoped room="runs" sections={sections}>
      {(where, [shown]) => shown === 'batches'
        ? <BatchList key={`${where.mission}/${where.environment}`} where={where} />
        : <RunList key={`${where.mission}/${where.environment}`} where={where} />}
    </Scoped>
  );
}
