import { useState } from 'react';
import { all, get, patch, post, put, remove, type View } from '../../api/client';
import { useLoad } from '../../parts/load';
import { useSession } from '../../parts/session';
import { Action, Age, Confirm, Empty, Panel, Show, Time } from '../../parts/ui';
import { GrantInput, grantsOf, grantWords } from './grants';

/** Who I am and what I hold; for administrators, everybody. */
export default function Access() {
  const { session } = useSession();
  const isAdministrator = session.me.grants.some(g => g.role === 'administrator');
  return (
    <>
      <h1 className="unseen">Access</h1>
      <div className="columns"><Mine /><Tokens /></div>
      {isAdministrator && <Users />}
    </>
  );
}

function Mine() {
  const { session: { me, expiresAt } } = useSession();
  const [isOpen, setOpen] = useState(false);
  const [words, setWords] = useState({ current: '', new: '' });
  return (
    <Panel title="My log-in" tools={me.kind !== 'external' && <button onClick={() => setOpen(true)}>Change password</button>}>
      <dl className="facts">
        <dt>Name</dt><dd>{me.name}</dd>
        <dt>Kind</dt><dd>{me.kind}</dd>
        <dt>May do</dt><dd>{me.grants.map((g, i) => <div key={i}>{grantWords(g)}</div>)}</dd>
        <dt>Session until</dt><dd><Time at={expiresAt} /> UTC</dd>
      </dl>
      {isOpen && (
        <Confirm title="Change my password" label="Change it" close={() => setOpen(false)} will={<p>Other log-ins end at once; personal tokens stay.</p>}
          act={() => put('/api/v1/me/password', { body: words })}>
          <label>Current password<input type="password" autoComplete="current-password" required value={words.current} onChange={e => setWords({ ...words, current: e.target.value })} /></label>
          <label>New password<input type="password" autoComplete="new-password" required value={words.new} onChange={e => setWords({ ...words, new: e.target.value })} /></label>
        </Confirm>
      )}
    </Panel>
  );
}

function Tokens() {
  const tokens = useLoad(signal => all(after => get('/api/v1/me/tokens', { query: { after }, signal })), ['tokens']);
  const [isOpen, setOpen] = useState(false);
  const [wish, setWish] = useState({ name: '', days: 90, limits: '' });
  const [made, setMade] = useState<View<'CreatedToken'>>();
  return (
    <Panel title="My tokens" tools={<button onClick={() => setOpen(true)}>New token</button>}>
      {made && <Secret of={`token ${made.token.name}`} secret={made.secret} close={() => setMade(undefined)} />}
      <Show of={tokens}>
        {items => items.length === 0 ? <Empty><p>No tokens. One lets a program act for you without knowing your password.</p></Empty> : (
          <table>
            <thead><tr><th scope="col">Name</th><th scope="col">Limited to</th><th scope="col">Last used</th><th scope="col">Until</th><th scope="col"><span className="dim">Actions</span></th></tr></thead>
            <tbody>{items.map(t => (
              <tr key={t.id}>
                <td>{t.name}</td><td>{t.limitedTo?.map(grantWords).join(', ') ?? 'nothing'}</td><td><Age at={t.lastUsedAt} /></td><td><Time at={t.expiresAt} /></td>
                <td className="narrow"><Action label="Revoke" danger title={`Revoke ${t.name}`} will={<p>Whatever uses this token is refused from its next request on.</p>} act={() => remove('/api/v1/me/tokens/{id}', { path: { id: t.id } })} done={tokens.again} /></td>
              </tr>))}
            </tbody>
          </table>
        )}
      </Show>
      {isOpen && (
        <Confirm title="New token" label="Make it" close={done => { setOpen(false); if (done) tokens.again(); }} will={<p>It can do what you can, or less. Its secret is shown once.</p>}
          act={async () => setMade(await post('/api/v1/me/tokens', { body: { name: wish.name, expiresInDays: wish.days, limitedTo: wish.limits ? grantsOf(wish.limits) : undefined } }))}>
          <label>What it is for<input required value={wish.name} onChange={e => setWish({ ...wish, name: e.target.value })} /></label>
          <label>Days until it ends<input type="number" min={1} required value={wish.days} onChange={e => setWish({ ...wish, days: Number(e.target.value) })} /></label>
          <GrantInput label="Limited to" value={wish.limits} change={limits => setWish({ ...wish, limits })} />
        </Confirm>
      )}
    </Panel>
  );
}

function Users() {
  const users = useLoad(signal => all(after => get('/api/v1/users', { query: { after }, signal })), ['users'], e => e.type.startsWith('gantry.security.'));
  const [isOpen, setOpen] = useState(false);
  const [wish, setWish] = useState({ name: '', kind: 'person', grants: 'viewer' });
  const [made, setMade] = useState<{ name: string; secret: string }>();
  const again = users.again;
  return (
    <Panel title="Users and service accounts" tools={<button onClick={() => setOpen(true)}>New user</button>}>
      {made && <Secret of={made.name} secret={made.secret} close={() => setMade(undefined)} />}
      <Show of={users}>
        {items => (
          <div className="scroll">
            <table>
              <thead><tr><th scope="col">Name</th><th scope="col">Kind</th><th scope="col">May do</th><th scope="col">Last seen</th><th scope="col">State</th><th scope="col"><span className="dim">Actions</span></th></tr></thead>
              <tbody>{items.map(u => <UserRow key={u.id} user={u} again={again} tell={setMade} />)}</tbody>
            </table>
          </div>
        )}
      </Show>
      {isOpen && (
        <Confirm title="New user" label="Make it" close={done => { setOpen(false); if (done) again(); }} will={<p>A password or secret is made up and shown once.</p>}
          act={async () => {
            const created = await post('/api/v1/users', { body: { name: wish.name, kind: wish.kind, grants: grantsOf(wish.grants) } });
            if (created.secret) setMade({ name: created.user.name, secret: created.secret });
          }}>
          <label>Name<input required value={wish.name} onChange={e => setWish({ ...wish, name: e.target.value })} /></label>
          <label>Kind<select value={wish.kind} onChange={e => setWish({ ...wish, kind: e.target.value })}><option value="person">person</option><option value="service">service account</option></select></label>
          <GrantInput label="May do" value={wish.grants} change={grants => setWish({ ...wish, grants })} />
        </Confirm>
      )}
    </Panel>
  );
}

function UserRow({ user: u, again, tell }: { user: View<'UserView'>; again: () => void; tell: (made: { name: string; secret: string }) => void }) {
  const [grants, setGrants] = useState(() => u.grants.map(grantWords).join('\n'));
  const path = { user: u.name };
  return (
    <tr>
      <td>{u.name}</td><td>{u.kind}</td><td>{u.grants.map((g, i) => <div key={i}>{grantWords(g)}</div>)}</td><td><Age at={u.lastSeenAt} /></td><td>{u.isDisabled ? 'disabled' : 'enabled'}</td>
      <td className="narrow"><div className="actions">
        <Action label="Grants" does="Change them" title={`What ${u.name} may do`} will={<p>It counts from the next request on, also for tokens already given.</p>} act={() => patch('/api/v1/users/{user}', { path, body: { grants: grantsOf(grants) } })} done={again}>
          <GrantInput label="May do" value={grants} change={setGrants} />
        </Action>
        <Action label="New secret" danger title={`A new secret for ${u.name}`} will={<p>The old one and all of {u.name}'s tokens end at once.</p>} done={again}
          act={async () => { const made = await post('/api/v1/users/{user}/secret', { path }); if (made.secret) tell({ name: u.name, secret: made.secret }); }} />
        {u.isDisabled
          ? <Action label="Enable" title={`Enable ${u.name}`} will={<p>{u.name} may log in again, with the same grants.</p>} act={() => patch('/api/v1/users/{user}', { path, body: { isDisabled: false } })} done={again} />
          : <Action label="Disable" danger title={`Disable ${u.name}`} will={<p>{u.name} is refused from the next request on. Nothing that {u.name} made is lost.</p>} act={() => patch('/api/v1/users/{user}', { path, body: { isDisabled: true } })} done={again} />}
      </div></td>
    </tr>
  );
}

function Secret({ of, secret, close }: { of: string; secret: string; close: () => void }) {
  return (
    <div className="secret" role="status">
      <p>The secret of {of}. It is shown this one time: put it where it belongs now.</p>
      <p><code>{secret}</code></p>
      <p className="actions"><button onClick={() => void navigator.clipboard.writeText(secret)}>Copy</button><button onClick={close}>I have it</button></p>
    </div>
  );
}
