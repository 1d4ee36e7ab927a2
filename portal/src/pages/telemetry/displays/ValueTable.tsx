import type { View } from '../../../api/client';
import { Link } from '../../../parts/route';
import type { Where } from '../../../parts/scope';
import { Panel, State } from '../../../parts/ui';
import { span } from '../../../parts/words';
import { parameterAt } from '../places';
import type { Live, Sample } from '../stream';
import { Judgement, SampleAge, say } from '../values';
import type { Staleness } from './stale';

type Item = View<'DisplayItem'>;

/** A row for each parameter with its newest value: whether it is within its limits, and how old it is. */
export function ValueTable({ where, title, items, live, stale, now }: { where: Where; title: string; items: Item[]; live: Live; stale: Staleness; now: number }) {
  return (
    <Panel title={title}>
      <div className="scroll">
        <table className="values" aria-label={title}>
          <thead><tr><th scope="col">Parameter</th><th scope="col" className="number">Value</th><th scope="col">Unit</th><th scope="col">Limits</th><th scope="col" className="number">Age</th></tr></thead>
          <tbody>{items.flatMap(item => rowsOf(item, live).map(({ name, label, sample }) => item.parameter
            ? <Row key={name} where={where} item={item} name={name} label={label} sample={sample} isOld={!!sample && (!live.isLive || stale.isStale(sample, now))} patience={sample ? stale.patience(sample) : 0} />
            : <Missing key={name} item={item} />))}</tbody>
        </table>
      </div>
    </Panel>
  );
}

/** An array or an aggregate has a row for each of its parts that came. */
function rowsOf(item: Item, live: Live): { name: string; label: string; sample?: Sample }[] {
  const name = item.parameter ?? item.name;
  const label = item.label ?? item.name;
  const sample = live.values.get(name);
  const parts = sample || (item.kind !== 'array' && item.kind !== 'aggregate') ? [] : [...live.values.keys()].filter(k => k.startsWith(`${name}.`) || k.startsWith(`${name}[`));
  return parts.length === 0 ? [{ name, label, sample }] : parts.map(part => ({ name: part, label: label + part.slice(name.length), sample: live.values.get(part) }));
}

const tones: Record<string, string> = { watch: 'caution', warning: 'caution', distress: 'serious', critical: 'critical', severe: 'critical' };

function Row({ where, item, name, label, sample, isOld, patience }: { where: Where; item: Item; name: string; label: string; sample?: Sample; isOld: boolean; patience: number }) {
  return (
    <tr className={`${isOld ? 'stale' : ''} ${sample?.level && !isOld ? `beyond ${tones[sample.level] ?? 'critical'}` : ''}`}>
      <th scope="row" title={`${name}${item.about ? `: ${item.about}` : ''}`}><Link href={parameterAt(where, name)}>{label}</Link></th>
      <td className="number mono value" title={sample?.raw == null ? undefined : `raw ${say(sample.raw)}`}>{sample ? say(sample.value) : <span className="dim">–</span>}</td>
      <td className="dim">{item.unit}</td>
      <td title={sample?.limit ?? undefined}>{sample ? <Judgement sample={sample} /> : <span className="dim">none yet</span>}</td>
      <td className="number narrow" title={isOld ? `Nothing newer came for longer than ${span(patience)}` : undefined}>{isOld && <span className="dim">old, </span>}<SampleAge sample={sample} /></td>
    </tr>
  );
}

const Missing = ({ item }: { item: Item }) => (
  <tr>
    <th scope="row" className="mono">{item.label ?? item.name}</th>
    <td colSpan={4}><State of="attention" words={`no database here has ${item.name}`} /></td>
  </tr>
);
