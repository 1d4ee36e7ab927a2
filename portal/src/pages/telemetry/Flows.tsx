import type { View } from '../../api/client';
import { Age, Panel } from '../../parts/ui';
import { bytes, count } from '../../parts/words';

type Channel = View<'ChannelView'>;

const perSecond = (rate: number) => rate === 0 ? <span className="dim">–</span> : `${rate >= 100 ? Math.round(rate) : Number(rate.toPrecision(2))}/s`;

/** What came of each process, and through each virtual channel: two spacecraft on one link show as two. */
export function Flows({ of: { flows, virtualChannels } }: { of: Channel }) {
  const hasFrames = !!virtualChannels?.length;
  const spacecraft = new Set(virtualChannels?.map(v => v.spacecraft)).size;
  return (
    <>
      {hasFrames && (
        <Panel title={spacecraft > 1 ? `Virtual channels of ${spacecraft} spacecraft` : 'Virtual channels'}>
          <div className="scroll"><table>
            <thead><tr><th scope="col">Spacecraft</th><th scope="col">Virtual channel</th><th scope="col" className="number">Frames</th><th scope="col" className="number">Rate</th><th scope="col" className="number">Idle</th><th scope="col" className="number">Lost</th><th scope="col" className="number">Corrected</th><th scope="col" className="number">Packets</th><th scope="col">Last good frame</th></tr></thead>
            <tbody>{virtualChannels.map(v => (
              <tr key={`${v.spacecraft} ${v.id}`}>
                <td className="mono">{v.spacecraft}</td><td className="mono">{v.id}</td><td className="number">{count(v.frames)}</td><td className="number">{perSecond(v.framesPerSecond)}</td><td className="number">{count(v.idleFrames)}</td>
                <td className="number">{count(v.lostFrames)}</td><td className="number">{count(v.corrected)}</td><td className="number">{count(v.packets)}</td><td className="narrow"><Age at={v.lastFrameAt} /></td>
              </tr>))}
            </tbody>
          </table></div>
        </Panel>
      )}
      {!!flows?.length && (
        <Panel title="What each process sent">
          <div className="scroll"><table>
            <thead><tr>{hasFrames && <><th scope="col">Spacecraft</th><th scope="col">Virtual channel</th></>}<th scope="col">APID</th><th scope="col" className="number">Packets</th><th scope="col" className="number">Rate</th><th scope="col" className="number">Octets</th><th scope="col" className="number">Missing</th><th scope="col" className="number">Repeated</th><th scope="col">Last packet</th></tr></thead>
            <tbody>{flows.map(f => (
              <tr key={`${f.spacecraft} ${f.virtualChannel} ${f.apid}`}>
                {hasFrames && <><td className="mono">{f.spacecraft}</td><td className="mono">{f.virtualChannel}</td></>}
                <td className="mono">{f.apid ?? <span className="dim">none</span>}</td><td className="number">{count(f.packets)}</td><td className="number">{perSecond(f.packetsPerSecond)}</td><td className="number">{bytes(f.bytes)}</td>
                <td className="number">{count(f.missing)}</td><td className="number">{count(f.repeated)}</td><td className="narrow"><Age at={f.lastPacketAt} /></td>
              </tr>))}
            </tbody>
          </table></div>
        </Panel>
      )}
    </>
  );
}
