import type { Assumption, HostShape } from './gathered-host.ts';
import type { HostFacts } from './host.ts';
import type { PlanReport } from './plan-report.ts';
import type { Status } from './report.ts';
import type { Timing } from './timing.ts';

/** What becomes of the services of a file on one host. */
export type HostPlan = Pick<PlanReport, 'file' | 'title' | 'services' | 'serves' | 'notes'>;

/** A host that was judged from afar, or could not be. */
export interface FleetHost {
  /** One of a kind in the report. */
  readonly name: string;
  /** The file that describes it. */
  readonly source: string;
  /** Absent: the file describes no host. */
  readonly shape?: HostShape;
  /** As process.platform names it. */
  readonly os?: string;
  /** `6.1.0-49-amd64`. Absent: not told. */
  readonly kernel?: string;
  /** What the file does not say, and was taken as it usually is. */
  readonly assumed: readonly Assumption[];
  /** The worst of its services; skipped where it has none. */
  readonly status: Status;
  /** Why it could not be judged, with the place: `web3.json:1:4096: it ends too early`. */
  readonly reason?: string;
  /** What it has to run: those without a service for it are left out. */
  readonly plans: readonly HostPlan[];
}

/** What the rules say of plans on many hosts. */
export interface FleetReport extends Timing {
  readonly schema: 'bindmatrix/fleet@1';
  /** The version of this program. */
  readonly version: string;
  /** Where it was judged. */
  readonly host: Pick<HostFacts, 'hostname' | 'os' | 'kernel'>;
  /** The files of the plans, as they were named. */
  readonly files: readonly string[];
  /** In the order in which they were named; those of a folder by their names. */
  readonly hosts: readonly FleetHost[];
}
