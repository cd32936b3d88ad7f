import type { Owner } from '../model/host.ts';
import type { HoldingProcess } from '../model/why.ts';
import { platformView } from './platform.ts';

/** What is known of each of these processes; what one hides, or has ended too soon to tell, is left out. */
export const describeProcesses = (owners: Iterable<Owner>): HoldingProcess[] => platformView().processes(owners);
