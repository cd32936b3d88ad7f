/** The seconds of CPU that `body` takes: unlike the time on the clock they do not grow on a busy machine. */
export function cpuSeconds(body: () => void): number {
  const before = process.cpuUsage();
  body();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}
