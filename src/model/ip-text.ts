const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const GROUP = /^[0-9a-f]{1,4}$/i;

/** Whether the text is an IPv4 address in dotted decimal, without leading zeros: as `isIPv4` of node:net, which no browser has. */
export const isIPv4 = (text: string): boolean => IPV4.test(text);

/** Whether the text is an IPv6 address without a zone (RFC 4291 2.2): as `isIPv6` of node:net. */
export function isIPv6(text: string): boolean {
  const halves = text.split('::');
  const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
  const last = groups.at(-1) ?? '';
  const dotted = isIPv4(last) && text.endsWith(last);
  if (!(dotted ? groups.slice(0, -1) : groups).every((group) => GROUP.test(group))) return false;
  const count = groups.length + (dotted ? 1 : 0);
  return halves.length === 2 ? count <= 7 : halves.length === 1 && count === 8;
}
