import type { Step } from '../../../model/trial.ts';
import type { Examples } from './example.ts';
import {
  bind,
  close,
  connect,
  deliver,
  fails,
  listen,
  OTHER_PORT,
  serve,
  setsockopt,
  shutdown,
  socket,
} from './steps.ts';

const UDP = { protocol: 'udp' } as const;
const REUSEADDR = { reuseaddr: true };
const REUSEPORT = { reuseport: true };

/** The step, with its outcome on the kernels of the rule and on others: it is met on every kernel. */
const eitherWay = (outcomes: readonly [string, string], step: Step): Step => ({ ...step, expect: outcomes });

/** Met on every kernel, whoever of these gets it. */
const oneOf = (receivers: readonly string[], fields: Partial<Step> = {}): Step =>
  ({ ...deliver('127.0.0.1', receivers), ...fields, exact: false }) as Step;

const ELEVEN = Array.from({ length: 11 }, (_, i) => bind(`s${i + 1}`, `127.0.0.${i + 1}`, UDP));

/** Rules that hold on some kernels only. On every kernel `check` tells what this one does, and by which rule. */
export const OLDER_EXAMPLES = {
  'kernel-not-told': { noExample: 'nothing is foreseen there' },
  'udp-any-beside-many': [...ELEVEN, eitherWay(['ok', 'EADDRINUSE'], bind('any', '0.0.0.0', UDP))],
  'mapped-any-unseen': [
    ...serve('any', '::ffff:0.0.0.0'),
    eitherWay(['ok', 'EADDRINUSE'], bind('specific', '::ffff:127.0.0.1')),
  ],
  'reuse-cached': [
    bind('first', '127.0.0.1', REUSEADDR),
    setsockopt('first', { reuseaddr: false }),
    eitherWay(['ok', 'EADDRINUSE'], bind('second', '127.0.0.1', REUSEADDR)),
  ],
  'connected-udp-scored': [
    bind('any', '127.0.0.1', { ...UDP, ...REUSEADDR }),
    bind('conversation', '127.0.0.1', { ...UDP, ...REUSEADDR }),
    connect('conversation', '127.0.0.1', undefined, OTHER_PORT),
    { ...deliver('127.0.0.1', ['conversation']), fromPort: OTHER_PORT },
  ],
  'reuseport-before-connected': [
    bind('conversation', '127.0.0.1', { ...UDP, ...REUSEADDR }),
    connect('conversation', '127.0.0.1', undefined, OTHER_PORT),
    bind('newcomer', '127.0.0.1', { ...UDP, ...REUSEADDR, ...REUSEPORT }),
    oneOf(['conversation', 'newcomer'], { fromPort: OTHER_PORT } as Partial<Step>),
  ],
  'no-port-range': [eitherWay(['ENOPROTOOPT', 'ok'], socket('client', { portRange: [40000, 50000] }))],
  'self-connect-half-shut': [
    bind('alone', '127.0.0.1'),
    fails('ENOTCONN', shutdown('alone', 'write')),
    eitherWay(['ok', 'ECONNABORTED'], connect('alone', '127.0.0.1')),
  ],
  'device-ignored': [
    bind('on-lo', '0.0.0.0', { ...UDP, ...REUSEADDR, device: 'lo' }),
    bind('anywhere', '0.0.0.0', { ...UDP, ...REUSEADDR }),
    oneOf(['on-lo', 'anywhere']),
  ],
  'incoming-cpu-ignored': [
    ...serve('near', '127.0.0.1', { ...REUSEPORT, incomingCpu: 0 }),
    ...serve('far', '127.0.0.1', { ...REUSEPORT, incomingCpu: 1 }),
    { ...deliver('127.0.0.1', ['near', 'far'], 32), cpu: 0, exact: false } as Step,
  ],
  'tw-reuse-by-seconds': { noExample: 'whether a second of the clock begins between two steps is chance' },
  'port-stays-bound': {
    sandbox: { sysctls: { 'net.ipv4.ip_local_port_range': '40000 40000' } },
    steps: [
      ...serve('server', '127.0.0.1'),
      bind('other-server', '127.0.0.1', {}, OTHER_PORT),
      listen('other-server'),
      connect('first', '127.0.0.1'),
      bind('holder', '127.0.0.2', {}, 40000),
      close('holder'),
      eitherWay(['EADDRNOTAVAIL', 'ok'], connect('third', '127.0.0.1', undefined, OTHER_PORT)),
    ],
  },
} as const satisfies Examples;
