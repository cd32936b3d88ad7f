import type { EffectText } from './effect-text.ts';

const AF_INET = 'net/ipv4/af_inet.c, 6.18';

export const OBSERVATIONS = [
  [
    'local-name',
    'getsockname(2) shows the address and port of a socket, and the port also after it was given back.',
    'getsockname(2)',
    `inet_getname(), ${AF_INET}`,
    'this is the local address and port of the socket',
  ],
  [
    'socket-states',
    'The sockets at a local end are in the states that the steps before have brought them to.',
    "the kernel's table of sockets",
    'inet_diag_dump_icsk(), net/ipv4/inet_diag.c, 6.18; RFC 9293 3.3.2',
    'the steps before have brought the sockets to these states',
  ],
  ['sleep', 'Time passes.', 'sleep', 'TCP_TIMEWAIT_LEN, include/net/tcp.h, 6.18', 'time passes'],
  [
    'sysctl-not-followed',
    'What a setting does that the rules do not follow is not predicted, and neither is what comes after the first step that it touches.',
    'a trial sets a sysctl that is not among those that the rules follow or know to matter to no step',
    'Documentation/networking/ip-sysctl.rst, 6.18',
    '{newcomer} is set, and the rules do not say what that does to this step',
  ],
  [
    'kernel-not-told',
    'What depends on a change of the kernel is not predicted where the version of the kernel does not tell whether it has the change.',
    'a distribution that takes changes back into an old series, or a release whose number is hidden; and no trial has shown it',
    'bindmatrix rules: since and until of a rule',
    'it depends on a change of the kernel, and its version does not tell whether it has that',
  ],
  [
    'beyond-the-rules',
    'What depends on timing, on another host, or on more than the rules cover is not predicted, and neither is what follows.',
    'no other rule applies',
    'left out of the other rules',
    'the rules cannot predict what becomes of {newcomer}',
  ],
] as const satisfies readonly EffectText[];
