/** What node:net calls IPv4 and IPv6, where there is no Node: a page of a browser predicts too. */

const IPV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;
const GROUP = /^[0-9a-f]{1,4}$/i;

/** Four decimal numbers without leading zeros. */
export const isIPv4 = (text: string): boolean => IPV4.test(text);

/** Eight groups, or fewer and `::` (RFC 4291 2.2); the last two may be an IPv4 address. A zone is no part of it. */
export function isIPv6(text: string): boolean {
  const [left = '', right, ...more] = text.split('::');
  if (more.length > 0) return false;
  if (right === undefined) return groupsOf(left, true) === 8;
  return groupsOf(left, false) + groupsOf(right, true) <= 7;
}

/** How many groups a text of groups has; NaN where it is none. */
function groupsOf(text: string, mayEndInIPv4: boolean): number {
  if (text === '') return 0;
  const parts = text.split(':');
  const endsInIPv4 = mayEndInIPv4 && isIPv4(parts[parts.length - 1] ?? '');
  const groups = endsInIPv4 ? parts.slice(0, -1) : parts;
  return groups.every((one) => GROUP.test(one)) ? parts.length + (endsInIPv4 ? 1 : 0) : Number.NaN;
}
