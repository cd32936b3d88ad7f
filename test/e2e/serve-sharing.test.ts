import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildProbe, type Probe } from '../discover/build-probe.ts';
import { canUnshare } from '../setup/namespace.ts';
import { start } from '../setup/process.ts';
import { describeWhere } from '../setup/where.ts';
import { CLI, HeldHost } from './why-host.ts';

describeWhere(canUnshare('root'), 'serve beside a live service with SO_REUSEPORT', () => {
  let probe: Probe;
  let host: HeldHost;
  beforeAll(async () => {
    probe = await buildProbe(new URL('./holder.ts', import.meta.url));
    host = await HeldHost.start(probe, ['tcp/0.0.0.0/50005/port/serve'], { addresses: ['10.0.0.1'] });
  });
  afterAll(async () => {
    host.stop();
    await probe.remove();
  });

  test.each([
    ['its address', '0.0.0.0'],
    ['an address of those that it serves', '10.0.0.1'],
  ])('does not share %s, and says whose connections it would take', async (_, address) => {
    const { code, stdout, stderr } = await host.run([...CLI, 'serve', '--reuse', 'port', '--address', address]);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain(
      `tcp port 50005 is in use by process ${host.pid}, whose connections this server would share: it was not started`,
    );
    expect(stderr).toContain('--share');
  });

  test('shares it with --share', async () => {
    const server = start(host.inside([...CLI, 'serve', '--reuse', 'port', '--share']));
    await server.waitFor(/listening on 0\.0\.0\.0:50005/);
    server.kill('SIGINT');
    expect((await server.finished).code).toBe(0);
  });

  test('starts beside one whose addresses are others', async () => {
    const apart = await HeldHost.start(probe, ['tcp/10.0.0.1/50005/port/serve'], { addresses: ['10.0.0.1'] });
    const server = start(apart.inside([...CLI, 'serve', '--reuse', 'port', '--address', '127.0.0.1']));
    await server.waitFor(/listening on 127\.0\.0\.1:50005/);
    server.kill('SIGINT');
    expect((await server.finished).code).toBe(0);
    apart.stop();
  });

  test('is told why it cannot start where the service has not set it', async () => {
    const alone = await HeldHost.start(probe, ['tcp/0.0.0.0/50005/addr/listen']);
    const { code, stderr } = await alone.run([...CLI, 'serve', '--reuse', 'port']);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^bindmatrix: bind\(\) error: Address already in use/);
    alone.stop();
  });
});
