import type { HeldSocket, Listener } from './socket.ts';
import type { TrafficImpact } from './why-answer.ts';

/** One thing to do or to set, told apart by `kind`. */
export type Remedy =
  | {
      readonly kind: 'address' | 'port' | 'scope' | 'reuse' | 'v6only' | 'freebind' | 'device';
      readonly bind: Listener;
      readonly takes: TrafficImpact;
    }
  | {
      readonly kind: 'stop';
      readonly pids: readonly number[];
    }
  | {
      readonly kind: 'wait';
      readonly seconds: number;
    }
  | {
      readonly kind: 'wait-dad';
    }
  | {
      readonly kind: 'carrier';
      readonly interface: string;
      /** What the link is now. */
      readonly link: 'no-carrier' | 'down';
    }
  | {
      readonly kind: 'capability';
      /** Why it does not count now. */
      readonly lacking: 'no root' | 'no capability' | 'user namespace';
    }
  | {
      readonly kind: 'sysctl';
      readonly name: string;
      readonly value: string;
    }
  | {
      readonly kind: 'user';
      readonly uid: number;
    }
  | {
      readonly kind: 'holder-option';
      readonly option: 'SO_REUSEADDR' | 'IPV6_V6ONLY';
      readonly socket: HeldSocket;
    }
  | {
      readonly kind: 'add-address';
      readonly address: string;
    };

/** What would work instead. */
export interface Alternative {
  /** To be done in this order. */
  readonly steps: readonly Remedy[];
  /** `ok`, CALL:ERRNO such as `bind:EADDRINUSE`, or `unknown` where the rules cannot tell. */
  readonly predicted: string;
  /** What came of trying it, where that disturbs nobody. */
  readonly tried?: string | undefined;
}
