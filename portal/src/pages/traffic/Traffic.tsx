import { Scoped } from '../../parts/scope';
import { Quarantine } from './Quarantine';
import { Routes } from './Routes';
import { Sources } from './Sources';
import { Subscriptions } from './Subscriptions';

const sections = [
  { path: 'sources', name: 'Sources' }, { path: 'routes', name: 'Routes' }, { path: 'subscriptions', name: 'Subscriptions' }, { path: 'quarantine', name: 'Quarantine' },
];

/** The ways in and out, and what was stopped on them. */
export default function Traffic() {
  return (
    <Scoped room="traffic" sections={sections}>
      {(where, [section, name]) => {
        const key = `${where.mission}/${where.environment}`;
        switch (section) {
          case 'routes': return <Routes key={key} where={where} chosen={name} />;
          case 'subscriptions': return <Subscriptions key={key} where={where} />;
          case 'quarantine': return <Quarantine key={key} where={where} />;
          default: return <Sources key={key} where={where} chosen={name} />;
        }
      }}
    </Scoped>
  );
}
