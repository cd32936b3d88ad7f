/** stderr without what `run` says on a host beforehand: that a service which starts meanwhile may be refused. */
export const withoutStartNote = (stderr: string): string =>
  stderr.replace(/^note: a service that starts on .* may be refused; --in sandbox leaves this host alone\n/, '');
