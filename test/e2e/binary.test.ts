import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { canBecomeUser, canUnshare } from '../setup/namespace.ts';
import { type Finished, run } from '../setup/process.ts';
import { type Able, describeWhere } from '../setup/where.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** Root, which alone mounts a file system anew for another user. */
const able: Able = [canUnshare('root'), canBecomeUser()].find((one) => one !== true) ?? true;

const folder = mkdtempSync(join(tmpdir(), 'bindmatrix-binary-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PLAN = `version: 1
services:
  - { id: edge, profile: nginx, listen: 80 }
  - { id: admin, profile: haproxy, listen: "10.10.2.102:80" }
`;

/** Every file system is read-only, but those of the kernel, and those that are `writable`; there is no Node. */
const script = (writable: string): string => `
set -e
mount --make-rprivate /
ip link set lo up
mount --bind /dev/null ${process.execPath}
awk '$5 !~ "^/proc|^/sys" {print $5}' /proc/self/mountinfo | sort -u | while read -r place; do
  [ "$place" = ${process.execPath} ] || mount -o remount,bind,ro "$place" 2>/dev/null || true
done
for place in ${writable}; do mount -t tmpfs -o mode=1777 tmpfs "$place"; done
cd ${folder}
exec setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps -all --bounding-set -all \\
  env -i NO_COLOR=1 LC_ALL=C.UTF-8 PATH="$1" "\${@:2}"`;

interface Place {
  /** Folders that may be written to. */
  readonly writable?: string;
  readonly path?: string;
}

/** As an ordinary user, on a read-only file system, without Node. */
const bare = (command: readonly string[], { writable = '', path = '/usr/bin:/bin' }: Place = {}): Promise<Finished> =>
  run(['unshare', '--net', '--mount', 'bash', '-c', script(writable), 'bash', path, ...command]);

const program = (args: readonly string[], place?: Place): Promise<Finished> => bare(['./bindmatrix', ...args], place);

describeWhere(able, 'the one-file executable, for an ordinary user on a read-only file system without Node', () => {
  beforeAll(async () => {
    const built = await run([process.execPath, join(ROOT, 'build-binary.mjs'), folder], { cwd: ROOT });
    expect(built).toMatchObject({ code: 0 });
    await run(['chmod', '755', folder]);
    writeFileSync(join(folder, 'plan.yaml'), PLAN);
    copyFileSync(join(ROOT, 'test/inputs/hosts/samples/ansible.json'), join(folder, 'gw.json'));
  });

  test('there is no Node, and nothing can be written', async () => {
    const attempt = 'node --version; for place in . /tmp /dev/shm /var/tmp; do touch $place/x && echo written; done';
    const { stdout, stderr } = await bare(['sh', '-c', attempt]);
    expect(stdout).toBe('');
    expect(stderr.match(/Read-only file system/g)).toHaveLength(4);
  });

  test('says its version', async () => {
    const { version } = await import('../../package.json');
    expect(await program(['--version'])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
  });

  test('calls C: it lists what the kernel knows', async () => {
    const { code, stdout } = await program(['interfaces']);
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'lo  loopback, up, MTU 65536']);
  });

  test('judges a port and proposes commands by its own name', async () => {
    const { code, stdout } = await program(['why', '8080', '--passive']);
    expect([code, stdout.split('\n')[0]]).toEqual([0, '✓ 0.0.0.0:8080 tcp, SO_REUSEADDR: it would bind']);
    expect(stdout).toMatch(/ \.\/bindmatrix why 8080 /);
  });

  test('predicts', async () => {
    const { code, stdout } = await program(['run', '--predict', 'linux', '-p', '80']);
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'tcp 80, SO_REUSEADDR on all sockets, Linux (predicted)']);
  });

  test('tries a run in a sandbox', async () => {
    const { code, stdout } = await program(['run', '--in', 'sandbox', '-p', '80', '--address', '10.0.0.1', '--json']);
    const { alone, disagreements } = JSON.parse(stdout);
    expect({ code, disagreements }).toEqual({ code: 0, disagreements: [] });
    expect(alone.map(({ outcome }: { readonly outcome: string }) => outcome)).toContain('ok');
  });

  test('starts the services of a plan in a sandbox', async () => {
    const { code, stdout } = await program(['check', 'plan.yaml', '--json']);
    const { where, services } = JSON.parse(stdout);
    expect({ code, where }).toEqual({ code: 1, where: 'sandbox' });
    expect(services.map(({ verdict }: { readonly verdict: string }) => verdict)).toEqual(['up', 'exits']);
  });

  test('judges hosts that files describe, and takes a snapshot of this one', async () => {
    expect((await program(['check', 'plan.yaml', '--host', 'gw.json', '--json'])).code).toBe(1);
    const { code, stdout } = await program(['snapshot']);
    expect([code, JSON.parse(stdout).schema]).toEqual([0, 'bindmatrix/host@1']);
  });

  test('has the tutorial inside', async () => {
    const { code, stdout } = await program(['demo', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).trials.length).toBeGreaterThan(5);
  });

  describe('where its native part goes', () => {
    test('it is a file without a name where one can be made: no other process is needed', async () => {
      const place = { writable: '/dev/shm', path: '/nowhere' };
      expect(await program(['interfaces'], place)).toMatchObject({ code: 0, stderr: '' });
    });

    test('with no place for it, it says so, and predicts', async () => {
      const { code, stderr } = await program(['interfaces'], { path: '/nowhere' });
      expect(code).toBe(3);
      expect(stderr).toMatch(/no place for it: .*\n {2}mount a tmpfs at \/dev\/shm or \/tmp/);
      expect((await program(['check', 'plan.yaml', '--in', 'predict'], { path: '/nowhere' })).code).toBe(1);
    });
  });
});
