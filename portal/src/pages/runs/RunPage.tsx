import { addressOf, get, post, type View } from '../../api/client';
import { useLoad } from '../../parts/load';
import { go, Link, to, usePlace } from '../../parts/route';
import type { Where } from '../../parts/scope';
import { Action, Age, Panel, Show, State, Time } from '../../parts/ui';
import { plain, short, span } from '../../parts/words';
import { useRun } from './follow';
import { Outputs } from './Outputs';
import { RunGraph } from './RunGraph';
import { StepPage } from './StepPage';
import { Timeline } from './Timeline';

export type Run = View<'RunView'>;
export type Step = View<'RunStepView'>;

const ended = ['passed', 'failed', 'errored', 'cancelled', 'dropped'];

/** One run: its steps as a graph and in time, and what the chosen one did. */
export function RunPage({ where, id }: { where: Where; id: string }) {
  const { query } = usePlace();
  const path = { ...where, id };
  const run = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/runs/{id}', { path, signal }), [id]);
  // Of its steps the journal does not tell; the run has a stream of its own.
  const told = useRun(run.value && addressOf('/api/v1/missions/{mission}/environments/{environment}/runs/{id}/stream', path));
  const steps = { ...run, value: told.steps, fault: undefined };
  const isGoing = run.value !== undefined && !ended.includes((told.run ?? run.value).state);
  // Whoever asks or failed is looked at first.
  const chosen = query.get('step') ?? steps.value?.find(s => s.state === 'asking' || s.state === 'failed' || s.state === 'errored')?.name ?? null;
  return (
    <Show of={{ ...run, value: told.run ?? run.value }}>
      {r => (
        <>
          <Head run={r} isGoing={isGoing} step={chosen} again={told.again} />
          <Show of={steps}>
            {all => {
              const step = all.find(s => s.name === chosen);
              return (
                <>
                  <Panel title="Steps"><div className="pad scroll"><RunGraph steps={all} chosen={chosen} address={to('runs', where.mission, where.environment, id)} /></div></Panel>
                  {step ? <StepPage key={step.name} where={where} run={r} step={step} again={told.again} /> : chosen && <p className="dim">This run has no step {chosen}.</p>}
                  <div className="columns wide">
                    <Panel title="Timeline"><Timeline run={r} steps={all} /></Panel>
                    <Facts run={r} />
                  </div>
                  <Panel title="Artefacts"><Outputs where={where} run={r} /></Panel>
                </>
              );
            }}
          </Show>
        </>
      )}
    </Show>
  );
}

function Head({ run, isGoing, step, again }: { run: Run; isGoing: boolean; step: string | null; again: () => void }) {
  const path = { mission: run.mission, environment: run.environment, id: run.id };
  const repeat = (from?: string) => async () => {
    const made = await post('/api/v1/missions/{mission}/environments/{environment}/runs/{id}/repeat', { path, body: { from } });
    go(to('runs', run.mission, run.environment, made.id));
  };
  return (
    <>
      <div className="path">
        <h1><Link href={to('runs', run.mission, run.environment)}>{run.mission}/{run.environment}</Link> · <Link href={`${to('runs', run.mission, run.environment)}?pipeline=${encodeURIComponent(run.pipeline)}`}>{run.pipeline}</Link> · <State of={run.state} /></h1>
        <div className="actions">
          {isGoing && <Action label="Cancel" does="Cancel the run" danger reason="welcome" title={`Cancel this run of ${run.pipeline}`} done={again}
            will={<p>What has not begun never will, what goes on is ended. What steps have made stays; no product is taken back.</p>}
            act={reason => post('/api/v1/missions/{mission}/environments/{environment}/runs/{id}/stop', { path, body: { reason: reason || undefined } })} />}
          {!isGoing && <Action label="Run again" title={`Run ${run.pipeline} again`} act={repeat()}
            will={<p>A new run begins with the same inputs and the same release. What passed is taken over; what did not is done again.</p>} />}
          {!isGoing && step && <Action label={`Run again from ${step}`} does="Run again" title={`Run ${run.pipeline} again from ${step}`} act={repeat(step.replace(/[[(].*/, ''))}
            will={<p>A new run begins with the same inputs and the same release. {step} and all that comes after it is done again, the rest is taken over.</p>} />}
        </div>
      </div>
      {run.reason && <p className="wrap">{run.reason}</p>}
    </>
  );
}

const Facts = ({ run }: { run: Run }) => (
  <Panel title="Run">
    <dl className="facts">
      <dt>Created</dt><dd><Time at={run.createdAt} /> UTC, <Age at={run.createdAt} />, by {run.principal} ({plain(run.cause)})</dd>
      <dt>Took</dt><dd>{run.startedAt ? span((run.endedAt ? Date.parse(run.endedAt) : Date.now()) - Date.parse(run.startedAt)) : 'not begun yet'}{run.startedAt && !run.endedAt && ' so far'}</dd>
      <dt>Release</dt><dd><Link href={`${to('releases', run.mission)}?release=${run.release}`} className="mono">{short(run.release)}</Link></dd>
      {run.repeats && <><dt>Repeats</dt><dd><Link className="mono" href={to('runs', run.mission, run.environment, run.repeats)}>{run.repeats}</Link></dd></>}
      {Object.entries(run.parameters).map(([name, value]) => <div key={name} style={{ display: 'contents' }}><dt>{name}</dt><dd className="mono">{value}</dd></div>)}
    </dl>
  </Panel>
);
