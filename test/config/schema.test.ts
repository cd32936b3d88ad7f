import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { fromJSONSchema } from 'zod';
import { jsonSchema } from '../../src/config/json-schema.ts';
import { shippedFiles, withExamples } from './examples.ts';

interface Node {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Node>>;
}

/** Every property of a JSON Schema, with its path. */
function properties(node: unknown, path = ''): [string, Node][] {
  if (node === null || typeof node !== 'object') return [];
  const own = Object.entries((node as Node).properties ?? {}).map(([key, value]): [string, Node] => [
    `${path}/${key}`,
    value,
  ]);
  return [...own, ...Object.entries(node).flatMap(([key, value]) => properties(value, `${path}/${key}`))];
}

describe('the JSON Schema', () => {
  it('is the one in config/schema.json (after a change: npx vitest run test/config/schema.test.ts -u)', async () => {
    await expect(`${JSON.stringify(jsonSchema(), null, 2)}\n`).toMatchFileSnapshot('../../config/schema.json');
  });

  it('describes every key', () => {
    const all = properties(jsonSchema());
    expect(all.length).toBeGreaterThan(100);
    expect(all.filter(([, { description }]) => description === undefined).map(([path]) => path)).toEqual([]);
  });

  const schema = fromJSONSchema(jsonSchema());

  it.each(shippedFiles())('accepts %s', (file) => {
    expect(schema.safeParse(parse(readFileSync(file, 'utf8'))).error).toBeUndefined();
  });

  it('accepts the examples of config/default.yaml', () => {
    expect(schema.safeParse(parse(withExamples('config/default.yaml'))).error).toBeUndefined();
  });

  it.each([
    ['an errno of a call', { version: 1, expect: [{ address: 'any4', expect: ['ok', 'connect:ECONNREFUSED'] }] }],
    ['an errno of a service', { version: 1, services: [{ id: 'a', listen: 80, expect: ['up', 'EADDRINUSE'] }] }],
    ['any address beside the selectors', { version: 1, run: { addresses: ['!10.*', 'each-ipv4', 'fe80::1%eth0'] } }],
  ])('accepts %s', (_, file) => expect(schema.safeParse(file).error).toBeUndefined());

  it('offers what an editor completes', () => {
    const text = JSON.stringify(jsonSchema());
    for (const word of ['each-ipv4', 'EADDRINUSE', 'bind:EADDRINUSE', 'degraded']) expect(text).toContain(`"${word}"`);
  });

  it.each([
    ['an unknown key', { version: 1, rum: {} }],
    ['a port out of range', { version: 1, run: { ports: [70000] } }],
    ['port 0', { version: 1, run: { ports: [0] } }],
    ['an unknown op', { version: 1, trials: [{ id: 'a', steps: [{ op: 'bnd', socket: 's' }] }] }],
    ['a misspelt errno', { version: 1, expect: [{ address: '::', expect: 'EADRINUSE' }] }],
    ['a misspelt errno of a call', { version: 1, expect: [{ address: '::', expect: ['ok', 'bind:EADRINUSE'] }] }],
    ['an unknown call', { version: 1, expect: [{ address: '::', expect: 'bnd:EADDRINUSE' }] }],
    [
      'a misspelt errno of a step',
      { version: 1, trials: [{ id: 'a', steps: [{ op: 'socket', socket: 's', expect: 'EADRINUSE' }] }] },
    ],
    ['a misspelt verdict', { version: 1, services: [{ id: 'a', listen: 80, expect: 'degradd' }] }],
    ['a field of another op', { version: 1, trials: [{ id: 'a', steps: [{ op: 'close', socket: 's', backlog: 1 }] }] }],
  ])('refuses %s, so that an editor marks it', (_, file) => {
    expect(schema.safeParse(file).success).toBe(false);
  });
});
