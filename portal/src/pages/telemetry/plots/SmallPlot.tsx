import { useState } from 'react';
import { get } from '../../../api/client';
import { useLoad } from '../../../parts/load';
import { isOf, type Where } from '../../../parts/scope';
import { Show } from '../../../parts/ui';
import { useEdge, useFollow } from './follow';
import { Strip } from './Strip';
import { Window } from './window';

const last = 15 * 60_000;

/** The last minutes of one parameter, on a page about it. */
export default function SmallPlot({ where, parameter }: { where: Where; parameter: string }) {
  const about = useLoad(signal => get('/api/v1/missions/{mission}/environments/{environment}/telemetry/parameter', { path: where, query: { name: parameter }, signal }), [where, parameter], e => isOf(where)(e) && e.type.startsWith('gantry.telemetry.limits_'));
  const [shown] = useState(() => new Window({ from: Date.now() - last, to: Date.now(), last }));
  const { edge } = useEdge(where, [parameter]);
  useFollow(shown, edge);
  return <Show of={about}>{a => <Strip where={where} about={a} part={parameter} window={shown} edge={edge} height={170} sync={parameter} isLast />}</Show>;
}
