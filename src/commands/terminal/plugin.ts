import { type PluginState, pluginLine } from '../../report/index.ts';
import { hearComplaints, printLines } from './print.ts';

/** The exit codes of a plugin of Nagios or Icinga. */
const CODES: Readonly<Record<PluginState, number>> = { OK: 0, WARNING: 1, CRITICAL: 2, UNKNOWN: 3 };

/** Whether the present call has a report. The state is that of one bundle: a command and what it calls. */
let reported = false;

/** The exit code of a report that is written as a plugin's. */
export function pluginExit(state: PluginState): number {
  reported = true;
  return CODES[state];
}

/** Whether a call asks for the format of a plugin: told before it is read, since it may be one that cannot be. */
export const asksForPlugin = (args: readonly string[]): boolean =>
  args.some((arg, i) => arg === '--format=nagios' || (arg === '--format' && args[i + 1] === 'nagios'));

/**
 * Does the work of a call as a plugin: whatever goes wrong before there is a report, a wrong call or configuration too, is
 * UNKNOWN, with one line on stdout, where a monitoring system looks. `work` gives the usual exit code.
 */
export async function asPlugin(work: () => Promise<number>): Promise<number> {
  reported = false;
  const complaints: string[] = [];
  const stopHearing = hearComplaints((message) => complaints.push(message));
  const code = await work();
  stopHearing();
  if (reported || code === 0) return code;
  const text = code > 128 ? `ended by signal ${code - 128}` : (complaints[0] ?? `exit code ${code}`);
  printLines([pluginLine('UNKNOWN', text)]);
  return CODES.UNKNOWN;
}
