/**
 * The interface that a label of getifaddrs(3) belongs to: the longest name that the label begins with, since a
 * label is the interface's name, or begins with it and a colon (eth0:1, ip-address(8)). Over netlink the kernel
 * takes any other text too (IFA_LABEL): a label that begins with no interface's name is returned as it is.
 */
export function interfaceOfLabel(label: string, interfaces: ReadonlySet<string>): string {
  if (interfaces.has(label)) return label;
  const prefixes = [...interfaces].filter((name) => label.startsWith(name));
  return prefixes.reduce((longest, name) => (name.length > longest.length ? name : longest), '') || label;
}
