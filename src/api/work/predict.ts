import { experimentOf } from '../../config/experiment-of.ts';
import { readAskedSystems } from '../../flows/systems.ts';
import { VERSION } from '../../flows/version.ts';
import { platformOf, rulesOf, systemOf } from '../../judge/platform-rules.ts';
import { predictReport } from '../../judge/predict.ts';
import type { Experiment } from '../../model/experiment.ts';
import type { HeldSocket, Host } from '../../model/host.ts';
import { type HostSnapshot, heldOfSnapshot, hostOfSnapshot } from '../../model/host-snapshot.ts';
import { ok, type Result } from '../../model/result.ts';
import { hypotheticalHost } from '../../plan/hypothetical.ts';
import { planExperiment } from '../../plan/plan.ts';
import { describePorts } from '../../plan/ports.ts';
import { sandboxLayout } from '../../plan/sandbox-layout.ts';
import { type AskedSystem, askedSystem } from '../../rules/index.ts';
import { type Failure, flowFailed, misused } from './failure.ts';
import { readHost } from './host.ts';
import { type Given, readExperimentInput } from './input.ts';
import { type PresentedReport, presentedReport } from './present.ts';

/** The options of predict(), as they were given. */
export interface PredictAsk {
  readonly os?: unknown;
  readonly host?: unknown;
}

type Systems = readonly [AskedSystem, ...AskedSystem[]];

/** Nothing takes place, so that the same question has the same answer at all times. */
const NO_TIME = { started: new Date(0).toISOString(), seconds: 0 };

/** What the rules say of an experiment. Pure: no clock is read, and nothing of the host. */
export function predicted(given: Given, { os, host }: PredictAsk): Result<PresentedReport, Failure> {
  const read = readExperimentInput(given);
  if (!read.ok) return read;
  const snapshot = readHost(host);
  if (!snapshot.ok) return snapshot;
  const systems = systemsOf(os, snapshot.value);
  if (!systems.ok) return systems;
  const { config, places } = read.value;
  const experiment = experimentOf(config);
  const place = placeOf(experiment, snapshot.value, systems.value);
  const plan = planExperiment(experiment, place.host, place.held);
  if (!plan.ok) return flowFailed({ kind: 'input', problems: plan.error }, places);
  const ports = place.held.length === 0 ? [] : describePorts(plan.value, place.host, place.held, place.boundOnly);
  const findings = { version: VERSION, timing: NO_TIME, where: experiment.where, ...place, ports };
  return ok(presentedReport(predictReport({ ...findings, plan: plan.value }, systems.value)));
}

/** The systems that were asked for; else that of the host, with the rules of its kernel; else a current Linux. */
function systemsOf(os: unknown, snapshot: HostSnapshot | undefined): Result<Systems, Failure> {
  if (os !== undefined) {
    const names = [os].flat();
    if (names.length === 0 || !names.every((name) => typeof name === 'string'))
      return misused({ message: 'os: must be the name of a system, or a list of them', hint: 'such as freebsd' }, [
        'os',
      ]);
    const asked = readAskedSystems('os', names);
    return asked.ok ? asked : misused({ ...asked.error, message: asked.error.message.replace(/^os: /, '') }, ['os']);
  }
  if (snapshot === undefined) {
    const linux = askedSystem('linux');
    if ('message' in linux) throw new RangeError(linux.message);
    return ok([linux]);
  }
  const host = hostOfSnapshot(snapshot);
  const [id, rules] = [systemOf(host), rulesOf(host)];
  return ok([{ id, os: id, name: rules.name, rules }]);
}

interface PlaceOfPrediction {
  readonly host: Host;
  readonly held: readonly HeldSocket[];
  /** Whether bound sockets that do not listen would be seen. */
  readonly boundOnly: boolean;
}

/**
 * The host of the prediction: that which was described, with what listens there, or a sandbox with its addresses; without a
 * description one that has the loopback addresses, and those that the experiment names.
 */
function placeOf(experiment: Experiment, snapshot: HostSnapshot | undefined, systems: Systems): PlaceOfPrediction {
  const described = snapshot === undefined ? bareHost(systems[0]) : hostOfSnapshot(snapshot);
  if (snapshot === undefined || experiment.where === 'sandbox') {
    const host = hypotheticalHost(sandboxLayout(experiment, described), described.facts);
    return { host, held: [], boundOnly: true };
  }
  // What another system does is no matter of this one's settings.
  const isOwn = systems.every((one) => one.os === systemOf(described));
  const host = isOwn ? described : { ...described, facts: { ...described.facts, sysctls: {} } };
  return { host, held: heldOfSnapshot(snapshot), boundOnly: snapshot.sight.boundOnly };
}

const bareHost = ({ os }: AskedSystem): Host => ({
  facts: {
    os: platformOf(os) ?? os,
    hostname: '',
    kernel: '',
    uid: 0,
    capabilities: ['CAP_NET_BIND_SERVICE'],
    netns: '',
    sysctls: {},
  },
  interfaces: [{ name: 'lo', index: 1, link: 'up', loopback: true }],
  addresses: [],
  ipv6: true,
});
