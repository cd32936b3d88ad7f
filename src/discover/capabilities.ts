import { platformView } from './platform.ts';

/** Names of the effective capabilities that matter here: CAP_NET_BIND_SERVICE, CAP_SYS_PTRACE and the like; see capabilities(7). */
export const effectiveCapabilities = (): readonly string[] => platformView().capabilities();
