import fc from 'fast-check';
import { trialToYaml } from '../../src/config/trial-yaml.ts';
import type { Step, TrialSandbox } from '../../src/model/trial.ts';
import type { RuleSet } from '../../src/rules/index.ts';
import { type DraftTrial, draftTrial } from './draft.ts';
import { type Agreement, type Guide, showStep, showSteps } from './guide.ts';
import type { Lab } from './lab.ts';
import { deviceNames, type Ports, portsOf, settingOf } from './setting.ts';
import { stepsOf } from './steps.ts';
import { trialOf } from './written.ts';

/** So many trials share a namespace: each has ports of its own. */
export const CHUNK = 500;

/** The result of one chunk. */
export interface ChunkResult {
  readonly trials: number;
  readonly steps: number;
  /** Steps of which the rules say that they cannot know. */
  readonly unknown: number;
  /** By rule. */
  readonly unknowns: Readonly<Record<string, number>>;
  /** Disagreements that came back in no namespace of their own: a packet that was late, a port that another trial had. */
  readonly passing: readonly string[];
  readonly disagreement?: Disagreement;
}

export interface Disagreement {
  /** Shrunk; it expects what the kernel did. */
  readonly yaml: string;
  readonly step: number;
  readonly predicted: string;
  readonly observed: string;
  readonly rule: string;
  readonly why: string;
}

/** A disagreement must come back in one of so many namespaces of its own: chance may be on the side of the rules. */
const ATTEMPTS = 6;
/** A candidate of the shrinking has fewer. */
const CANDIDATE_ATTEMPTS = 2;
/** Shrinking takes no longer than this. Milliseconds. */
const LONGEST_SHRINKING = 5000;

/** Runs the trials of one chunk in one namespace; stops at the first disagreement, and shrinks it. */
export function runChunk(lab: Lab, rules: RuleSet, seed: number, index: number, trials: number): ChunkResult {
  const { sandbox, apart } = settingOf(index);
  const chunk = new Chunk(lab, rules, sandbox, apart);
  return lab.inside(sandbox, () => chunk.run((seed + index * 7919) | 0, trials));
}

class Chunk {
  readonly #lab: Lab;
  readonly #rules: RuleSet;
  readonly #setting: TrialSandbox;
  readonly #apart: boolean;
  #count = 0;
  #steps = 0;
  #shrinkingUntil = 0;
  readonly #unknowns: Record<string, number> = {};
  readonly #passing: string[] = [];

  constructor(lab: Lab, rules: RuleSet, setting: TrialSandbox, apart: boolean) {
    this.#lab = lab;
    this.#rules = rules;
    this.#setting = setting;
    this.#apart = apart;
  }

  run(seed: number, trials: number): ChunkResult {
    const property = fc.property(draftTrial, (draft) => this.#holds(draft));
    const [shrunk] = fc.check(property, { seed, numRuns: trials }).counterexample ?? [];
    const disagreement = shrunk === undefined ? undefined : this.#disagreement(shrunk);
    return {
      trials: this.#count,
      steps: this.#steps,
      unknown: Object.values(this.#unknowns).reduce((a, b) => a + b, 0),
      unknowns: this.#unknowns,
      passing: this.#passing,
      ...(disagreement === undefined ? {} : { disagreement }),
    };
  }

  /** Whether the rules agree. From the first disagreement on these are the candidates of its shrinking. */
  #holds(draft: DraftTrial): boolean {
    if (this.#shrinkingUntil > 0) {
      return performance.now() > this.#shrinkingUntil || this.#confirm(draft, CANDIDATE_ATTEMPTS) === undefined;
    }
    const guide = this.#try(draft);
    this.#count += 1;
    this.#steps += guide.steps.length;
    const { agreement } = guide;
    if (agreement.kind === 'unknown') this.#unknowns[agreement.rule] = (this.#unknowns[agreement.rule] ?? 0) + 1;
    if (agreement.kind !== 'disagree') return true;
    if (this.#confirm(draft) === undefined) {
      this.#passing.push(describe(guide, agreement));
      return true;
    }
    this.#shrinkingUntil = performance.now() + LONGEST_SHRINKING;
    return false;
  }

  #try(draft: DraftTrial): Guide {
    const drawn = this.#draw(draft, portsOf(this.#apart ? 0 : this.#count));
    const [lab, rules, setting, salt] = [this.#lab, this.#rules, this.#setting, saltOf(draft)] as const;
    return this.#apart ? lab.runApart(rules, setting, drawn, salt) : lab.run(rules, setting, drawn, salt);
  }

  #draw(draft: DraftTrial, ports: Ports): readonly Step[] {
    return stepsOf(draft, ports, deviceNames(this.#setting), this.#lab.canBecome);
  }

  /** Tries the trial again in namespaces of its own. */
  #confirm(draft: DraftTrial, attempts = ATTEMPTS): Guide | undefined {
    for (let i = 0; i < attempts; i++) {
      const guide = this.#lab.runAlone(this.#rules, this.#setting, this.#draw(draft, portsOf(0)), saltOf(draft));
      if (guide.agreement.kind === 'disagree') return guide;
    }
    return undefined;
  }

  #disagreement(draft: DraftTrial): Disagreement | undefined {
    const guide = this.#confirm(draft, 4 * ATTEMPTS);
    if (guide === undefined || guide.agreement.kind !== 'disagree') return undefined;
    const { predicted, rule, why } = guide.agreement;
    const step = guide.steps.length;
    const observed = JSON.stringify(guide.observations.at(-1));
    return {
      yaml: trialToYaml(trialOf(guide.recorded, this.#setting)),
      step,
      predicted: showSteps(predicted),
      observed,
      rule,
      why,
    };
  }
}

/** The same for the same draft, whatever namespace it runs in. */
const saltOf = ({ drafts }: DraftTrial): number => drafts.reduce((sum, d) => sum + d.extra + d.where * 5, 0);

const describe = ({ steps, observations }: Guide, { predicted }: Extract<Agreement, { kind: 'disagree' }>): string =>
  `${steps.at(-1)?.op}: ${observations.slice(-1).map((o) => showStep(o.outcome))}, foreseen ${showSteps(predicted)}`;
