/** What why says of what may decide beside the sockets: privilege, addresses, IPv6, VRFs. */
export const FACTOR_PHRASES = {
  privilege: '权限',
  address: '地址',
  IPv6: 'IPv6',
  IPV6_V6ONLY: 'IPV6_V6ONLY',
  TIME_WAIT: 'TIME_WAIT',
  ephemeral: '临时端口',
  VRF: 'VRF',
  device: '设备',
  namespace: '命名空间',
  unseen: '未见',
  'port {port} is below {below}, and whether you have CAP_NET_BIND_SERVICE cannot be read (mount /proc)':
    '端口 {port} 低于 {below}，而您是否有 CAP_NET_BIND_SERVICE 无法读到（请挂载 /proc）',
  'port {port} is below {below}, and you have CAP_NET_BIND_SERVICE':
    '端口 {port} 低于 {below}，而您有 CAP_NET_BIND_SERVICE',
  'port {port} is below net.ipv4.ip_unprivileged_port_start ({below}), and {why}':
    '端口 {port} 低于 net.ipv4.ip_unprivileged_port_start（{below}），而{why}',
  'you have no CAP_NET_BIND_SERVICE': '您没有 CAP_NET_BIND_SERVICE',
  'your CAP_NET_BIND_SERVICE counts only in your own user namespace, which does not own this network namespace':
    '您的 CAP_NET_BIND_SERVICE 只在您自己的用户命名空间中有效，而它并不拥有这个网络命名空间',
  'IPv6 is disabled on {devices} (net.ipv6.conf.*.disable_ipv6): they have no IPv6 address':
    '{devices} 上的 IPv6 已禁用（net.ipv6.conf.*.disable_ipv6）：它们没有 IPv6 地址',
  'this kernel has no IPv6 sockets (ipv6.disable=1, or built without)':
    '这个内核没有 IPv6 套接字（ipv6.disable=1，或编译时没有）',
  '[::] accepts IPv4 too ({by})': '[::] 也接受 IPv4（{by}）',
  '[::] accepts IPv6 only ({by})': '[::] 只接受 IPv6（{by}）',
  '{connections} in TIME_WAIT; the last expires in {seconds} s':
    '{connections}处于 TIME_WAIT；最后一个在 {seconds} 秒后过期',
  'the port is in the ephemeral range {range}, and reserved now: a connection may have got it before':
    '该端口在临时端口范围 {range} 内，现已保留：此前可能已有连接得到它',
  'the port is in the ephemeral range {range}: the kernel may give it to any connection, unless net.ipv4.ip_local_reserved_ports reserves it':
    '该端口在临时端口范围 {range} 内：内核可能把它分配给任何连接，除非用 net.ipv4.ip_local_reserved_ports 保留它',
  'sockets of all VRFs ({vrfs}) are compared': '所有 VRF（{vrfs}）的套接字都参与比较',
  'in no VRF; sockets in {others} do not conflict': '不在任何 VRF 中；{others} 中的套接字不冲突',
  'in VRF {vrf}; sockets in {others} do not conflict': '在 VRF {vrf} 中；{others} 中的套接字不冲突',
  'no VRF': 'VRF 之外',
  'a socket that is bound to no device covers every device, {devices} too':
    '没有绑定设备的套接字涵盖每一个设备，包括 {devices}',
  'the socket in the way is bound to no device, and covers {device} too':
    '阻挡它的套接字没有绑定设备，因此也涵盖 {device}',
  ', that of process 1': '，与进程 1 相同',
  ', not that of process 1': '，与进程 1 不同',
  'not known which (mount /proc)': '不知道是哪一个（请挂载 /proc）',
  '{namespace}: sockets of other namespaces do not count': '{namespace}：其他命名空间的套接字不算',
  '{lister} sockets that are bound without listening: one of them may hold the port':
    '{lister}已绑定而没有监听的套接字：其中之一可能占用该端口',
  'the address is in no VRF: a socket on a device in a VRF does not take it':
    '该地址不在任何 VRF 中：绑定到 VRF 中设备的套接字不能使用它',
  'the address is on {device}, in VRF {vrf}: only a socket that is bound to {vrf}, or to a device in it, takes it':
    '该地址在 {device} 上，属于 VRF {vrf}：只有绑定到 {vrf} 或其中设备的套接字才能使用它',
  'the address is tentative: duplicate address detection is still running':
    '该地址处于 tentative 状态：重复地址检测仍在进行',
  'the address is tentative: duplicate address detection waits until {device} is up':
    '该地址处于 tentative 状态：重复地址检测要等到 {device} 启用',
  'the address is tentative: duplicate address detection waits until {device} has a carrier':
    '该地址处于 tentative 状态：重复地址检测要等到 {device} 有载波',
  'the address is a duplicate: another host on the link has it (dadfailed)':
    '该地址重复：链路上的另一台主机已有它（dadfailed）',
  "the address is on {device}, but the kernel's table has no route to it (ip route show table local)":
    '该地址在 {device} 上，但内核的路由表中没有到它的路由（ip route show table local）',
  'this host has no such address; {waived} lets it be bound': '本机没有这个地址；{waived} 允许绑定它',
  'this host has no such address': '本机没有这个地址',
  'the address is on {device}': '该地址在 {device} 上',
  'its link is down, so that no client reaches it': '其链路没有启用，因此客户端无法到达',
  'its link has no carrier, so that no client reaches it': '其链路没有载波，因此客户端无法到达',
  'it is deprecated, but can be bound': '它已弃用（deprecated），但仍可绑定',
  'privilege ({state})': '权限（{state}）',
  'port {port} {than} ip_unprivileged_port_start {below}': '端口 {port} {than} ip_unprivileged_port_start {below}',
  'as is usual': '通常如此',
  'with CAP_NET_BIND_SERVICE': '有 CAP_NET_BIND_SERVICE',
  'the address (on {device})': '地址（在 {device} 上）',
  'the address (of a group or a broadcast)': '地址（属于多播组或广播）',
  'the address (local)': '地址（本机）',
  'TIME_WAIT ({count})': 'TIME_WAIT（{count}）',
  'IPV6_V6ONLY ({state})': 'IPV6_V6ONLY（{state}）',
  'IPv6 (enabled)': 'IPv6（已启用）',
  'the ephemeral range (the port is reserved)': '临时端口范围（该端口已保留）',
} as const;
