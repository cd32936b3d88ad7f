import { type ConfigProblem, problemAt } from '../../config/config-problem.ts';
import { optionProblem } from '../../config/services/option-checks.ts';
import { didYouMean } from '../../config/services/placed.ts';
import { resolvedProfile } from '../../model/profile.ts';
import type { Serves, Service, ServicePlan } from '../../model/service-plan.ts';

/** What is wrong with a plan and shows only once the files of `from` were read: words, ids and who should answer. */
export const problemsOfRead = (plan: ServicePlan): readonly ConfigProblem[] => [
  ...eachOnce(plan.services.flatMap((service) => optionProblems(service, plan))),
  ...repeatedIds(plan.services),
  ...plan.serves.flatMap((serves) => unknownService(serves, plan.services)),
];

/** Of a file with several services each has the options of the plan. */
const eachOnce = (problems: readonly ConfigProblem[]): readonly ConfigProblem[] => [
  ...new Map(problems.map((one) => [one.message, one])).values(),
];

function optionProblems({ profile = '', unchecked = [] }: Service, plan: ServicePlan): ConfigProblem[] {
  return unchecked.flatMap(({ word, value, at }) => {
    const found = optionProblem(profile, resolvedProfile(plan.profiles, profile), word, value);
    return found === undefined ? [] : [problemAt(found.at === 'key' ? at.key : at.value, found.problem)];
  });
}

function repeatedIds(services: readonly Service[]): ConfigProblem[] {
  const ids = new Set<string>();
  return services.flatMap(({ id, source }) => {
    const isNew = !ids.has(id);
    ids.add(id);
    const message = `the id "${id}" is given twice, once by the services of a file`;
    return isNew ? [] : [problemAt(source, { message, hint: 'give each service an id of its own' })];
  });
}

function unknownService({ by, bySource }: Serves, services: readonly Service[]): ConfigProblem[] {
  if (by === undefined || bySource === undefined) return [];
  if (services.some(({ id }) => id === by || id.startsWith(`${by}.`))) return [];
  const ids = services.map(({ id }) => id);
  const hint = didYouMean(by, ids, `the services are ${ids.join(', ')}`);
  return [problemAt(bySource, { message: `there is no service "${by}"`, hint })];
}
