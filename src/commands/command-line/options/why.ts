import { type ArgumentsOf, type CommandOptions, one, toggle } from '../definition.ts';
import { outputFlags } from './output.ts';

/** The flags are the options of the listener that is asked about, and how to ask. */
export const WHY = {
  name: 'why',
  about: 'show what uses a port, and what would let it be bound',
  operand: { name: 'endpoint', describe: 'ADDRESS:PORT; a port alone means 0.0.0.0' },
  details:
    'What uses a port, and what would let it be bound: 80, 0.0.0.0:80, [::]:80, [fe80::1%eth0]:80, udp:53.\nWithout an endpoint: every port in use on this host. Exit codes: 0 it would bind, 1 it would not, 3 unknown.',
  flags: {
    protocol: one('tcp, udp [tcp]'),
    reuse: one('none, addr, port, addr+port [tcp: addr, udp: none]'),
    v6only: one('IPV6_V6ONLY: system, on, off [system]'),
    device: one('interface to bind to (SO_BINDTODEVICE)'),
    freebind: toggle('set IP_FREEBIND'),
    passive: toggle("only look: try no bind, and read no options of other processes' sockets"),
    ...outputFlags('why', 'answer'),
  },
  examples: [
    ['$0 why 0.0.0.0:80', 'after a web server failed to start'],
    ['$0 why', 'every port in use, with its options and owners'],
  ],
} as const satisfies CommandOptions;

export type WhyArguments = ArgumentsOf<typeof WHY>;
