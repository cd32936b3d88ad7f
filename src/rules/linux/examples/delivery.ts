import type { Examples } from './example.ts';
import { bind, connect, deliver, OTHER_PORT, serve } from './steps.ts';

const UDP = { protocol: 'udp' } as const;
const REUSEADDR = { reuseaddr: true };
const REUSEPORT = { reuseport: true };

/** Who receives, where several sockets could. */
export const DELIVERY_EXAMPLES = {
  receivers: [...serve('server', '127.0.0.1'), deliver('127.0.0.1', ['server'])],
  'exact-before-any': [
    ...serve('exact', '127.0.0.1', REUSEPORT),
    ...serve('any', '0.0.0.0', REUSEPORT),
    deliver('127.0.0.1', ['exact']),
    deliver('127.0.0.2', ['any']),
  ],
  'device-before-none': [
    bind('on-lo', '0.0.0.0', { ...UDP, ...REUSEADDR, device: 'lo' }),
    bind('anywhere', '0.0.0.0', { ...UDP, ...REUSEADDR }),
    deliver('127.0.0.1', ['on-lo']),
  ],
  'ipv4-before-dual-stack': [
    bind('four', '0.0.0.0', { ...UDP, ...REUSEADDR }),
    bind('both', '::', { ...UDP, ...REUSEADDR, v6only: false }),
    deliver('127.0.0.1', ['four']),
    deliver('::1', ['both']),
  ],
  'connected-udp-first': [
    bind('conversation', '127.0.0.1', { ...UDP, ...REUSEADDR }),
    connect('conversation', '127.0.0.1', undefined, OTHER_PORT),
    bind('newcomer', '127.0.0.1', { ...UDP, ...REUSEADDR, ...REUSEPORT }),
    { ...deliver('127.0.0.1', ['conversation']), fromPort: OTHER_PORT },
    deliver('127.0.0.1', ['newcomer']),
  ],
  'reuseport-group': [
    ...serve('first', '127.0.0.1', REUSEPORT),
    ...serve('second', '127.0.0.1', REUSEPORT),
    deliver('127.0.0.1', ['first', 'second'], 64),
  ],
  'incoming-cpu-first': [
    ...serve('near', '127.0.0.1', { ...REUSEPORT, incomingCpu: 0 }),
    ...serve('far', '127.0.0.1', { ...REUSEPORT, incomingCpu: 1 }),
    { ...deliver('127.0.0.1', ['near'], 32), cpu: 0 },
  ],
  'newest-of-equals': [
    bind('older', '127.0.0.1', { ...UDP, ...REUSEADDR }),
    bind('newer', '127.0.0.1', { ...UDP, ...REUSEADDR }),
    deliver('127.0.0.1', ['newer']),
  ],
  'ipv6-reuseport-last': [
    bind('older', '::1', { ...UDP, ...REUSEADDR }),
    bind('newer', '::1', { ...UDP, ...REUSEADDR, ...REUSEPORT }),
    deliver('::1', ['older']),
  ],
  'copy-for-each': [
    bind('first', '0.0.0.0', { ...UDP, ...REUSEADDR }),
    bind('second', '0.0.0.0', { ...UDP, ...REUSEADDR }),
    deliver('127.255.255.255', ['first', 'second']),
    deliver('127.0.0.1', ['second']),
  ],
} as const satisfies Examples;
