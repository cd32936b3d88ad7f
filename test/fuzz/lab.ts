import { discoverHost } from '../../src/discover/host.ts';
import { socketsOn } from '../../src/discover/sockets.ts';
import type { Host } from '../../src/model/host.ts';
import type { Result } from '../../src/model/result.ts';
import type { Step, TrialSandbox } from '../../src/model/trial.ts';
import { actAs } from '../../src/net/credentials.ts';
import { FreshNamespaces } from '../../src/netns/fresh-namespaces.ts';
import { writeSysctl } from '../../src/netns/sysctl.ts';
import { type RuleEnvironment, type RuleSet, trialEnvironment } from '../../src/rules/index.ts';
import { type TrialRunner, trialRunner } from '../../src/run/trial/runner.ts';
import { layoutOf } from '../../src/sandbox/trial-layout.ts';
import { Guide } from './guide.ts';

/** Milliseconds for which a step waits: on this host everything comes at once, or never. */
const PATIENCE = 32;
/** The same where a disagreement is confirmed: a busy machine may hand on a packet late. */
const LONG_PATIENCE = 60;

/** Runs trials in network namespaces that this thread enters and leaves. */
export class Lab {
  /** Whether steps may take on other uids here. */
  readonly canBecome: boolean;
  readonly #quick: TrialRunner;
  readonly #patient: TrialRunner;
  readonly #environments = new Map<string, RuleEnvironment>();

  constructor() {
    // Small tables of connections, as the sandbox has them: looking into one walks over every bucket.
    writeSysctl('net.ipv4.tcp_child_ehash_entries', '1024');
    writeSysctl('net.ipv4.udp_child_hash_entries', '1024');
    this.#quick = value(trialRunner(socketsAt, PATIENCE));
    this.#patient = value(trialRunner(socketsAt, LONG_PATIENCE));
    const self = process.geteuid?.() ?? 0;
    this.canBecome = actAs(1000) === 'ok';
    actAs(self);
  }

  /** Does `act` in a new namespace, from which others may be entered in turn. */
  inside<T>(setting: TrialSandbox, act: () => T): T {
    const spaces = value(FreshNamespaces.open());
    try {
      return value(spaces.run(layoutOf(setting), act));
    } finally {
      spaces.close();
    }
  }

  /** Runs drawn steps where this thread is. */
  run(rules: RuleSet, setting: TrialSandbox, drawn: readonly Step[], salt: number): Guide {
    return this.#follow(this.#quick, rules, setting, { drawn, salt, patience: PATIENCE });
  }

  /** The same in a namespace of its own. */
  runApart(rules: RuleSet, setting: TrialSandbox, drawn: readonly Step[], salt: number): Guide {
    return this.inside(setting, () => this.run(rules, setting, drawn, salt));
  }

  /** The same with more patience. */
  runAlone(rules: RuleSet, setting: TrialSandbox, drawn: readonly Step[], salt: number): Guide {
    const work = { drawn, salt, patience: LONG_PATIENCE };
    return this.inside(setting, () => this.#follow(this.#patient, rules, setting, work));
  }

  /** Runs every step, with patience, where this thread is. */
  runAsWritten(rules: RuleSet, setting: TrialSandbox, steps: readonly Step[]): Guide {
    const guide = new Guide(rules, this.#environment(setting), LONG_PATIENCE, 0);
    this.#patient.follow(steps, (step, observation) => guide.see(step, observation));
    return guide;
  }

  #follow(runner: TrialRunner, rules: RuleSet, setting: TrialSandbox, { drawn, salt, patience }: Work): Guide {
    const guide = new Guide(rules, this.#environment(setting), patience, salt);
    runner.follow(guide.choose(drawn), (step, observation) => guide.see(step, observation));
    return guide;
  }

  /** Namespaces that are laid out alike are looked at once. */
  #environment(setting: TrialSandbox): RuleEnvironment {
    const key = JSON.stringify(setting);
    const known = this.#environments.get(key);
    if (known !== undefined) return known;
    const host: Host = value(discoverHost());
    const made = trialEnvironment(host, setting.sysctls);
    this.#environments.set(key, made);
    return made;
  }
}

interface Work {
  readonly drawn: readonly Step[];
  readonly salt: number;
  readonly patience: number;
}

const socketsAt: Parameters<typeof trialRunner>[0] = (port, protocols) => socketsOn([port], protocols);

/** The value, or an exception that says what could not be done: nothing here can go on without it. */
export function value<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new Error([result.error.message, result.error.hint].filter((text) => text !== undefined).join('; '));
}
