import { rulesOf, systemOf } from '../../judge/platform-rules.ts';
import type { AlikeVerdicts } from '../../judge/services/alike.ts';
import { judgePlan } from '../../judge/services/judge-plan.ts';
import type { HostPlan } from '../../model/fleet.ts';
import type { SourcedProblem } from '../../model/flow-problem.ts';
import type { GatheredHost } from '../../model/gathered-host.ts';
import type { Host } from '../../model/host.ts';
import { err, ok, type Result } from '../../model/result.ts';
import { duePlan } from '../../plan/services/due.ts';
import type { LinedPlan } from '../../plan/services/lines.ts';
import { portsAsked, readyPlan } from '../../plan/services/ready.ts';
import { environmentOf, type RuleSet, ruleSet } from '../../rules/index.ts';

type Judged = Result<readonly HostPlan[], readonly SourcedProblem[]>;

/**
 * Judges plans on hosts by the rules of each host's kernel, as the host is: an address that it lacks is not made. Hosts of
 * which the same is known, and that have the same services to run, are judged once.
 */
export class FleetJudge {
  readonly #plans: readonly LinedPlan[];
  readonly #judged = new Map<string, Judged>();
  readonly #rules = new Map<string, RuleSet>();
  readonly #alike = new Map<string, AlikeVerdicts>();

  constructor(plans: readonly LinedPlan[]) {
    this.#plans = plans;
  }

  /** Plans without a service for the host are left out. The problem is that a line fits nothing of it. */
  judge(name: string, gathered: GatheredHost): Judged {
    const due = this.#plans.map((plan) => duePlan(plan, name).plan).filter(asksAnything);
    const { host, held, localhost } = gathered;
    const { facts, interfaces, addresses, ipv6, noLocalTable } = host;
    const { os, kernel, kernelBuild, kernelProbed, sysctls, unread } = facts;
    const known = [os, kernel, kernelBuild, kernelProbed, sysctls, unread, interfaces, addresses, ipv6, noLocalTable];
    const asked = due.map(({ file, services, serves }) => [
      file,
      services.map(({ id }) => id),
      serves.map(({ source }) => source),
    ]);
    const key = JSON.stringify([known, held, localhost, asked]);
    const before = this.#judged.get(key);
    if (before !== undefined) return before;
    const judged = this.#judgeOnce(due, gathered);
    this.#judged.set(key, judged);
    return judged;
  }

  #judgeOnce(due: readonly LinedPlan[], { host, held, localhost }: GatheredHost): Judged {
    const rules = this.#rulesOf(host);
    const asRoot = { ...host, facts: { ...host.facts, uid: 0, capabilities: ['CAP_NET_BIND_SERVICE'] } };
    const env = environmentOf(asRoot, [], rules.v6only);
    const book = { rules, env, brief: true as const, alike: this.#alikeOn(host) };
    const plans: HostPlan[] = [];
    for (const plan of due) {
      const ports = new Set(portsAsked(plan));
      const place = { host: asRoot, names: { localhost }, held: held.filter(({ port }) => ports.has(port)) };
      const ready = readyPlan(plan, place);
      if (!ready.ok) return err(ready.error);
      plans.push(hostPlan(judgePlan(ready.value, book)));
    }
    return ok(plans);
  }

  /** All that rules ask of a host but its addresses and interfaces. */
  #alikeOn({ facts, ipv6, noLocalTable }: Host): AlikeVerdicts {
    const { os, kernel, kernelBuild, kernelProbed, sysctls, unread } = facts;
    const key = JSON.stringify([os, kernel, kernelBuild, kernelProbed, sysctls, unread, ipv6, noLocalTable]);
    const known: AlikeVerdicts = this.#alike.get(key) ?? new Map();
    this.#alike.set(key, known);
    return known;
  }

  /** Where the kernel is not told, the newest rules. */
  #rulesOf(host: Host): RuleSet {
    const { os, kernel, kernelBuild, kernelProbed } = host.facts;
    const key = JSON.stringify([os, kernel, kernelBuild, kernelProbed]);
    const known = this.#rules.get(key) ?? (kernel === '' ? ruleSet(systemOf(host)) : rulesOf(host));
    this.#rules.set(key, known);
    return known;
  }
}

const asksAnything = ({ services, serves }: LinedPlan): boolean => services.length + serves.length > 0;

/** What of a plan is told for each of many hosts. */
const hostPlan = ({ file, title, services, serves, notes }: HostPlan): HostPlan => ({
  file,
  ...(title === undefined ? {} : { title }),
  services,
  serves,
  notes,
});
