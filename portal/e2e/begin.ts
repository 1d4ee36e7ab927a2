import { api, type Demo, harbour, observations, startDemo } from './server';

/** Starts the demo once for all tests, with something to see, and ends it after them. */
export default async function begin() {
  const demo = await startDemo();
  await api(demo, 'PUT', `${harbour}/products/night-1.obs`, observations);
  await api(demo, 'POST', `${harbour}/pipelines/torn/runs`, {});
  await api(demo, 'POST', '/api/v1/users', { name: 'vera', password: 'a-viewer-of-harbour', grants: [{ role: 'viewer', mission: 'harbour' }] });
  process.env.GANTRY_E2E = JSON.stringify({ address: demo.address, secret: demo.secret, token: demo.token, session: await session(demo) });
  return () => { demo.process.kill(); };
}

async function session(demo: Demo) {
  const answer = await fetch(`${demo.address}/api/v1/session`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name: 'admin', password: demo.secret }),
  });
  return /gantry=([^;]+)/.exec(answer.headers.get('set-cookie') ?? '')![1];
}
