import { api, harbour, observations, startDemo } from './server';

/** Starts the demo once for all tests, with something to see, and ends it after them. */
export default async function begin() {
  const demo = await startDemo();
  process.env.GANTRY_E2E = JSON.stringify({ address: demo.address, secret: demo.secret, token: demo.token });
  await api(demo, 'PUT', `${harbour}/products/night-1.obs`, observations);
  await api(demo, 'POST', `${harbour}/pipelines/torn/runs`, {});
  await api(demo, 'POST', '/api/v1/users', { name: 'vera', password: 'a-viewer-of-harbour', grants: [{ role: 'viewer', mission: 'harbour' }] });
  return () => { demo.process.kill(); };
}
