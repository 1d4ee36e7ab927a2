import { get, post } from '../../api/client';
import { useLoad } from '../../parts/load';
import { Link, to } from '../../parts/route';
import type { Where } from '../../parts/scope';
import { Action, Empty, Panel, Show, State, Time } from '../../parts/ui';
import { bytes, span } from '../../parts/words';
import { Log } from './Log';
import type { Run, Step } from './RunPage';

/** What a step did, why it did it, what it used, and what it wrote; and what it asks, if it asks. */
export function StepPage({ where, run, step, again }: { where: Where; run: Run; step: Step; again: () => void }) {
  const path = { ...where, id: run.id, step: step.name };
  const why = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/runs/{id}/steps/{step}/why', { path, signal }), [step.name, step.state]);
  const attempts = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/runs/{id}/steps/{step}/attempts', { path, signal }), [step.name, step.state, step.attempts]);
  const answer = (yes: boolean) => (reason: string) => post('/api/v1/missions/{mission}/environments/{environment}/runs/{id}/steps/{step}/answer', { path, body: { yes, reason: reason || undefined } });
  return (
    <>
      <Panel title={<>Step {step.name}: <State of={step.state} /></>} tools={step.state === 'asking' && <>
        <Action label="Approve" title={`Approve ${step.name}`} reason="welcome" will={<><p>{step.asks}</p><p>The run goes on from here.</p></>} act={answer(true)} done={again} />
        <Action label="Refuse" danger title={`Refuse ${step.name}`} reason="welcome" will={<><p>{step.asks}</p><p>The step ends as failed, and what needs it is not done.</p></>} act={answer(false)} done={again} />
      </>}>
        <dl className="facts">
          {step.asks && <><dt>Asks</dt><dd>{step.asks}</dd></>}
          {step.reason && <><dt>Reason</dt><dd>{step.reason}</dd></>}
          <dt>Why</dt><dd><Show of={why}>{w => <>{w.sentence}</>}</Show></dd>
          {step.takenFrom && <><dt>Taken from</dt><dd><TakenFrom where={where} text={step.takenFrom} /></dd></>}
          {step.progressNote && <><dt>Says</dt><dd>{step.progressNote}</dd></>}
        </dl>
        <Show of={attempts}>
          {({ items }) => items.length === 0 ? <></> : (
            <div className="scroll">
              <table>
                <thead><tr><th scope="col">Try</th><th scope="col">State</th><th scope="col">Began, UTC</th><th scope="col" className="number">Took</th><th scope="col" className="number">Processor</th><th scope="col" className="number">Peak memory</th><th scope="col" className="number">Read</th><th scope="col" className="number">Written</th><th scope="col">Where</th><th scope="col">Ended with</th></tr></thead>
                <tbody>
                  {items.map(a => (
                    <tr key={a.id}>
                      <td className="narrow">{a.number}</td><td className="narrow"><State of={a.state} /></td><td className="narrow"><Time at={a.startedAt} /></td>
                      <td className="number">{a.endedAt ? span(Date.parse(a.endedAt) - Date.parse(a.startedAt)) : '…'}</td>
                      <td className="number">{a.processorSeconds == null ? '–' : span(a.processorSeconds * 1000)}</td><td className="number">{size(a.peakMemoryBytes)}</td><td className="number">{size(a.readBytes)}</td><td className="number">{size(a.writtenBytes)}</td>
                      <td className="narrow">{a.runner} on {a.node}</td><td>{a.reason ?? (a.exitCode == null ? '' : `exit code ${a.exitCode}`)}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )}
        </Show>
      </Panel>
      {attempts.value && (attempts.value.items.length > 0
        ? <Log key={attempts.value.items.length} where={where} run={run.id} step={step.name} attempts={attempts.value.items} />
        : <Panel title="Log"><Empty>{step.takenFrom ? 'This step was not done again, so it wrote nothing; its results were taken from before.' : 'This step was not tried yet, so it wrote nothing.'}</Empty></Panel>)}
    </>
  );
}

const size = (n?: number | null) => n == null ? '–' : bytes(n);

function TakenFrom({ where, text }: { where: Where; text: string }) {
  const [run, step] = text.split('/', 2);
  return run && step ? <Link className="mono" href={`${to('runs', where.mission, where.environment, run)}?step=${encodeURIComponent(step)}`}>{text}</Link> : <>{text}</>;
}
