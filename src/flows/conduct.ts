import type { PortReport, Report } from '../model/report.ts';
import type { Progress } from '../run/pacer.ts';
import type { SpareSandbox } from '../sandbox/spare.ts';

/** How a caller follows a flow, and ends it. */
export interface Conduct {
  /** Ends the work: the flow closes every socket and gives `interrupted`. */
  readonly signal: AbortSignal;
  /** Called with the steps done so far and all there are. */
  readonly progress: Progress;
  /** Called with verdicts that stand, as they come: some trials, or the expectations or services of one file. */
  readonly onJudged?: (some: Pick<Report, 'expectations' | 'trials' | 'plans'>) => void;
  /** A sandbox process that has been started already. */
  readonly spare?: SpareSandbox;
}

/** How a caller follows a run. */
export interface RunConduct extends Conduct {
  /** Ask systeminformation for the links: it takes about 100 ms, so only where they are shown. */
  readonly withLinkFacts: boolean;
  /** Called with the ports of the run and who holds them, before the first socket is opened. */
  readonly onPorts: (ports: readonly PortReport[]) => void;
}
