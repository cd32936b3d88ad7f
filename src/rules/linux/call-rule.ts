import type { SocketAddress } from '../../model/address.ts';
import type { LaterRule } from '../rule.ts';
import type { Sock } from './world/sock.ts';

/** The calls that the rules of calls may refuse. */
export type RefusableOp = 'listen' | 'accept' | 'connect' | 'send' | 'sendto' | 'shutdown';

/** Why the kernel finds no route for a packet: the name of the rule. */
export type Obstacle =
  | 'source-not-local'
  | 'group-as-source'
  | 'no-such-device-to-send'
  | 'loopback-over-device'
  | 'mapped-source'
  | 'no-ipv6-source'
  | 'no-route'
  | 'stream-to-group'
  | 'broadcast-needs-option';

/** One call of a trial, as far as a rule may ask for it. */
export interface CallFacts {
  readonly op: RefusableOp;
  readonly sock: Pick<Sock, 'protocol' | 'family' | 'v6only' | 'state' | 'phase'>;
  /** Where the call goes. */
  readonly to?: SocketAddress | undefined;
  /** Why no packet gets there. */
  readonly obstacle?: Obstacle | undefined;
}

/** A refusal of a call by what the steps before it have made of the socket. */
export interface CallRule<Id extends string = string> extends LaterRule<Id> {
  readonly ops: readonly RefusableOp[];
  readonly decision: `E${string}`;
  readonly applies: (call: CallFacts) => boolean;
}
