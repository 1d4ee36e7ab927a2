import { useState } from 'react';
import { get, post, type View } from '../../api/client';
import { useLoad } from '../../parts/load';
import { usePages } from '../../parts/pages';
import { ask, Link, usePlace } from '../../parts/route';
import { useEntries } from '../../parts/live';
import { isOf, type Where } from '../../parts/scope';
import { Action, Age, Empty, Fault, Panel, Show, State, Time } from '../../parts/ui';
import { plain } from '../../parts/words';
import { channelAt, parameterAt, plotAt } from './places';
import { Name } from './values';

type Alarm = View<'AlarmView'>;

const root = '/api/v1/missions/{mission}/environments/{environment}/telemetry/alarms';
const tells = (where: Where) => (e: { mission?: string | null; environment?: string | null; type: string }) => isOf(where)(e) && e.type.startsWith('gantry.telemetry.alarm_');

/** Values that left their limits, until somebody has seen it. */
export function Alarms({ where }: { where: Where }) {
  const { query } = usePlace();
  const isAll = query.get('all') === 'yes';
  const alarms = usePages<Alarm>((after, signal) => get(root, { path: where, query: { all: isAll, after, limit: 200 }, signal }), [where, isAll]);
  useEntries(entries => { if (entries.length === 0 || entries.some(tells(where))) alarms.again(); });
  const chosen = query.get('of');
  const waiting = alarms.items.filter(a => !a.clearedAt && !a.acknowledgedAt && !isShelved(a)).length;
  return (
    <>
      <Panel title={waiting > 0 ? `Alarms: ${waiting} that nobody has seen` : 'Alarms'} tools={<>
        <button aria-pressed={!isAll} onClick={() => ask({ all: null })}>Open</button>
        <button aria-pressed={isAll} onClick={() => ask({ all: 'yes' })}>All</button>
      </>}>
        {alarms.fault && <Fault fault={alarms.fault} again={alarms.again} />}
        {alarms.isReady && alarms.items.length === 0 && !alarms.fault ? <Empty>{isAll ? 'No value has left its limits here yet.' : 'No alarm is open: every value that has limits is within them, and somebody has seen what was not.'}</Empty> : (
          <div className="scroll" tabIndex={0} role="region" aria-label="List of alarms">
            <table>
              <thead><tr><th scope="col">Level</th><th scope="col">Parameter</th><th scope="col" className="number">Value</th><th scope="col">Raised, UTC</th><th scope="col">Who has seen it</th><th scope="col"><span className="dim">Actions</span></th></tr></thead>
              <tbody>{alarms.items.map(a => <Row key={a.id} where={where} alarm={a} isChosen={a.id === chosen} again={alarms.again} />)}</tbody>
            </table>
            {alarms.isMore && alarms.items.length > 0 && <p className="pad"><button onClick={alarms.more}>Earlier ones</button></p>}
          </div>
        )}
      </Panel>
      {chosen && <Story key={chosen} where={where} id={chosen} alarm={alarms.items.find(a => a.id === chosen)} />}
    </>
  );
}

const isShelved = (a: Alarm) => !!a.shelvedUntil && Date.parse(a.shelvedUntil) > Date.now();

function Row({ where, alarm: a, isChosen, again }: { where: Where; alarm: Alarm; isChosen: boolean; again: () => void }) {
  const isQuiet = !!a.clearedAt || !!a.acknowledgedAt || isShelved(a);
  const path = { ...where, id: a.id };
  return (
    <tr className={isChosen ? 'chosen' : ''}>
      <td className="narrow">
        {isQuiet ? <span className="state">{plain(a.level ?? 'well again')}</span> : <State of={a.worst} words={a.level ?? 'well again'} />}
        {a.level !== a.worst && <p className="dim">was {a.worst}</p>}
      </td>
      <td><Link href={parameterAt(where, a.parameter)}><Name of={a.parameter} /></Link><p className="dim">on <Link href={channelAt(where, a.channel)}>{a.channel}</Link></p></td>
      <td className="number mono">{a.value}<p className="dim"><Age at={a.changedAt} /></p></td>
      <td className="narrow"><Time at={a.raisedAt} /><p><button className="plain" onClick={() => ask({ of: isChosen ? null : a.id })}>{isChosen ? 'close' : 'its story'}</button></p></td>
      <td>
        {a.clearedAt ? <>over <Age at={a.clearedAt} /></> : a.acknowledgedBy ? <>{a.acknowledgedBy}, <Age at={a.acknowledgedAt} /></> : <span className="dim">nobody</span>}
        {isShelved(a) && !a.clearedAt && <p>put aside by {a.shelvedBy} until <Time at={a.shelvedUntil} short /></p>}
        {a.note && <p className="dim wrap">{a.note}</p>}
      </td>
      <td className="narrow">{!a.clearedAt && <div className="actions">
        {!a.acknowledgedAt && <Action label="Acknowledge" reason="welcome" title={`Acknowledge ${a.parameter}`} done={again}
          will={<p>{a.level ? `The value is out of its limits (${a.level}). The alarm says that you have seen it, and is over by itself as soon as the value is well. If it becomes worse it wants to be seen again.` : 'The value is within its limits again. With this the alarm is over.'}</p>}
          act={note => post(`${root}/{id}/acknowledge`, { path, body: { note: note || undefined } })} />}
        {isShelved(a)
          ? <Action label="Take back" title={`Take back ${a.parameter}`} will={<p>Its changes are told again, and it counts among what needs somebody.</p>} done={again} act={() => post(`${root}/{id}/shelve`, { path, body: { seconds: 0 } })} />
          : <Shelve path={path} parameter={a.parameter} done={again} />}
        <Action label="Clear" danger reason="needed" title={`Clear ${a.parameter}`} done={again}
          will={<p>The alarm ends now{a.level ? ', though the value is out of its limits. It is raised again when its level changes' : ''}. Your reason is kept with it.</p>}
          act={note => post(`${root}/{id}/clear`, { path, body: { note } })} />
      </div>}</td>
    </tr>
  );
}

const spans = [['15 minutes', 900], ['1 hour', 3600], ['4 hours', 14_400], ['1 day', 86_400], ['7 days', 604_800]] as const;

function Shelve({ path, parameter, done }: { path: Where & { id: string }; parameter: string; done: () => void }) {
  const [seconds, setSeconds] = useState(3600);
  return (
    <Action label="Shelve" reason="welcome" title={`Put ${parameter} aside`} done={done} will={<p>It stays in the list, but nothing is told of its changes until the time is over, and it does not count among what needs somebody.</p>}
      act={note => post(`${root}/{id}/shelve`, { path, body: { seconds, note: note || undefined } })}>
      <label>For<select value={seconds} onChange={e => setSeconds(Number(e.target.value))}>{spans.map(([name, s]) => <option key={s} value={s}>{name}</option>)}</select></label>
    </Action>
  );
}

const stories: Record<string, string> = {
  alarm_raised: 'left its limits', alarm_changed: 'changed its level', alarm_acknowledged: 'was seen', alarm_shelved: 'was put aside, or taken back', alarm_cleared: 'is over',
};

/** What happened to one alarm, as the journal tells it. */
function Story({ where, id, alarm }: { where: Where; id: string; alarm?: Alarm }) {
  const told = useLoad(signal => get('/api/v1/journal', { query: { ...where, kind: 'telemetry.alarm_*', newest: true, limit: 1000 }, signal }), [where, id], tells(where));
  return (
    <Panel title={alarm ? `Story of ${alarm.parameter}` : 'Story of the alarm'} tools={alarm && <Link href={plotAt(where, [alarm.parameter])}>Plot it</Link>}>
      <Show of={told}>
        {({ items }) => {
          const mine = items.filter(e => e.subject === `alarms/${id}`);
          return mine.length === 0 ? <Empty>The latest thousand entries of alarms do not tell of it.</Empty> : (
            <div className="scroll"><table>
              <thead><tr><th scope="col">Time, UTC</th><th scope="col">What</th><th scope="col">Level</th><th scope="col">Value</th><th scope="col">By</th><th scope="col">Note</th></tr></thead>
              <tbody>{mine.map(e => {
                const data = e.data as { level?: string; value?: string; note?: string };
                return <tr key={e.sequence}><td className="narrow"><Time at={e.time} /></td><td>{stories[e.type.split('.').pop()!] ?? e.type}</td><td>{data.level === 'normal' ? 'well' : data.level}</td><td className="mono">{data.value}</td><td>{e.principal}</td><td className="wrap">{data.note}</td></tr>;
              })}</tbody>
            </table></div>
          );
        }}
      </Show>
    </Panel>
  );
}
