import fc from 'fast-check';
import { trialToYaml } from '../../src/config/trial-yaml.ts';
import type { Step, TrialSandbox } from '../../src/model/trial.ts';
import type { RuleSet } from '../../src/rules/index.ts';
import { type DraftTrial, draftTrial } from './draft.ts';
import { type Agreement, type Guide, showStep, showSteps } from './guide.ts';
import type { Lab } from './lab.ts';
import { deviceNames, type Ports, portsOf, type Setting, settingOf } from './setting.ts';
import { stepsOf } from './steps.ts';
import { trialOf } from './written.ts';

/** So many trials share a namespace: each has ports of its own. */
export const CHUNK = 500;

/** The result of one chunk. */
export interface ChunkResult {
  readonly trials: number;
  readonly steps: number;
  /** Steps of which the rules say that they cannot know, by rule. */
  readonly unknowns: Tally;
  /** Steps for which the kernel lacks something, by what. */
  readonly lacking: Tally;
  /** Disagreements that came back in no namespace of their own: a packet that was late, a port that another trial had. */
  readonly passing: Tally;
  /** By kind: the same op, rule, and outcomes. */
  readonly kinds: Tally;
  /** The first of each kind that was not known before. */
  readonly disagreements: readonly Disagreement[];
}

/** How often, by what. */
export type Tally = Readonly<Record<string, number>>;

export interface Disagreement {
  readonly kind: string;
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

/** What is asked of a chunk beside its trials. */
export interface ChunkOptions {
  /** Kinds of disagreements that were shown before: they are only counted. */
  readonly known: readonly string[];
  /** Show no more than so many. */
  readonly most: number;
}

/** Where the random trials of a chunk come from. */
export interface ChunkPlace {
  readonly seed: number;
  readonly index: number;
  readonly trials: number;
}

/** Runs the trials of one chunk in one namespace; shrinks the first disagreement of each kind. */
export function runChunk(lab: Lab, rules: RuleSet, place: ChunkPlace, options: ChunkOptions): ChunkResult {
  const { sandbox, apart } = settingOf(place.index);
  const chunk = new Chunk(lab, rules, { sandbox, apart }, options);
  return lab.inside(sandbox, () => chunk.run((place.seed + place.index * 7919) | 0, place.trials));
}

class Chunk {
  readonly #lab: Lab;
  readonly #rules: RuleSet;
  readonly #setting: TrialSandbox;
  readonly #apart: boolean;
  readonly #known: Set<string>;
  readonly #most: number;
  #count = 0;
  #steps = 0;
  /** The kind that is being shrunk, and until when. */
  #shrinking: { readonly kind: string; readonly until: number } | undefined;
  readonly #unknowns: Record<string, number> = {};
  readonly #lacking: Record<string, number> = {};
  readonly #passing: Record<string, number> = {};
  readonly #kinds: Record<string, number> = {};
  readonly #disagreements: Disagreement[] = [];

  constructor(lab: Lab, rules: RuleSet, { sandbox, apart }: Setting, { known, most }: ChunkOptions) {
    this.#lab = lab;
    this.#rules = rules;
    this.#setting = sandbox;
    this.#apart = apart;
    this.#known = new Set(known);
    this.#most = most;
  }

  run(seed: number, trials: number): ChunkResult {
    while (this.#count < trials && this.#disagreements.length < this.#most) this.#goOn(seed, trials);
    return {
      trials: this.#count,
      steps: this.#steps,
      unknowns: this.#unknowns,
      lacking: this.#lacking,
      passing: this.#passing,
      kinds: this.#kinds,
      disagreements: this.#disagreements,
    };
  }

  /** Draws the same trials again, leaves out those that have been run, and runs the others up to a new kind of disagreement. */
  #goOn(seed: number, trials: number): void {
    const done = this.#count;
    let drawn = 0;
    this.#shrinking = undefined;
    const property = fc.property(draftTrial, (draft) => {
      drawn += 1;
      return drawn <= done || this.#holds(draft);
    });
    const [shrunk] = fc.check(property, { seed, numRuns: trials }).counterexample ?? [];
    const disagreement = shrunk === undefined ? undefined : this.#disagreement(shrunk);
    if (disagreement !== undefined) this.#disagreements.push(disagreement);
  }

  /** Whether the rules agree, or disagree in a known way. After a new disagreement these are the candidates of its shrinking. */
  #holds(draft: DraftTrial): boolean {
    if (this.#shrinking !== undefined) return this.#isNoCandidate(draft, this.#shrinking);
    const guide = this.#try(draft);
    const { agreement } = guide;
    this.#count += 1;
    this.#steps += guide.steps.length;
    if (agreement.kind === 'unknown') add(this.#unknowns, agreement.rule);
    if (agreement.kind === 'lacking') add(this.#lacking, agreement.what);
    if (agreement.kind !== 'disagree') return true;
    const kind = kindOf(guide, agreement);
    if (!this.#known.has(kind) && this.#confirm(draft) === undefined) {
      add(this.#passing, describe(guide, agreement));
      return true;
    }
    add(this.#kinds, kind);
    if (this.#known.has(kind)) return true;
    this.#known.add(kind);
    this.#shrinking = { kind, until: performance.now() + LONGEST_SHRINKING };
    return false;
  }

  #isNoCandidate(draft: DraftTrial, { kind, until }: { readonly kind: string; readonly until: number }): boolean {
    if (performance.now() > until) return true;
    const guide = this.#confirm(draft, CANDIDATE_ATTEMPTS);
    return guide?.agreement.kind !== 'disagree' || kindOf(guide, guide.agreement) !== kind;
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
    return {
      kind: kindOf(guide, guide.agreement),
      yaml: trialToYaml(trialOf(guide.recorded, this.#setting)),
      step: guide.steps.length,
      predicted: showSteps(predicted),
      observed: JSON.stringify(guide.observations.at(-1)),
      rule,
      why,
    };
  }
}

/** The same for the same draft, whatever namespace it runs in. */
const saltOf = ({ drafts }: DraftTrial): number => drafts.reduce((sum, d) => sum + d.extra + d.where * 5, 0);

type Disagreeing = Extract<Agreement, { kind: 'disagree' }>;

const describe = ({ steps, observations }: Guide, { predicted }: Disagreeing): string =>
  `${steps.at(-1)?.op}: ${observations.slice(-1).map((o) => showStep(o.outcome))}, foreseen ${showSteps(predicted)}`;

/** What is alike in disagreements that probably have one cause: names, addresses and ports are left out. */
const kindOf = (guide: Guide, agreement: Disagreeing): string =>
  `${describe(guide, agreement)
    .replace(/received by (?!none)[\w,]+/g, 'received by some')
    .replace(/(address|port)=\S+/g, '$1=…')} by ${agreement.rule}`;

function add(tally: Record<string, number>, what: string): void {
  tally[what] = (tally[what] ?? 0) + 1;
}
