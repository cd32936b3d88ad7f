import { type ArgumentsOf, type CommandOptions, one, toggle } from '../definition.ts';
import { languageFlag } from './language.ts';
import { netnsFlag } from './netns.ts';
import { outputFlags } from './output.ts';

/** The flags are the options of the listener that is asked about, and how to ask. */
export const WHY = {
  name: 'why',
  about: 'show what uses a port, and what would let it be bound',
  operand: { name: 'endpoint', describe: 'ADDRESS:PORT; a port alone means 0.0.0.0', many: true, optional: true },
  details: `What uses a port, and what would let it be bound. An endpoint is written as people paste it: 80, :80, 0.0.0.0:80, [::]:80, udp:53, 80/udp, localhost:5432, 127.0.0.53%lo:53, *:80, or a whole line of ss -tlnp, netstat -tlnp, lsof -i or the log of a server that failed to bind; - reads that from standard input. A port alone means 0.0.0.0, * both families.
Several endpoints are one server's own listeners, in the order of its start: each is asked about beside those before it.
Without an endpoint: every port in use. Exit codes: 0 it would bind (all would), 1 it would not, 3 unknown.`,
  flags: {
    port: one('the port, instead of an endpoint', { alias: 'p' }),
    protocol: one('tcp, udp [tcp]'),
    reuse: one('none, addr, port, addr+port [tcp: addr, udp: none]'),
    v6only: one('IPV6_V6ONLY: system, on, off [system]'),
    device: one('interface to bind to (SO_BINDTODEVICE)'),
    freebind: toggle('set IP_FREEBIND'),
    live: toggle('try a bind without SO_REUSEADDR too: a service that starts at that moment may be refused'),
    passive: toggle("only look: try no bind, and read no options of other processes' sockets"),
    ...netnsFlag,
    ...languageFlag,
    ...outputFlags('why', 'answer'),
  },
  examples: [
    ['$0 why 0.0.0.0:80', 'after a web server failed to start'],
    ["$0 why 80 '[::]:80'", 'whether both listeners of one server can start'],
    ['journalctl -u nginx | $0 why -', 'the port that a message in a log names'],
    ['$0 why 80 --netns web', 'in the network namespace that ip netns calls web'],
    ['$0 why', 'every port in use, with its options and owners'],
  ],
} as const satisfies CommandOptions;

export type WhyArguments = ArgumentsOf<typeof WHY>;
