import { describe, expect, test } from 'vitest';
import { managerOf } from '../../src/discover/linux/cgroup.ts';
import { describeProcesses, startOf, userNames } from '../../src/discover/linux/processes.ts';

const ID = '0123456789abcdef'.repeat(4);
const SHORT = '0123456789ab';

describe('what runs a process', () => {
  test.each([
    ['a system service', '0::/system.slice/nginx.service', { unit: 'nginx.service' }],
    ['a part of one', '0::/system.slice/system-getty.slice/getty@tty1.service', { unit: 'getty@tty1.service' }],
    ['its own subgroup', '0::/system.slice/ssh.service/worker', { unit: 'ssh.service' }],
    ['a login session', '0::/user.slice/user-1000.slice/session-3.scope', { unit: 'session-3.scope' }],
    [
      "a user's service",
      '0::/user.slice/user-1000.slice/user@1000.service/app.slice/web.service',
      { unit: 'web.service', unitOf: 1000 },
    ],
    ['a name with a dash', '0::/system.slice/my\\x2dapp.service', { unit: 'my\\x2dapp.service' }],
    ['version 1', '4:memory:/x\n1:name=systemd:/system.slice/cron.service\n0::/', { unit: 'cron.service' }],
    ['Docker', `0::/system.slice/docker-${ID}.scope`, { container: { runtime: 'docker', id: SHORT } }],
    ['Docker, version 1', `4:memory:/docker/${ID}\n`, { container: { runtime: 'docker', id: SHORT } }],
    [
      'Podman without root',
      `0::/user.slice/user-1000.slice/user@1000.service/user.slice/libpod-${ID}.scope/container`,
      { container: { runtime: 'podman', id: SHORT } },
    ],
    [
      'Kubernetes with containerd',
      `0::/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod1.slice/cri-containerd-${ID}.scope`,
      { container: { runtime: 'containerd', id: SHORT } },
    ],
    ['Kubernetes', `3:cpu:/kubepods/burstable/pod12-34/${ID}`, { container: { runtime: 'kubernetes', id: SHORT } }],
    ['LXC', '0::/lxc.payload.web/system.slice/nginx.service', { container: { runtime: 'lxc', id: 'web' } }],
    ['nspawn', '0::/machine.slice/machine-a\\x2db.scope', { container: { runtime: 'nspawn', id: 'a-b' } }],
    ['nothing', '0::/', {}],
    ['no text', '', {}],
  ])('%s', (_, text, manager) => {
    expect(managerOf(text)).toEqual(manager);
  });
});

test('a start time counts from the boot, whatever the command is called', () => {
  const stat = `812 (a) (b 1 2) S 1 ${Array(17).fill(0).join(' ')} 12345 0 0`;
  expect(startOf(stat, 1_700_000_000)).toMatchObject({ started: '2023-11-14T22:15:23.450Z' });
  expect(startOf('', 1_700_000_000)).toEqual({});
  expect(startOf(stat, 0)).toEqual({});
});

test('this process is described', () => {
  const [self] = describeProcesses([{ pid: process.pid, command: 'vitest' }]);
  expect(self).toMatchObject({ pid: process.pid, command: 'vitest', parent: process.ppid, uid: process.geteuid?.() });
  const started = Date.now() - process.uptime() * 1000;
  expect(Math.abs(Date.parse(self?.started ?? '') - started)).toBeLessThan(5000);
});

test('a process that has gone is no more than its name', () => {
  expect(describeProcesses([{ pid: 2 ** 22, command: 'gone' }])).toEqual([
    { pid: 2 ** 22, command: 'gone', parent: 0, uid: -1 },
  ]);
});

test('users have the first name of their uid; without the file they have none', () => {
  expect(userNames()(0)).toBe('root');
  expect(userNames('/nonexistent')(0)).toBeUndefined();
});
