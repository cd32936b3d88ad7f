import { parseConfig } from '../../../src/config/file.ts';
import { judgePlan } from '../../../src/judge/services/judge-plan.ts';
import { type Address, parseAddress } from '../../../src/model/address.ts';
import { formatSource } from '../../../src/model/experiment.ts';
import type { HeldSocket, Host } from '../../../src/model/host.ts';
import type { PlanReport } from '../../../src/model/plan-report.ts';
import type { ReadyPlan } from '../../../src/model/planned-socket.ts';
import { hypotheticalHost } from '../../../src/plan/hypothetical.ts';
import { withLines } from '../../../src/plan/services/lines.ts';
import { readyPlan } from '../../../src/plan/services/ready.ts';
import { environmentOf, ruleSet } from '../../../src/rules/index.ts';

export const address = (text: string): Address => {
  const read = parseAddress(text);
  if (!read.ok) throw new Error(read.error.message);
  return read.value;
};

/** A host with two networks and IPv6. */
export const HOST: Host = hypotheticalHost(
  {
    devices: [
      { name: 'v0', link: 'up', addresses: [], subnets: [{ address: address('192.168.1.101'), prefix: 24 }] },
      {
        name: 'v1',
        link: 'up',
        addresses: [],
        subnets: [
          { address: address('10.10.2.102'), prefix: 24 },
          { address: address('fd00:1::101'), prefix: 64 },
        ],
      },
    ],
    loopback: [],
    sysctls: {},
  },
  { hostname: 'host', os: 'linux', kernel: '6.18.0', uid: 0, capabilities: [], netns: '', sysctls: {} },
);

const NAMES = { localhost: [address('::1'), address('127.0.0.1')] };

/** A plan on that host; `held` are the sockets that it finds there. */
export function readied(yaml: string, held: readonly HeldSocket[] = [], names = NAMES): ReadyPlan {
  const file = parseConfig('plan.yaml', `version: 1\n${yaml}`);
  if (!file.ok) throw new Error(file.error.map(({ message, hint }) => `${message} (${hint})`).join('\n'));
  const { plan } = file.value;
  if (plan === undefined) throw new Error('no services');
  const lined = withLines(plan);
  if (!lined.ok) throw new Error('lines');
  const ready = readyPlan(lined.value, { host: HOST, names, held });
  if (!ready.ok)
    throw new Error(ready.error.map(({ message, source }) => `${formatSource(source)}: ${message}`).join('\n'));
  return ready.value;
}

export const BOOK = { rules: ruleSet('linux'), env: environmentOf(HOST, []) };

/** What becomes of the plan by the rules of Linux. */
export const judged = (yaml: string, held: readonly HeldSocket[] = []): PlanReport =>
  judgePlan(readied(yaml, held), BOOK);

export const verdictsOf = ({ services }: PlanReport): Readonly<Record<string, string>> =>
  Object.fromEntries(services.map(({ id, verdict }) => [id, verdict]));
