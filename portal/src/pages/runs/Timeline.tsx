import { Link } from '../../parts/route';
import { Empty, useNow } from '../../parts/ui';
import { plain, span, utcTime } from '../../parts/words';
import type { Run, Step } from './RunPage';

const tones: Record<string, string> = { running: 'going', fanned: 'going', failed: 'bad', errored: 'bad', asking: 'attention' };

/** When each step worked, on the run's own scale. */
export function Timeline({ run, steps }: { run: Run; steps: Step[] }) {
  const now = useNow(run.endedAt ? 3_600_000 : 1000);
  const begun = steps.filter(s => s.startedAt).sort((a, b) => a.startedAt!.localeCompare(b.startedAt!));
  if (begun.length === 0) return <Empty>{run.endedAt ? 'No step was done in this run.' : 'No step has begun yet.'}</Empty>;
  const from = Math.min(...begun.map(s => Date.parse(s.startedAt!)));
  const until = Math.max(from + 1, ...begun.map(s => s.endedAt ? Date.parse(s.endedAt) : now));
  return (
    <div className="timeline">
      {begun.slice(0, 300).map(s => {
        const [a, b] = [Date.parse(s.startedAt!), s.endedAt ? Date.parse(s.endedAt) : now];
        const words = `${s.name} ${plain(s.state)}, from ${utcTime(new Date(a))} for ${span(b - a)}`;
        return (
          <div key={s.name} className="line">
            <Link href={`?step=${encodeURIComponent(s.name)}`} title={s.name}>{s.name}</Link>
            <svg className={tones[s.state] ?? ''} viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label={words}>
              <title>{words}</title>
              <rect x={((a - from) / (until - from)) * 1000} width={Math.max(3, ((b - a) / (until - from)) * 1000)} y={0} height={10} />
            </svg>
            <span className="mono">{span(b - a)}</span>
          </div>
        );
      })}
    </div>
  );
}
