// The client's types, from the approved interface: what the server no longer says, the portal no longer compiles with.
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const api = JSON.parse(readFileSync(new URL('../../api/gantry.v1.json', import.meta.url), 'utf8'));
plain(api.components.schemas);
plain(api.paths);
writeFileSync(new URL('../src/api/schema.d.ts', import.meta.url), astToString(await openapiTS(api)));

// The server reads numbers from text too, and writes numbers; the portal only ever sees and sends numbers.
function plain(node) {
  if (node === null || typeof node !== 'object') return;
  if (Array.isArray(node.type) && node.type.includes('string') && node.type.some(t => t === 'integer' || t === 'number')) {
    node.type = node.type.filter(t => t !== 'string');
    delete node.pattern;
  }
  // A null is left out on the wire, so it may be missing where it may be null.
  if (Array.isArray(node.required) && node.properties)
    node.required = node.required.filter(name => !maybeNull(node.properties[name]));
  Object.values(node).forEach(plain);
}

function maybeNull(property) {
  return [property?.type].flat().includes('null') || property?.oneOf?.some(p => p.type === 'null');
}
