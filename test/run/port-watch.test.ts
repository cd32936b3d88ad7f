import { closeSync, openSync } from 'node:fs';
import { expect, test } from 'vitest';
import { visitSockets } from '../../src/discover/linux/descriptor-links.ts';
import { serverLookup } from '../../src/discover/sockets.ts';
import { dup2 } from '../../src/libc/linux-calls.ts';
import type { Endpoint } from '../../src/model/address.ts';
import { planExperiment } from '../../src/plan/plan.ts';
import { openBound, openListening, prepare } from '../../src/run/listener.ts';
import { runPlan } from '../../src/run/run.ts';
import { canEnter, inside } from '../net/inside.ts';
import { address, experimentWith, heldSocket, hostWith } from '../plan/host.ts';
import { describeWhere } from '../setup/where.ts';

const listener = (protocol: 'tcp' | 'udp', text: string, options = {}) => ({
  protocol,
  address: address(text),
  port: 50005,
  options,
});

/** The descriptors of sockets that this process has open. */
function openFds(): number[] {
  const fds: number[] = [];
  visitSockets(process.pid, (fd) => fds.push(fd));
  return fds;
}

/** Asks with a lookup of its own, in the namespace of the question. */
function isServed(endpoint: Endpoint): boolean | undefined {
  const servers = serverLookup();
  try {
    return servers.isServed(endpoint);
  } finally {
    servers.close();
  }
}

describeWhere(canEnter(), 'whether a server has an endpoint', () => {
  test.each([
    ['tcp', '127.0.0.1', '127.0.0.1', true],
    ['tcp', '127.0.0.1', '127.0.0.2', false],
    ['tcp', '127.0.0.1', '0.0.0.0', false],
    ['tcp', '0.0.0.0', '127.0.0.1', true],
    ['tcp', '0.0.0.0', '0.0.0.0', true],
    ['tcp', '::', '127.0.0.1', true],
    ['tcp', '::1', '::1', true],
    ['tcp', '0.0.0.0', '::1', false],
    ['udp', '127.0.0.1', '127.0.0.1', true],
    ['udp', '127.0.0.1', '127.0.0.2', false],
    ['udp', '0.0.0.0', '0.0.0.0', true],
    ['udp', '::1', '::1', true],
  ] as const)('of %s: one on %s, asked for at %s: %s', (protocol, own, asked, served) => {
    const seen = inside((sockets) => {
      openListening(sockets, prepare(sockets, listener(protocol, own)));
      return [isServed(listener(protocol, asked)), isServed({ ...listener(protocol, asked), port: 50006 })];
    });
    expect(seen).toEqual([served, false]);
  });

  test('is unknown where the kernel does not answer, and asked of another netlink socket after that', () => {
    const seen = inside((sockets) => {
      openListening(sockets, prepare(sockets, listener('tcp', '127.0.0.1')));
      const servers = serverLookup();
      const before = openFds();
      const answers = [servers.isServed(listener('tcp', '127.0.0.1'))];
      // Its netlink socket becomes a file, to which nothing can be sent: ENOTSOCK.
      const [own = -1, ...others] = openFds().filter((fd) => !before.includes(fd));
      const nothing = openSync('/dev/null', 'r');
      dup2(nothing, own);
      closeSync(nothing);
      for (let i = 0; i < 2; i++) answers.push(servers.isServed(listener('tcp', '127.0.0.1')));
      servers.close();
      return { answers, others, left: openFds().filter((fd) => !before.includes(fd)) };
    });
    expect(seen).toEqual({ answers: [true, undefined, true], others: [], left: [] });
  });

  test('a TCP socket that is only bound is none', () => {
    const seen = inside((sockets) => {
      openBound(sockets, prepare(sockets, listener('tcp', '127.0.0.1')));
      return isServed(listener('tcp', '127.0.0.1'));
    });
    expect(seen).toBe(false);
  });
});

describeWhere(canEnter(), 'a run beside which a port changes', () => {
  const plan = (held: Parameters<typeof planExperiment>[2] = []) => {
    const planned = planExperiment(experimentWith(), hostWith([]), held);
    if (!planned.ok) throw new Error('no plan');
    return planned.value;
  };
  const conduct = { signal: new AbortController().signal, progress: () => {} };

  /** The run never waits here, so all of it happens inside the namespace. */
  const errorOf = async (running: ReturnType<typeof runPlan>): Promise<unknown> => {
    const ended = await running;
    return ended.ok ? undefined : ended.error;
  };

  test('stops at the first EADDRINUSE that is not its own', async () => {
    const running = inside((sockets) => {
      openBound(sockets, prepare(sockets, listener('tcp', '127.0.0.1')));
      return runPlan(sockets, plan(), { ...conduct, watch: { before: [], isServed } });
    });
    expect(await errorOf(running)).toEqual({ kind: 'came', protocol: 'tcp', port: 50005 });
  });

  test('holds no port whose server has gone since', async () => {
    const before = [heldSocket()];
    const calls: string[] = [];
    const running = inside((sockets) => {
      const bind = sockets.bind.bind(sockets);
      sockets.bind = (fd, to) => {
        if (to.length > 1) calls.push('bind');
        return bind(fd, to);
      };
      return runPlan(sockets, plan(before), { ...conduct, watch: { before, isServed } });
    });
    expect(await errorOf(running)).toEqual({ kind: 'went', protocol: 'tcp', port: 50005 });
    expect(calls).toEqual([]);
  });

  test('goes on where nothing has changed', async () => {
    const running = inside((sockets) => runPlan(sockets, plan(), { ...conduct, watch: { before: [], isServed } }));
    expect(await errorOf(running)).toBeUndefined();
  });
});
