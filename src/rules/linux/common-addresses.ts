import { type Address, isLimitedBroadcast, isMulticast } from '../../model/address.ts';
import { broadcastDevice, type RuleEnvironment } from '../environment.ts';

/**
 * inet_addr_valid_or_nonlocal(): multicast, 0.0.0.0/8 and broadcast addresses count as the host's own; without a local
 * table all do (__inet_dev_addr_type(): RTN_BROADCAST).
 */
export const isCommon = (env: RuleEnvironment, a: Address): boolean =>
  a.family === 'inet' &&
  (env.noLocalTable ||
    a.ip.startsWith('0.') ||
    isMulticast(a) ||
    isLimitedBroadcast(a) ||
    broadcastDevice(env, a) !== undefined);
