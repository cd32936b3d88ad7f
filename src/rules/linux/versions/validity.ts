import type { LinuxRuleId } from '../rule-id.ts';
import type { ChangeName } from './changes.ts';
import type { LinuxKernel } from './kernel.ts';

/** The kernels on which a rule holds. */
export interface Validity {
  /** From the kernels on that have this change. */
  readonly since?: ChangeName;
  /** Up to those that have this one. */
  readonly until?: ChangeName;
  /** Of a rule that a current kernel does not have: what that does instead, as the end of a sentence about it. */
  readonly today?: string;
}

/** Whether a rule holds on a kernel. */
export type Standing = 'holds' | 'does not hold' | 'cannot be told';

/** The rules that do not hold on every kernel from 5.10 on. */
export const VALIDITY: Readonly<Partial<Record<LinuxRuleId, Validity>>> = {
  'linux.udp-any-beside-many': { until: 'udp-wildcard-check', today: 'refuses the bind with EADDRINUSE' },
  'linux.mapped-any-unseen': {
    since: 'mapped-in-bhash2',
    today: 'compares the two, and refuses what they do not share',
  },
  'linux.reuse-cached': {
    until: 'sockets-in-bhash2-alone',
    today: 'reads the options of both sockets as they are by then',
  },
  'linux.connected-udp-first': { since: 'udp-four-tuple-hash' },
  'linux.connected-udp-scored': { until: 'udp-four-tuple-hash' },
  'linux.reuseport-before-connected': {
    until: 'udp-four-tuple-hash',
    today: 'gives the datagram to the socket that is connected to the sender',
  },
  'linux.port-range-reversed': { since: 'local-port-range' },
  'linux.no-port-range': { until: 'local-port-range', today: 'has the option, since Linux 6.3' },
  'linux.self-connect-shut': { since: 'shutdown-in-syn-recv' },
  'linux.self-connect-half-shut': {
    until: 'shutdown-in-syn-recv',
    today: 'fails with ECONNABORTED',
  },
  'linux.device-before-none': { since: 'device-scores' },
  'linux.device-ignored': { until: 'device-scores', today: 'gives it to the socket that is bound to the device' },
  'linux.incoming-cpu-ignored': {
    until: 'incoming-cpu-in-groups',
    today: 'gives it to the socket that has asked for the CPU',
  },
  'linux.tw-reuse-by-seconds': {
    until: 'tw-reuse-by-milliseconds',
    today: 'refuses the port for all of a second',
  },
  'linux.connections-migrate': { since: 'accept-queues-migrate' },
  'linux.port-stays-bound': { until: 'port-released', today: 'shares such a port again once it is bound no more' },
};

/** Whether a rule holds on a kernel: the one place where that is decided. */
export function standing(id: LinuxRuleId, kernel: LinuxKernel): Standing {
  const { since, until } = VALIDITY[id] ?? {};
  const begun = since === undefined ? 'yes' : kernel[since];
  const ended = until === undefined ? 'no' : kernel[until];
  if (begun === 'no' || ended === 'yes') return 'does not hold';
  return begun === 'yes' && ended === 'no' ? 'holds' : 'cannot be told';
}
