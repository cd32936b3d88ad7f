/** What serve and sandbox say. */
export const SERVE_PHRASES = {
  '{name}: a private network with {addresses}; exit leaves it, and ends what still runs in it':
    '{name}：一个私有网络，地址有 {addresses}；用 exit 离开，同时结束其中仍在运行的程序',
  'another terminal joins it with: {command}': '在另一个终端中加入它：{command}',
  'listening on {listener}': '正在监听 {listener}',
  'no SO_REUSEADDR': '没有 SO_REUSEADDR',
  'any client': '任何客户端',
  'local clients only': '仅限本机客户端',
  'sends it lines; Ctrl-C ends it': '向它发送文本行；Ctrl-C 结束它',
  'received {n} message': '收到 {n} 条消息',
  'received {n} messages': '收到 {n} 条消息',
  'from {n} client': '来自 {n} 个客户端',
  'from {n} clients': '来自 {n} 个客户端',
  '{n} connection from remote hosts reset unread (--allow-remote serves them too)':
    '来自远程主机的 {n} 个连接未读即被重置（--allow-remote 也为它们服务）',
  '{n} connections from remote hosts reset unread (--allow-remote serves them too)':
    '来自远程主机的 {n} 个连接未读即被重置（--allow-remote 也为它们服务）',
  'what is left in TIME_WAIT is unknown: {message}': '不知道留下了哪些 TIME_WAIT：{message}',
  'the kernel lists nothing that is left of the connections closed first': '先关闭的连接，内核没有列出任何遗留',
  'Until then a restart on port {port} fails, even with --reuse addr: this server did not set SO_REUSEADDR.':
    '在此之前，在端口 {port} 上重启会失败，加上 --reuse addr 也不行：这个服务器没有设置 SO_REUSEADDR。',
  'A restart works at once with {flags}, as this server was started; otherwise only after that time.':
    '像这次启动一样加上 {flags}，就可以立即重启；否则要等到那之后。',
  ' and {n} more like it': ' 等，同样的还有 {n} 个',
  ', for another {seconds} s': '，还有 {seconds} 秒',
  'client connected: {peer}': '客户端已连接：{peer}',
  'received {n} bytes: {text}': '收到 {n} 字节：{text}',
  'from {peer}': '来自 {peer}',
  '(and {n} more bytes)': '（还有 {n} 字节）',
  ', inside a character: {text}': '，在一个字符中间：{text}',
  'client closed: {peer}': '客户端先关闭：{peer}',
  'client reset: {peer}': '客户端重置：{peer}',
  'closed first: {peer}': '服务器先关闭：{peer}',
  'client lost ({errno}): {peer}': '与客户端的连接丢失（{errno}）：{peer}',
  do: '办法',
  note: '说明',
  because: '原因',
  'held by': '占用者',
  'try again': '再试一次',
  '; and {n} other socket in the way': '；另有 {n} 个套接字也阻挡它',
  '; and {n} other sockets in the way': '；另有 {n} 个套接字也阻挡它',
  ', of {owner}': '，属于 {owner}',
  'no listed socket holds the port now: it was closed meanwhile, or the kernel does not list it':
    '现在列出的套接字都没有占用该端口：它已经关闭，或者内核没有列出它',
  '"{program} interfaces" lists the addresses of this host': '"{program} interfaces" 列出本机的地址',
  'while neither listens, two sockets share a port if both set SO_REUSEADDR':
    '在都没有监听时，如果两个套接字都设置了 SO_REUSEADDR，就可以共用端口',
  'two servers share a port if both set SO_REUSEPORT and run as one user: the holder did not, or runs as another user':
    '两个服务器都设置 SO_REUSEPORT 并以同一用户运行，才能共用端口：占用者没有设置，或以另一用户运行',
  'two servers of one user share a port if both are started with --reuse port':
    '同一用户的两个服务器都以 --reuse port 启动，就可以共用端口',
  'this server set SO_REUSEADDR, so the one that left this had not: with --reuse addr on both, the next restart works at once':
    '这个服务器设置了 SO_REUSEADDR，可见留下它的那个没有设置：两次都加 --reuse addr，下一次就可以立即重启',
  '--reuse addr helps at once if the server that left this set SO_REUSEADDR too; otherwise only from the next restart on':
    '如果留下它的服务器也设置了 SO_REUSEADDR，--reuse addr 立即有效；否则要从下一次重启起才有效',
} as const;
