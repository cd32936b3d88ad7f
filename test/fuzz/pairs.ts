import type { Protocol } from '../../src/model/address.ts';
import { REUSE, type Reuse, reuseOptions, type Sequence, type SocketOptions } from '../../src/model/options.ts';
import type { Step } from '../../src/model/trial.ts';
import type { RuleSet } from '../../src/rules/index.ts';
import { type Agreement, showStep } from './guide.ts';
import type { Lab } from './lab.ts';

/** `::` is dual-stack where nothing is said of it. */
const ADDRESSES: readonly { readonly address: string; readonly v6only?: boolean }[] = [
  { address: '0.0.0.0' },
  { address: '127.0.0.1' },
  { address: '10.1.1.1' },
  { address: '::', v6only: false },
  { address: '::', v6only: true },
  { address: '::1' },
  { address: '::ffff:0.0.0.0' },
  { address: '::ffff:127.0.0.1' },
];

const VARIANTS: readonly { readonly protocol: Protocol; readonly sequence: Sequence }[] = [
  { protocol: 'tcp', sequence: 'listen-each' },
  { protocol: 'tcp', sequence: 'bind-all-first' },
  { protocol: 'udp', sequence: 'listen-each' },
];

interface Pair {
  readonly name: string;
  readonly steps: readonly Step[];
}

/** What one pair did, and whether the rules agree. */
export interface SeenPair {
  readonly name: string;
  /** `bind ok, listen ok, bind bind:EADDRINUSE` */
  readonly seen: readonly string[];
  readonly agreement: Agreement;
  /** By so many of its steps; by all where they agree. */
  readonly decidedAt: number | undefined;
}

/** Runs every pair of addresses, options of both, sequence and protocol, each on a port of its own, in one namespace. */
export function runPairs(lab: Lab, rules: RuleSet): readonly SeenPair[] {
  const setting = { addresses: ['10.1.1.1'], devices: [], sysctls: {} };
  return lab.inside(setting, () =>
    allPairs().map(({ name, steps }) => {
      const guide = lab.runAsWritten(rules, setting, steps);
      const seen = guide.observations.map(({ outcome }, i) => `${guide.steps[i]?.op} ${showStep(outcome)}`);
      return { name, seen, agreement: guide.agreement, decidedAt: guide.decidedAt };
    }),
  );
}

function allPairs(): Pair[] {
  const pairs: Pair[] = [];
  for (const { protocol, sequence } of VARIANTS)
    for (const holder of ADDRESSES)
      for (const newcomer of ADDRESSES)
        for (const reuse of REUSE.flatMap((h) => REUSE.map((n) => ({ holder: h, newcomer: n })))) {
          const port = 2000 + pairs.length;
          const bind = (socket: string, { address, v6only }: (typeof ADDRESSES)[number], own: Reuse): Step => ({
            op: 'bind',
            socket,
            open: { protocol, ...reuseOptions(own), ...v6onlyOption(v6only) },
            address,
            port,
            expect: ['ok'],
          });
          const binds = [bind('holder', holder, reuse.holder), bind('newcomer', newcomer, reuse.newcomer)] as const;
          const words = [
            protocol,
            sequence,
            `reuse ${reuse.holder}/${reuse.newcomer}`,
            nameOf(holder),
            nameOf(newcomer),
          ];
          pairs.push({ name: words.join(', '), steps: protocol === 'udp' ? binds : inSequence(binds, sequence) });
        }
  return pairs;
}

const v6onlyOption = (v6only: boolean | undefined): SocketOptions => (v6only === undefined ? {} : { v6only });

const nameOf = ({ address, v6only }: (typeof ADDRESSES)[number]): string =>
  v6only === undefined ? address : `${address} v6only ${v6only ? 'on' : 'off'}`;

function inSequence([holder, newcomer]: readonly [Step, Step], sequence: Sequence): Step[] {
  const listens: Step[] = ['holder', 'newcomer'].map((socket) => ({ op: 'listen', socket, expect: ['ok'] }));
  const [first, second] = listens as [Step, Step];
  return sequence === 'listen-each' ? [holder, first, newcomer, second] : [holder, newcomer, first, second];
}
