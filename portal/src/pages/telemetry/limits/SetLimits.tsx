import { useState } from 'react';
import type { Where } from '../../../parts/scope';
import { Confirm } from '../../../parts/ui';
import { utc } from '../../../parts/words';
import { bare, say } from '../values';
import { levelOf, levels, type LimitsView, limitWords, type Range, setLimits } from './limits';

const spans = [['until somebody withdraws them', 0], ['for 1 hour', 3600], ['for 2 hours', 7200], ['for 8 hours', 28_800], ['for 1 day', 86_400], ['for 7 days', 604_800]] as const;

/** Asks for limits of a parameter, and says what they will do. */
export function SetLimits({ where, limits: l, unit, value, close }: { where: Where; limits: LimitsView; unit?: string | null; value?: number; close: (done: boolean) => void }) {
  const isSet = !!l.setBy;
  const [bounds, setBounds] = useState(() => Object.fromEntries((isSet ? l.ranges : l.own).map(r => [r.level, { low: r.low?.toString() ?? '', high: r.high?.toString() ?? '' }])));
  const [isOff, setOff] = useState(l.isOff);
  const [violations, setViolations] = useState(String((isSet ? l.violations : l.ownViolations) ?? 1));
  const [seconds, setSeconds] = useState<number>(0);
  const ranges: Range[] = levels.flatMap(level => {
    const [low, high] = [numberOf(bounds[level]?.low), numberOf(bounds[level]?.high)];
    return low === undefined && high === undefined ? [] : [{ level, low, high }];
  });
  const level = value === undefined || isOff ? undefined : levelOf(value, ranges);
  const put = (name: string, side: 'low' | 'high', text: string) => setBounds({ ...bounds, [name]: { low: '', high: '', ...bounds[name], [side]: text } });
  const act = (reason: string) => setLimits(where, l.parameter, {
    reason, isOff, ranges: isOff ? undefined : ranges, violations: isOff ? undefined : Number(violations) || undefined, until: seconds > 0 ? new Date(Date.now() + seconds * 1000).toISOString() : undefined,
  });
  const wish = isOff ? 'nothing is watched, and no alarm is raised' : ranges.length === 0 ? 'say at least one limit below' : limitWords(ranges, Number(violations));
  const contexts = l.ownContexts === 0 ? '' : `, its ${l.ownContexts === 1 ? 'context' : `${l.ownContexts} contexts`} too`;
  const instead = `This stands in the place of all that the database says of it${contexts}${isSet ? ', and of what was set before' : ''}.`;
  return (
    <Confirm title={`${isSet ? 'Change' : 'Set'} the limits of ${bare(l.parameter)}`} label={isSet ? 'Change them' : 'Set them'} reason="needed" danger={isOff} act={act} close={close} will={<>
      <p>From the next packet on, on every channel of {where.mission}/{where.environment}: <b>{wish}</b>. {instead} What was received before keeps the limits it was received with.</p>
      {value !== undefined && !isOff && ranges.length > 0 && <p>Its value now, {say(value)}{unit && ` ${unit}`}, {level ? <>is <b>beyond {level}</b>: an alarm comes of it</> : 'is within them'}.</p>}
      <p className="dim">{seconds > 0 ? `They end by themselves at ${utc(new Date(Date.now() + seconds * 1000))} UTC, and those of the database hold again.` : 'They hold until somebody withdraws them.'}</p>
    </>}>
      <label className="inline"><input type="checkbox" checked={isOff} onChange={e => setOff(e.target.checked)} />Watch nothing of it</label>
      {!isOff && (
        <table className="bounds" aria-label="Limits">
          <thead><tr><th scope="col">Level</th><th scope="col">Below{unit && `, ${unit}`}</th><th scope="col">Above{unit && `, ${unit}`}</th></tr></thead>
          <tbody>{levels.map(name => (
            <tr key={name}>
              <th scope="row">{name}</th>
              {(['low', 'high'] as const).map(side => <td key={side}><input type="number" step="any" aria-label={`${name} ${side === 'low' ? 'below' : 'above'}`} value={bounds[name]?.[side] ?? ''} onChange={e => put(name, side, e.target.value)} /></td>)}
            </tr>
          ))}</tbody>
        </table>
      )}
      <div className="fields">
        {!isOff && <label>How many samples in a row it takes<input type="number" min={1} max={1000} required value={violations} onChange={e => setViolations(e.target.value)} /></label>}
        <label>They hold<select value={seconds} onChange={e => setSeconds(Number(e.target.value))}>{spans.map(([words, s]) => <option key={s} value={s}>{words}</option>)}</select></label>
      </div>
    </Confirm>
  );
}

const numberOf = (text?: string) => text === undefined || text.trim() === '' || !Number.isFinite(Number(text)) ? undefined : Number(text);
