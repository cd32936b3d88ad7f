import type { LinuxRuleId } from '../rule-id.ts';
import type { ChangeName } from './changes.ts';

/** A trial that shows whether a kernel has a change: the example of a rule, and what one of its steps comes to. */
export interface Probe {
  readonly rule: LinuxRuleId;
  /** The step that tells; the last one where absent. */
  readonly step?: number;
  /** What it comes to with the change, and without; of any other outcome nothing is concluded. */
  readonly has: string;
  readonly lacks: string | RegExp;
}

/** None for what depends on chance: that stays unknown where the version does not tell. */
export const PROBES: Readonly<Partial<Record<ChangeName, Probe>>> = {
  'udp-wildcard-check': { rule: 'linux.udp-any-beside-many', has: 'EADDRINUSE', lacks: 'ok' },
  'mapped-in-bhash2': { rule: 'linux.mapped-any-unseen', has: 'ok', lacks: 'EADDRINUSE' },
  'sockets-in-bhash2-alone': { rule: 'linux.reuse-cached', has: 'EADDRINUSE', lacks: 'ok' },
  'udp-four-tuple-hash': { rule: 'linux.connected-udp-first', step: 3, has: 'ok', lacks: 'received by newcomer' },
  'local-port-range': { rule: 'linux.no-port-range', has: 'ok', lacks: 'ENOPROTOOPT' },
  'shutdown-in-syn-recv': { rule: 'linux.self-connect-half-shut', has: 'ECONNABORTED', lacks: 'ok' },
  'device-scores': { rule: 'linux.device-before-none', step: 2, has: 'ok', lacks: 'received by anywhere' },
  'incoming-cpu-in-groups': { rule: 'linux.incoming-cpu-first', has: 'ok', lacks: /^received by / },
  'accept-queues-migrate': { rule: 'linux.connections-migrate', has: 'ok', lacks: 'EAGAIN' },
  'port-released': { rule: 'linux.port-stays-bound', has: 'ok', lacks: 'EADDRNOTAVAIL' },
};
