import { useState } from 'react';
import type { Where } from '../../../parts/scope';
import { Action } from '../../../parts/ui';
import { bare } from '../values';
import { type LimitsView, ownWords, withdrawLimits } from './limits';
import { SetLimits } from './SetLimits';

/** What can be done to the limits of a parameter. */
export function Change({ where, limits: l, unit, value, done }: { where: Where; limits: LimitsView; unit?: string | null; value?: number; done: () => void }) {
  const [isOpen, setOpen] = useState(false);
  const isSet = !!l.setBy;
  return (
    <>
      <button onClick={() => setOpen(true)} aria-label={`${isSet ? 'Change' : 'Set'} the limits of ${bare(l.parameter)}`}>{isSet ? 'Change…' : 'Set…'}</button>
      {isOpen && <SetLimits {...{ where, unit, value }} limits={l} close={was => { setOpen(false); if (was) done(); }} />}
      {isSet && <Action label="Withdraw…" does="Withdraw them" reason="welcome" title={`Withdraw the limits of ${bare(l.parameter)}`} done={done} act={reason => withdrawLimits(where, l.parameter, reason)}
        will={<p>From the next packet on the database's own limits hold again: <b>{ownWords(l)}</b>. {l.own.length + l.ownContexts > 0 ? 'A value beyond them raises an alarm.' : 'Nothing is watched then.'}</p>} />}
    </>
  );
}
