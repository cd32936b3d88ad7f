import { hostname } from 'node:os';

/** The name of this host, as gethostname(2) has it: HAProxy is the peer of that name. */
export const hostName = (): string => hostname();
