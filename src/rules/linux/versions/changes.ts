import type { Change } from './change.ts';

const DEBIAN = 'changelogs of Debian';

/** Every change of the kernel from 5.10 on that some rule of Linux depends on, as far as it is known where they are. */
export const CHANGES = {
  'udp-wildcard-check': {
    commit: 'e537dd15d0d4',
    title: 'udp: Fix wildcard bind conflict check when using hash2',
    mainline: '7.0',
    stable: { '6.18': 21, '6.12': 80, '6.6': 131, '6.1': 168, '5.10': [262, undefined] },
    source: `${DEBIAN} 6.1.170-1 (6.1.168) and 6.12.85-1 (6.12.80); reviews of 6.18.21 and 6.6.131; run on 5.10.46, 6.1.176, 6.12.113, 7.2.7`,
  },
  'mapped-in-bhash2': {
    commit: '5e07e672412b',
    title: 'tcp: Use bhash2 for v4-mapped-v6 non-wildcard address., taken back without the changes before it',
    stable: { '6.6': [130, undefined], '6.1': 168 },
    source: `${DEBIAN} 6.1.170-1 (6.1.168), not undone by 6.1.192; review of 6.6.131; run on 6.1.176`,
  },
  'sockets-in-bhash2-alone': {
    commit: 'b2cb9f9ef240',
    title: 'tcp: Unlink sk from bhash.',
    mainline: '6.8',
    stable: { '6.7': [12, undefined], '6.6': [131, undefined], '6.1': [192, undefined], '5.10': [262, undefined] },
    source: `${DEBIAN} 6.1.192-2 and 5.10.262-1, which do not have it; run on 5.10.46, 6.1.176, 6.12.113, 7.2.7`,
  },
  'udp-four-tuple-hash': {
    commit: '78c91ae2c6de',
    title: 'ipv4/udp: Add 4-tuple hash for connected socket',
    mainline: '6.13',
    stable: { '6.12': [118, undefined], '6.1': [192, undefined], '5.10': [262, undefined] },
    source: `${DEBIAN} 6.12.118-1, 6.1.192-2 and 5.10.262-1, which do not have it; run on 5.10.46, 6.1.176, 6.12.113, 7.2.7`,
  },
  'local-port-range': {
    commit: '91d0b78c5177',
    title: 'inet: Add IP_LOCAL_PORT_RANGE socket option',
    mainline: '6.3',
    stable: { '6.1': 32, '5.10': [262, undefined] },
    source: `${DEBIAN} 6.1.37-1 (6.1.32) and 5.10.262-1, which does not have it; run on 5.10.46, 6.1.176, 6.12.113, 7.2.7`,
  },
  'shutdown-in-syn-recv': {
    commit: '94062790aedb',
    title: 'tcp: defer shutdown(SEND_SHUTDOWN) for TCP_SYN_RECV sockets',
    mainline: '6.9',
    stable: { '6.8': 10, '6.1': 91, '5.10': 217 },
    source: `${DEBIAN} 6.8.11-1 (6.8.10), 6.1.94-1 (6.1.91) and 5.10.218-1 (5.10.217); run on 5.10.46, 6.1.176, 6.12.113, 7.2.7`,
  },
  'device-scores': {
    commit: '8d6c414cd2fb',
    title: 'net: prefer socket bound to interface when not in VRF',
    mainline: '5.15',
    stable: { '5.14': 12, '5.10': 73 },
    source: `${DEBIAN} 5.14.12-1 (5.14.12) and 5.10.84-1 (5.10.73); run on 5.10.46, 6.1.176, 6.12.113, 7.2.7`,
  },
  'incoming-cpu-in-groups': {
    commit: 'b261eda84ec1',
    title: 'soreuseport: Fix socket selection for SO_INCOMING_CPU.',
    mainline: '6.1',
    stable: { '5.10': [262, undefined] },
    source: `${DEBIAN} 5.10.262-1, which does not have it, and 6.1.192-2, which did not take it back; run on 5.10.46, 6.1.176, 6.12.113, 7.2.7`,
  },
  'accept-queues-migrate': {
    commit: '54b92e841937',
    title: 'tcp: Migrate TCP_ESTABLISHED/TCP_SYN_RECV sockets in accept queues.',
    mainline: '5.14',
    stable: { '5.10': [262, undefined] },
    source: `${DEBIAN} 5.10.191-1 (5.10.188), which has the setting net.ipv4.tcp_migrate_req alone, and 5.10.262-1; run on 6.1.176, 6.12.113, 7.2.7`,
  },
  'tw-reuse-by-milliseconds': {
    commit: '19ce8cd30465',
    title: 'tcp: Measure TIME-WAIT reuse delay with millisecond precision',
    mainline: '6.14',
    stable: { '6.12': [118, undefined], '6.1': [192, undefined], '5.10': [262, undefined] },
    source: `${DEBIAN} 6.12.118-1, 6.1.192-2 and 5.10.262-1, which do not have it; run on 6.12.113, 6.18.44`,
  },
  'port-released': {
    commit: 'd57f4b874946',
    title: 'tcp: Update bind bucket state on port release',
    mainline: '6.18',
    stable: {
      '6.17': 8,
      '6.16': [12, undefined],
      '6.12': [118, undefined],
      '6.1': [192, undefined],
      '5.10': [262, undefined],
    },
    source: `${DEBIAN} 6.17.8-1, and 6.16.12-1, 6.12.118-1, 6.1.192-2 and 5.10.262-1, which do not have it; run on 5.10.46, 6.1.176, 6.12.113, 6.18.44, 7.2.7`,
  },
} as const satisfies Readonly<Record<string, Change>>;

/** The name of a change. */
export type ChangeName = keyof typeof CHANGES;

export const CHANGE_NAMES = Object.keys(CHANGES) as readonly ChangeName[];

/** What is known of a change. */
export const changeOf = (name: ChangeName): Change => CHANGES[name];
