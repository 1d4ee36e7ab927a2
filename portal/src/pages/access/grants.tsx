import { Refused, type View } from '../../api/client';

type Grant = View<'GrantView'>;

export const grantWords = (g: Grant) => [g.role, ...(g.mission || g.environment ? [g.mission ?? '*'] : []), ...(g.environment ? [g.environment] : [])].join(':');

/** Reads `role`, `role:mission` and `role:mission:environment`, one a line. What they may be, the server says. */
export function grantsOf(text: string): Grant[] {
  return text.split(/[\n,]/).map(line => line.trim()).filter(Boolean).map(line => {
    const [role, mission, environment, more] = line.split(':');
    if (!role || more !== undefined) throw new Refused(0, 'portal.bad_grant', `'${line}' is no grant. Write role, role:mission or role:mission:environment, such as operator:sentinel:ops.`);
    return { role, mission: mission && mission !== '*' ? mission : undefined, environment: environment && environment !== '*' ? environment : undefined };
  });
}

export const GrantInput = ({ label, value, change }: { label: string; value: string; change: (value: string) => void }) => (
  <label>{label}, one a line: <span className="dim">role, role:mission or role:mission:environment</span>
    <textarea rows={3} value={value} onChange={e => change(e.target.value)} spellCheck={false} placeholder="operator:sentinel:ops" />
  </label>
);
