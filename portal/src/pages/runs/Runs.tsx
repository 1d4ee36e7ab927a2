import { lazy } from 'react';
import { usePlace } from '../../parts/route';
import { Scoped } from '../../parts/scope';
import { RunList } from './RunList';
import { RunPage } from './RunPage';

const BatchList = lazy(() => import('./batches/BatchList'));
const Stages = lazy(() => import('./Stages'));
const BatchPage = lazy(() => import('./batches/BatchPage'));

const sections = [{ path: 'all', name: 'Runs' }, { path: 'batches', name: 'Batches' }, { path: 'stages', name: 'Stages' }];

/** The pipelines of an environment, their runs and batches of them, and one of these. */
export default function Runs() {
  const { words } = usePlace();
  const [, mission, environment, section, id] = words;
  if (mission && environment && section === 'batches' && id) return <BatchPage key={id} where={{ mission, environment }} id={id} />;
  if (mission && environment && section && !sections.some(s => s.path === section)) return <RunPage key={section} where={{ mission, environment }} id={section} />;
  return (
    <Scoped room="runs" sections={sections}>
      {(where, [shown]) => {
        const key = `${where.mission}/${where.environment}`;
        switch (shown) {
          case 'batches': return <BatchList key={key} where={where} />;
          case 'stages': return <Stages key={where.mission} mission={where.mission} />;
          default: return <RunList key={key} where={where} />;
        }
      }}
    </Scoped>
  );
}
