import type { Surroundings } from '../model/evidence.ts';
import type { Interface } from '../model/host.ts';
import { platformView } from './platform.ts';

/** What decides about a bind besides addresses and settings: interfaces without IPv6, the network namespace. */
export const readSurroundings = (interfaces: readonly Pick<Interface, 'name'>[]): Surroundings =>
  platformView().surroundings(interfaces);
