/**
 * The interface that a label of getifaddrs(3) belongs to. A label is the interface's name, or begins with it and
 * a colon (eth0:1, ip-address(8)). The kernel takes any other text over netlink too (IFA_LABEL, as keepalived may
 * set it): then the longest interface name that it begins with, or the label itself where there is none.
 */
export function interfaceOfLabel(label: string, interfaces: ReadonlySet<string>): string {
  if (interfaces.has(label)) return label;
  const beforeColon = label.split(':', 1)[0] ?? label;
  if (interfaces.has(beforeColon)) return beforeColon;
  const prefixes = [...interfaces].filter((name) => label.startsWith(name));
  return prefixes.reduce((longest, name) => (name.length > longest.length ? name : longest), '') || label;
}
