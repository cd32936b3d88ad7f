import { readFileSync } from 'node:fs';
import { constants } from 'node:os';

/** A program that this one waits for. */
interface Waited {
  readonly pass: (signal: NodeJS.Signals) => void;
  readonly end: () => void;
}

/** What a terminal sends to every process of its foreground group, the program included. */
const OF_KEYS = ['SIGINT', 'SIGQUIT'] as const;
const TO_END = ['SIGTERM', 'SIGHUP'] as const;

/** How long a program has to end by itself after a signal that should end it. Milliseconds. */
const GRACE = 2000;

/**
 * Hands signals to a program that this one waits for, and ends it where it does not end by itself. Ctrl-C reaches it from
 * the terminal, and would come twice. Gives a function that ends this, and gives the number of the signal for which the
 * program had to be ended, if it had to be.
 */
export function passSignals({ pass, end }: Waited): () => number | undefined {
  let timer: NodeJS.Timeout | undefined;
  let forced: number | undefined;
  const ofKey = (signal: NodeJS.Signals): void => {
    if (!isInForeground()) pass(signal);
  };
  const toEnd = (signal: NodeJS.Signals): void => {
    pass(signal);
    timer ??= setTimeout(() => {
      forced = constants.signals[signal];
      end();
    }, GRACE);
  };
  for (const name of OF_KEYS) process.on(name, ofKey);
  for (const name of TO_END) process.on(name, toEnd);
  return () => {
    clearTimeout(timer);
    for (const name of OF_KEYS) process.off(name, ofKey);
    for (const name of TO_END) process.off(name, toEnd);
    return forced;
  };
}

/** Whether the process group of this process has the terminal: pgrp and tpgid of proc_pid_stat(5), behind the name. */
function isInForeground(): boolean {
  try {
    const [, , group, , , foreground] = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return group === foreground;
  } catch {
    return process.stdin.isTTY === true;
  }
}
