import { expect, test } from 'vitest';
import { platformView } from '../../src/discover/platform.ts';

test('a platform without a folder shows nothing, and listing its sockets is a problem', () => {
  const view = platformView('sunos');
  expect([view.capabilities(), view.netns(), view.sysctls(), view.interfaces()]).toEqual([
    { capabilities: [] },
    '',
    {},
    undefined,
  ]);
  expect(view.defaultRoutes()).toBeUndefined();
  expect(view.sockets(['tcp'], [80])).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('list the sockets') },
  });
});

test('on a platform without a folder a socket has no owner, and its options cannot be read', () => {
  const view = platformView('sunos');
  expect([...view.descriptors([7, 0])]).toEqual([[7, []]]);
  expect(view.processes([{ pid: 1, command: 'init' }])).toEqual([{ pid: 1, command: 'init', parent: 0, uid: -1 }]);
  expect(view.reuseFlags().read(1, 3, 7)).toEqual({ ok: false, error: 'ENOSYS' });
  expect(view.surroundings([{ name: 'lo0' }])).toEqual({ ipv6DisabledOn: [], namespace: { id: '' } });
});

test('Linux shows the capabilities and the network namespace of this process', () => {
  const view = platformView('linux');
  expect(view.netns()).toMatch(/^net:\[\d+\]$/);
  expect(view.sysctls()).toHaveProperty(['net.ipv4.ip_local_port_range']);
});
