import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { PROFILES } from '../../src/config/profiles.ts';
import { otherTrials } from '../../src/flows/services/plan-trials.ts';
import { WrittenParts } from '../../src/flows/services/written-parts.ts';
import { AlikeParts } from '../../src/judge/services/alike-parts.ts';
import { componentsOf } from '../../src/judge/services/components.ts';
import { judgeComponent } from '../../src/judge/services/judge-component.ts';
import { judgeParts } from '../../src/judge/services/judge-parts.ts';
import { isAsForeseen, observedOf } from '../../src/judge/services/plan-trial.ts';
import { withSeenAnswers } from '../../src/judge/services/seen-answers.ts';
import { castKey } from '../../src/judge/services/simulate.ts';
import { trialJudge } from '../../src/judge/trials.ts';
import type { ReadyPlan } from '../../src/model/planned-socket.ts';
import type { Trial } from '../../src/model/trial.ts';
import type { TrialResult } from '../../src/model/trial-observation.ts';
import { planHost } from '../../src/plan/services/plan-host.ts';
import { environmentOf, ruleSet } from '../../src/rules/index.ts';
import { companyFrom } from '../../src/sandbox-program/company.ts';
import { runTrials } from '../../src/sandbox-program/trials.ts';
import { HOST, readied } from '../judge/services/cast.ts';

/**
 * Draws plans of services, runs their trials in namespaces that they share and again each in one of its own, and prints how
 * often something came out otherwise: `plans.ts SEED PLANS RULES`. Rules of another system foresee much that this
 * kernel does not do. In a network namespace that nobody else needs.
 */
const [seed = '1', plans = '10', system = 'linux'] = process.argv.slice(2);

const ENDPOINTS = ['PORT', '127.0.0.1:PORT', '0.0.0.0:PORT', '"[::]:PORT"', '"[::1]:PORT"', '192.168.1.101:PORT'];

const service = fc.record({
  profile: fc.constantFrom(...Object.keys(PROFILES).filter((name) => !name.startsWith('systemd'))),
  endpoint: fc.constantFrom(...ENDPOINTS),
  port: fc.constantFrom(80, 443, 3000, 3001, 3002, 3003, 3004, 3005, 40_000, 61_001),
  more: fc.constantFrom('', '', '', ', uid: 1000', ', expect: [up, exits]', ', ended: { leaves: TIME_WAIT }'),
});

const drawn = fc.record({
  start: fc.constantFrom('sequence', 'sequence', 'together'),
  services: fc.array(service, { minLength: 2, maxLength: 14 }),
});

const yamlOf = ({ start, services }: typeof drawn extends fc.Arbitrary<infer T> ? T : never): string =>
  [
    `start: ${start}`,
    'services:',
    ...services.map(
      ({ profile, endpoint, port, more }, i) =>
        `  - { id: s${i}, profile: ${profile}, listen: ${endpoint.replace('PORT', String(port)).replace(/^([^"].*:.*)$/, '"$1"')}${more} }`,
    ),
  ].join('\n');

const count = { plans: 0, trials: 0, shared: 0, otherwise: 0, foreseen: 0, differences: 0 };

function compare(what: string, yaml: string, seen: unknown, wanted: unknown): void {
  if (isDeepStrictEqual(seen, wanted)) return;
  count.differences += 1;
  console.error(`${what}\n${yaml}\n${JSON.stringify(seen)}\n${JSON.stringify(wanted)}`);
}

/** What a trial came to, without its time and the ports of its clients, which the kernel chooses. */
const cameTo = (result: TrialResult) =>
  'reason' in result ? { reason: result.reason } : result.observations.map(({ outcome }) => outcome);

async function resultsOf(trials: readonly Trial[], mayShare: boolean): Promise<TrialResult[]> {
  const all: TrialResult[] = [];
  const request = { kind: 'trials' as const, trials, withTables: false, ...(mayShare ? { mayShare } : {}) };
  const ran = await runTrials(request as Parameters<typeof runTrials>[0], (some) => {
    for (const one of some) all.push(one);
    return Promise.resolve();
  });
  if (!ran.ok) throw new Error(JSON.stringify(ran.error));
  return all;
}

async function tryPlan(ready: ReadyPlan, yaml: string): Promise<void> {
  const within = planHost(HOST, ready, 'added');
  const rules = ruleSet(system as 'linux');
  const book = { rules, env: environmentOf(within.host, [], rules.v6only) };
  const parts = componentsOf(ready);
  const alike = new AlikeParts(parts, book.env);
  const place = { sandbox: within.sandbox, book };
  const written = new WrittenParts(alike, place);
  const more = otherTrials(parts, ready.start, [], place).trials;
  const trials = [...written.trials, ...more].map(({ trial }) => trial);
  const [shared, alone] = [await resultsOf(trials, true), await resultsOf(trials, false)];
  count.plans += 1;
  count.trials += trials.length;
  for (let i = 0, many = 0; i < trials.length; i += many) {
    many = companyFrom(trials, i);
    count.shared += many - 1;
  }
  compare('results', yaml, shared.map(cameTo), alone.map(cameTo));
  const verdicts = judgeParts(alike, ready.start, book);
  const [judge, plainly] = [trialJudge(), trialJudge()];
  for (const [i, part] of parts.entries()) {
    const [tried, result] = [written.trials[i], shared[i]];
    if (tried === undefined || result === undefined) throw new Error(`part ${i} was not tried`);
    const report = plainly(tried.trial, result);
    compare('report', yaml, written.reportOf(i, result, judge) ?? judge(tried.trial, result), report);
    const seen = observedOf(tried.trial, report);
    const outcomes = report.steps.map((step) => step.observed);
    if (seen === undefined || !isAsForeseen(tried.foreseen, outcomes)) {
      count.otherwise += 1;
      continue;
    }
    count.foreseen += 1;
    const observed = judgeComponent(part, ready.start, book, new Map([[castKey(part), seen]]));
    compare('verdict', yaml, verdicts[i], withSeenAnswers(observed, tried.trial, report));
  }
}

for (const one of fc.sample(drawn, { seed: Number(seed), numRuns: Number(plans) })) {
  const yaml = yamlOf(one);
  await tryPlan(readied(yaml), yaml);
}
console.log(JSON.stringify(count));
