import { rmSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { fileIn, folderOf, ipAddr } from '../flows/fleet/fleet.ts';
import { call } from './call.ts';

const folder = folderOf();
afterAll(() => rmSync(folder, { recursive: true }));

const HOST = fileIn(folder, 'web1.json', ipAddr('192.0.2.5'));
const EDGE = fileIn(folder, 'edge.yaml', 'version: 1\nservices: [{ id: edge, profile: nginx, listen: 80 }]\n');

const check = async (...args: readonly string[]) => {
  const { code, stdout, stderr } = await call(['check', ...args]);
  return { code, stdout, stderr: stderr.replaceAll(`${folder}/`, '') };
};

describe('a complaint of check --host has its place', () => {
  test('in a file without services', async () => {
    const trials = fileIn(
      folder,
      'trials.yaml',
      'version: 1\ntrials:\n  - { id: a, steps: [{ op: bind, socket: a, address: 127.0.0.1, port: 80 }] }\n',
    );
    expect(await check(trials, '--host', HOST)).toEqual({
      code: 78,
      stdout: '',
      stderr: 'bindmatrix: trials.yaml:1:1: no services, for which --host judges hosts\n  write services: in it\n',
    });
  });

  test('in a plan that is wrong', async () => {
    const wrong = fileIn(folder, 'wrong.yaml', 'version: 1\nservices:\n  - { id: a, profile: ngnix, listen: 80 }\n');
    const { code, stderr } = await check(wrong, '--host', HOST);
    expect(code).toBe(78);
    expect(stderr).toBe('bindmatrix: wrong.yaml:3:23: there is no profile "ngnix"\n  did you mean nginx?\n');
  });

  test('in a file that should describe a host: that host is unknown', async () => {
    const cut = fileIn(folder, 'cut.json', '[\n  {"ifname": "eth0"');
    const { code, stdout } = await check(EDGE, '--host', HOST, cut, '--json');
    expect(code).toBe(3);
    expect(JSON.parse(stdout).hosts[1].reason.replaceAll(`${folder}/`, '')).toBe(
      'cut.json:2:20: it is not JSON: it ends too early',
    );
  });

  test('in a document of ours that has not all of a host', async () => {
    const own = fileIn(folder, 'own.json', { schema: 'bindmatrix/host@1' });
    const { stdout } = await check(EDGE, '--host', own, '--json');
    expect(JSON.parse(stdout).hosts[0].reason).toMatch(/own\.json:1:1: /);
  });
});
