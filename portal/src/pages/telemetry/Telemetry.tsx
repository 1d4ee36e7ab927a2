import './telemetry.css';
import { lazy } from 'react';
import { Scoped } from '../../parts/scope';
import { Alarms } from './Alarms';
import { ChannelPage, Channels } from './Channels';
import { Displays } from './displays/Displays';
import { LimitsRoom } from './limits/LimitsRoom';
import { Parameters } from './Parameters';
import { ParameterPage } from './ParameterPage';
import { Packets } from './Packets';
import { Databases } from './Databases';
import { usePlace } from '../../parts/route';

const Plots = lazy(() => import('./plots/Plots'));
const DisplayPage = lazy(() => import('./displays/DisplayPage'));

const sections = [
  { path: 'parameters', name: 'Parameters' }, { path: 'plots', name: 'Plots' }, { path: 'displays', name: 'Displays' }, { path: 'alarms', name: 'Alarms' },
  { path: 'limits', name: 'Limits' }, { path: 'channels', name: 'Channels' },
  { path: 'packets', name: 'Packets' }, { path: 'databases', name: 'Databases' },
];

/** What spacecraft say: values, their limits, and how they came. */
export default function Telemetry() {
  const { query } = usePlace();
  return (
    <Scoped room="telemetry" sections={sections}>
      {(where, [section, name]) => {
        const key = `${where.mission}/${where.environment}`;
        const of = query.get('of');
        switch (section) {
          case 'plots': return <Plots key={key} where={where} />;
          case 'displays': return name ? <DisplayPage key={`${key}/${name}`} where={where} name={name} /> : <Displays key={key} where={where} />;
          case 'limits': return <LimitsRoom key={key} where={where} />;
          case 'alarms': return <Alarms key={key} where={where} />;
          case 'channels': return name ? <ChannelPage key={`${key}/${name}`} where={where} name={name} /> : <Channels key={key} where={where} />;
          case 'packets': return <Packets key={key} where={where} />;
          case 'databases': return <Databases key={key} where={where} digest={name} />;
          default: return of ? <ParameterPage key={`${key}/${of}`} where={where} name={of} /> : <Parameters key={key} where={where} />;
        }
      }}
    </Scoped>
  );
}
