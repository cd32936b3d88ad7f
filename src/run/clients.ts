import type { Protocol } from '../model/address.ts';
import { OK } from '../model/outcome.ts';
import type { Meeting } from './client.ts';

/**
 * Whether clients may still be sent. The first of TCP that a socket other than the run's accepts is the last one: packet
 * rules (DNAT, IPVS) have sent it elsewhere, perhaps to another machine, and would send the next ones there too.
 */
export class Clients {
  /** Whether a client was accepted elsewhere. */
  redirected = false;

  note(protocol: Protocol, { answers, reached }: Meeting): void {
    if (protocol === 'tcp' && answers === null && reached === OK) this.redirected = true;
  }
}
