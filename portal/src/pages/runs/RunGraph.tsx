import { Graph, type Node } from '../../parts/Graph';
import { plain, span } from '../../parts/words';
import type { Step } from './RunPage';

const tones: Record<string, Node['tone']> = {
  running: 'going', ready: 'going', fanned: 'going', asking: 'attention', failed: 'bad', errored: 'bad', waiting: 'idle', skipped: 'idle', cancelled: 'idle',
};

const most = 40;

/** The steps of a run; the parts of one that fanned out stand behind it, as far as they can be told apart. */
export function RunGraph({ steps, chosen, address }: { steps: Step[]; chosen: string | null; address: string }) {
  const parts = steps.filter(s => s.parent);
  const shown = parts.length > most ? steps.filter(s => !s.parent || s.name === chosen || tones[s.state] === 'bad').slice(0, 200) : steps;
  const nodes = shown.map<Node>(s => ({
    id: s.name, title: s.name, small: wordsOf(s), tone: tones[s.state], href: `${address}?step=${encodeURIComponent(s.name)}`, isChosen: s.name === chosen, hover: s.reason ?? undefined,
  }));
  const byStep = new Map(shown.filter(s => !s.parent).map(s => [s.step, s.name]));
  const edges = shown.flatMap(s => s.parent
    ? [[s.parent, s.name] as [string, string]]
    : s.needs.flatMap(n => byStep.has(n) ? [[byStep.get(n)!, s.name] as [string, string]] : []));
  return (
    <>
      <Graph nodes={nodes} edges={edges} label="Steps and what they need" />
      {shown.length < steps.length && <p className="dim">{steps.length - shown.length} parts that need nobody are not drawn; the timeline has them all.</p>}
    </>
  );
}

function wordsOf(s: Step): string {
  if (s.takenFrom) return `${plain(s.state)}, taken from before`;
  if (s.state === 'running' && s.progress != null) return `running, ${Math.round(s.progress * 100)} %`;
  const took = s.startedAt && s.endedAt ? `, ${span(Date.parse(s.endedAt) - Date.parse(s.startedAt))}` : '';
  return plain(s.state) + took + (s.attempts > 1 ? `, try ${s.attempts}` : '');
}
