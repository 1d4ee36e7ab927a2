import { useState } from 'react';
import { get, post, type View } from '../../../api/client';
import { useLoad } from '../../../parts/load';
import { go, to } from '../../../parts/route';
import type { Where } from '../../../parts/scope';
import { Confirm, Empty, Show } from '../../../parts/ui';
import { many, short, span } from '../../../parts/words';
import type { Batch } from './words';

const kinds = [
  { kind: 'backfill', name: 'Backfill', says: 'A run for each product that would have started the pipeline, as it is now.' },
  { kind: 'stale', name: 'Bring up to date', says: 'A run for each last result that another release made. Steps that did not change are taken from before.' },
  { kind: 'replay', name: 'Replay', says: 'A run for each arrival of a stretch of time, in its order, with the newest inputs of that moment.' },
  { kind: 'repeat', name: 'Repeat what failed', says: 'Each run that did not pass, once more.' },
  { kind: 'shadow', name: 'Shadow', says: 'Good runs of another environment once more, by the release that stands here: the same inputs, nothing published. Then each product is compared with what was made there.' },
] as const;

type Form = { pipeline: string; kind: string; from: string; filter: string; since: string; until: string; speed: string; last: string; atOnce: string; perMinute: string; byStanding: boolean };

/** Asks what the batch is to be, counts it, and begins it when that is wanted. */
export function Begin({ where, kind, close }: { where: Where; kind: string; close: () => void }) {
  const pipelines = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/pipelines', { path: where, signal }), [where]);
  return <Show of={pipelines}>{({ items }) => <Steps where={where} pipelines={items} kind={kind} close={close} />}</Show>;
}

function Steps({ where, pipelines, kind, close }: { where: Where; pipelines: View<'PipelineView'>[]; kind: string; close: () => void }) {
  const [form, setForm] = useState<Form>({
    pipeline: pipelines[0]?.name ?? '', kind: kinds.some(k => k.kind === kind) ? kind : 'backfill', from: where.environment === 'ops' ? 'ops' : kind === 'shadow' || kind === 'replay' ? 'ops' : where.environment,
    filter: '', since: '', until: '', speed: '', last: '10', atOnce: '', perMinute: '', byStanding: false,
  });
  const [draft, setDraft] = useState<Batch>();
  const path = { ...where, name: form.pipeline };
  const send = (isPreview: boolean) => post('/api/v1/missions/{mission}/environments/{environment}/pipelines/{name}/batches', { path, body: { ...requestOf(form, where), isPreview } });
  if (pipelines.length === 0) return <Confirm title="New batch" label="Well" act={async () => {}} close={close} will={<p>The release that stands in {where.mission}/{where.environment} has no pipelines.</p>} />;
  if (draft) {
    const words = draft.total === 0 ? 'There is nothing to do' : `Begin ${many(draft.total, 'run')} of ${draft.pipeline}`;
    return (
      <Confirm key="second" title={words} label={draft.total === 0 ? 'Well' : 'Begin'} close={done => { setDraft(undefined); if (done && draft.total === 0) close(); }}
        act={async () => { if (draft.total > 0) { const made = await send(false); go(to('runs', where.mission, where.environment, 'batches', made.id)); } }}
        will={draft.total === 0 ? <Empty>Nothing is like this: choose a longer time or another filter.</Empty> : (
          <>
            <p>{many(draft.total, 'run')} will be made in {where.mission}/{where.environment} by release <code>{short(draft.release)}</code>{form.atOnce && `, ${form.atOnce} at a time`}{form.perMinute && `, at most ${form.perMinute} a minute: in about ${span((draft.total / Number(form.perMinute)) * 60_000)}`}.</p>
            <p>They go behind whatever arrives meanwhile, and can be paused and stopped. {form.kind === 'shadow' ? 'Nothing of what they make is published.' : 'What they make is published as always.'}</p>
          </>
        )} />
    );
  }
  return (
    <Confirm key="first" title="New batch" label="Count it" close={done => { if (!done) close(); }} act={async () => setDraft(await send(true))}
      will={<p>{kinds.find(k => k.kind === form.kind)!.says} Nothing begins before you have seen how many it is.</p>}>
      <Fields form={form} set={more => setForm({ ...form, ...more })} pipelines={pipelines} />
    </Confirm>
  );
}

function Fields({ form, set, pipelines }: { form: Form; set: (more: Partial<Form>) => void; pipelines: View<'PipelineView'>[] }) {
  const text = (name: keyof Form) => ({ value: String(form[name]), onChange: (e: { target: { value: string } }) => set({ [name]: e.target.value }) });
  const number = { type: 'number', min: 1, step: 1 } as const;
  const time = { placeholder: '2026-11-21', pattern: '\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d)?Z)?', title: 'A day, or a time such as 2026-11-21T10:00Z' };
  const isOfRuns = form.kind === 'stale' || form.kind === 'repeat' || form.kind === 'shadow';
  return (
    <div className="fields">
      <label>What<select {...text('kind')}>{kinds.map(k => <option key={k.kind} value={k.kind}>{k.name}</option>)}</select></label>
      <label>Pipeline<select {...text('pipeline')}>{pipelines.map(p => <option key={p.name}>{p.name}</option>)}</select></label>
      {(form.kind === 'shadow' || form.kind === 'replay') && <label>{form.kind === 'shadow' ? 'Compared with' : 'Arrivals of'}<select {...text('from')}>{['dev', 'aiv', 'ops'].map(e => <option key={e}>{e}</option>)}</select></label>}
      {!isOfRuns && <label className="all">Which products, in the words of $filter <span className="dim">(else all that would start it)</span><input {...text('filter')} placeholder="startswith(Name,'S1A')" /></label>}
      <label>{isOfRuns ? 'Runs made from (UTC)' : 'Published from (UTC)'}<input {...text('since')} {...time} required={form.kind === 'replay'} /></label>
      <label>Until before<input {...text('until')} {...time} required={form.kind === 'replay'} /></label>
      {form.kind === 'shadow' && <label>The last so many<input {...text('last')} {...number} /></label>}
      {form.kind === 'replay' && <label>Times faster than it was <span className="dim">(else one after the other)</span><input {...text('speed')} type="number" min={0.1} step="any" /></label>}
      <label>At a time<input {...text('atOnce')} {...number} placeholder="20" /></label>
      <label>At most, a minute<input {...text('perMinute')} {...number} placeholder="no limit" /></label>
      {form.kind === 'repeat' && <label className="inline all"><input type="checkbox" checked={form.byStanding} onChange={e => set({ byStanding: e.target.checked })} />By the release that stands now, and not by its own</label>}
    </div>
  );
}

const instant = (text: string) => !text ? undefined : text.length === 10 ? `${text}T00:00:00Z` : text;
const number = (text: string) => text ? Number(text) : undefined;

function requestOf(form: Form, where: Where): View<'BeginBatchRequest'> {
  const takes = form.kind === 'shadow' || form.kind === 'replay';
  return {
    kind: form.kind, from: takes && form.from !== where.environment ? form.from : undefined, filter: form.kind === 'backfill' || form.kind === 'replay' ? form.filter.trim() || undefined : undefined,
    since: instant(form.since), until: instant(form.until), speed: form.kind === 'replay' ? number(form.speed) : undefined, last: form.kind === 'shadow' ? number(form.last) : undefined,
    byStanding: form.kind === 'repeat' && form.byStanding, atOnce: number(form.atOnce), perMinute: number(form.perMinute), isPreview: false,
  };
}
