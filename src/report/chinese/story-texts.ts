/**
 * The stories of config/tutorial in Chinese, by their English. Where an English text begins with what the tutorial's
 * sentence says, the sentence stands before it, and the Chinese text goes on from there.
 */
export const STORY_TEXTS: Readonly<Record<string, string>> = {
  // who-closes-first
  'The server closes first and keeps TIME_WAIT on its own port': '服务器先关闭，TIME_WAIT 留在它自己的端口上',
  'A close that the server begins leaves the connection in TIME_WAIT. RFC 9293 (3.6) says so of either side: the one that sends the first FIN waits. The order of the two closes decides which.':
    'RFC 9293（3.6）对双方的说法相同：先发送 FIN 的一方等待。哪一方等待，由两次关闭的先后决定。',
  'The server closes the connection.': '服务器关闭连接。',
  'The client follows.': '客户端随后关闭。',
  'The client closes first and keeps TIME_WAIT on a port that no server uses':
    '客户端先关闭，TIME_WAIT 留在没有服务器使用的端口上',
  'If the client closes first, the server keeps nothing, and restarts at once without any option. A protocol in which the client closes first spares its servers.':
    '如果客户端先关闭，服务器什么也不留下，不需要任何选项就能立即重启。由客户端先关闭的协议，可以减轻服务器的负担。',
  'The client closes the connection.': '客户端关闭连接。',
  'The server follows.': '服务器随后关闭。',
  'A reset leaves no TIME_WAIT on either side': '重置连接后，两端都不留下 TIME_WAIT',
  'SO_LINGER with a time of 0: the server throws the connection away.': 'SO_LINGER 的时间为 0：服务器直接丢弃连接。',

  // restart-in-time-wait
  'Without SO_REUSEADDR a server cannot restart while its last connection is in TIME_WAIT':
    '没有 SO_REUSEADDR 时，上一个连接处于 TIME_WAIT，服务器就不能重启',
  'The server closed a connection itself, which leaves it in TIME_WAIT, and because of that the restarted server cannot bind its port. The server binds ANY and sets no option, telnet is its client, and Ctrl-C ends it.':
    '服务器绑定通配地址，不设置任何选项；客户端是 telnet；用 Ctrl-C 结束服务器。',
  'Ctrl-C ends the server. The kernel closes its sockets, the connection among them, with a FIN.':
    'Ctrl-C 结束服务器。内核关闭它的套接字，其中的连接以 FIN 关闭。',
  'Telnet sees the end of the stream: "Connection closed by foreign host."':
    'Telnet 看到流结束："Connection closed by foreign host."',
  'The same server is started again.': '再次启动同一个服务器。',
  'TIME_WAIT blocks the address of the connection and ANY, and no other address':
    'TIME_WAIT 阻挡连接的地址和通配地址，不阻挡其他地址',
  "A socket in TIME_WAIT has the address of the connection, 127.0.0.1, and not the listener's ANY. It does not stop a server on another address of the same machine.":
    '处于 TIME_WAIT 的套接字，地址是连接的 127.0.0.1，而不是监听者的通配地址。它不妨碍同一台机器上另一个地址的服务器。',
  'After a run without a connection the server restarts at once': '没有过连接的服务器可以立即重启',

  // different-client-ports
  'A client on another port connects while an earlier connection is in TIME_WAIT':
    '先前的连接处于 TIME_WAIT 时，客户端可以从另一个端口连接',
  'A connection is identified by its four-tuple, so a client on another port does not collide with an old connection in TIME_WAIT. The server sets SO_REUSEADDR, as it should, and is restarted.':
    '服务器按应有的做法设置 SO_REUSEADDR，并重启一次。',
  'Ctrl-C.': 'Ctrl-C。',
  'The restart.': '重启。',
  'The next client gets another port from the kernel, and so another four-tuple.':
    '下一个客户端从内核得到另一个端口，因此四元组也不同。',
  'The old connection is still there.': '旧连接仍然存在。',

  // sequence-number-of-a-new-connection
  'After little data the new sequence number is beyond the last one': '数据很少时，新的序列号大于末序列号',
  'The first sequence number of a new connection is always beyond the last one of the old connection in TIME_WAIT. For one four-tuple Linux increments that number every 64 nanoseconds (secure_tcp_seq()). Timestamps are off, so that only the sequence number decides; net.ipv4.tcp_rfc1337 prevents a reset by the client from ending TIME_WAIT.':
    '对同一个四元组，Linux 每 64 纳秒把该序列号加一（secure_tcp_seq()）。这里关闭时间戳，只由序列号决定；net.ipv4.tcp_rfc1337 防止客户端的重置结束 TIME_WAIT。',
  'the old connection sent less than the clock counted in that time, about 15 MB per second':
    '旧连接发送的数据少于时钟在这段时间内的计数，约每秒 15 MB',
  'After a fast transfer it is not, and the new connection hangs': '快速传输之后则不然，新连接会卡住',
  'Now the client sends 16 MB at once, far more than the clock counts in that time. Its next connection from the same port begins with a number that the server has already received: the kernel takes the SYN for an old one and answers with an ACK. With timestamps (the default) the connection would be accepted.':
    '现在客户端一次发送 16 MB，远多于时钟在这段时间内的计数。它从同一端口发起的下一个连接，初始序列号是服务器已经收到过的：内核把这个 SYN 当作旧的，以 ACK 应答。如果启用时间戳（默认如此），连接会被接受。',
  'The client connects again at once, and gets no answer.': '客户端立即再次连接，得不到应答。',

  // same-four-tuple
  'With TCP timestamps the same four-tuple connects again at once': '启用 TCP 时间戳时，同一个四元组可以立即再次连接',
  'A new connection with the four-tuple of an old one in TIME_WAIT is distinguished from it by a later timestamp or by its sequence number, and replaces it. The server closes first and keeps TIME_WAIT; it still listens, and the client connects again from the same port.':
    '服务器先关闭，留下 TIME_WAIT；它仍在监听，客户端从同一端口再次连接。',
  'The client comes back from the same port.': '客户端从同一端口再次到来。',
  'Without TCP timestamps the same four-tuple connects again too': '没有 TCP 时间戳时，同一个四元组也可以再次连接',
  'A connection in TIME_WAIT may be ignored, and a new one may use its four-tuple. Without timestamps the sequence number of the new SYN must be beyond the last one of the old connection.':
    '没有时间戳时，新 SYN 的序列号必须大于旧连接的末序列号。',
  'The same four-tuple connects again without SO_REUSEADDR': '没有 SO_REUSEADDR，同一个四元组也可以再次连接',
  'The tutorial adds that the reuse option exists for this: it tells the kernel that such a connection may be used again. But the listener needs no option: tcp_timewait_state_process() looks only at the SYN. SO_REUSEADDR affects bind().':
    '但监听者不需要任何选项：tcp_timewait_state_process() 只看 SYN。SO_REUSEADDR 影响的是 bind()。',
  'Without a listener TIME_WAIT stays, and the client is refused': '没有监听者时，TIME_WAIT 保留不变，客户端被拒绝',

  // three-servers-on-port-80
  'With SO_REUSEADDR, ANY first, the two specific servers are refused':
    '设置 SO_REUSEADDR，通配地址先启动：两个具体地址的服务器被拒绝',
  'With SO_REUSEADDR a machine with the addresses 192.168.1.101 and 10.10.2.102 can run three HTTP servers on port 80: one on ANY, and one on each address. 4.4BSD behaves so. On Linux SO_REUSEADDR never shares the port of a listener.':
    '4.4BSD 是这样的。在 Linux 上，SO_REUSEADDR 从不与监听者共用端口。',
  'Who answers at each address?': '每个地址由谁应答？',
  'With SO_REUSEADDR, ANY last, the server on ANY is refused':
    '设置 SO_REUSEADDR，通配地址后启动：通配地址的服务器被拒绝',
  'The two servers on specific addresses start before the one on ANY.':
    '两个具体地址的服务器先于通配地址的服务器启动。',
  'With SO_REUSEADDR all three may bind before any listens, but only ANY may listen':
    '设置 SO_REUSEADDR，三者可以在监听之前都完成绑定，但只有通配地址能监听',
  'A program with three sockets may bind them all before it calls listen() on the first. SO_REUSEADDR lets all three bind, since none listens yet; the first to listen excludes the others.':
    '一个程序有三个套接字时，可以先全部绑定，再对第一个调用 listen()。因为还没有套接字在监听，SO_REUSEADDR 允许三者都绑定；最先监听的那个排斥其他两个。',
  'With SO_REUSEADDR all three bind, ANY last, and only the specific ones may listen':
    '设置 SO_REUSEADDR，三者都绑定，通配地址在后：只有具体地址能监听',
  'Now the specific addresses listen first, and ANY may bind but not listen.':
    '这次具体地址先监听，通配地址可以绑定，但不能监听。',
  'With SO_REUSEPORT on all three, of one user, all three listen':
    '同一用户的三个套接字都设置 SO_REUSEPORT：三者都能监听',
  'Another option gives what the tutorial describes: SO_REUSEPORT on all three. Each specific address gets its own clients, and ANY gets the rest. A server of another user is refused.':
    '另一个选项可以做到教程所说的：三者都设置 SO_REUSEPORT。每个具体地址得到自己的客户端，通配地址得到其余的。另一个用户的服务器会被拒绝。',
  'With SO_REUSEPORT all three bind before any listens, ANY last, and all three listen':
    '设置 SO_REUSEPORT，三者在监听之前都完成绑定，通配地址在后：三者都能监听',
  'Two servers on two specific addresses need no option': '两个具体地址上的两个服务器不需要任何选项',
  'Without ANY nothing overlaps: different addresses may use the same port, with or without SO_REUSEADDR.':
    '没有通配地址就没有重叠：无论是否设置 SO_REUSEADDR，不同的地址都可以使用相同的端口。',

  // two-servers-on-one-endpoint
  'With SO_REUSEADDR a second server on ANY:50005 is refused':
    '设置 SO_REUSEADDR，通配地址和端口 50005 上的第二个服务器被拒绝',
  'TCP never lets two servers bind the same address and port, and even with SO_REUSEADDR two instances cannot run on ANY and port 50005. The first one listens when the second comes.':
    '第二个实例到来时，第一个已在监听。',
  'one of the two listens already, and they do not both set SO_REUSEPORT as the same user':
    '两者之一已在监听，且不是同一用户都设置了 SO_REUSEPORT',
  'The second instance, while the first listens.': '第二个实例启动，此时第一个正在监听。',
  'While neither listens, SO_REUSEADDR lets both bind; the second listen is refused':
    '两者都没有监听时，SO_REUSEADDR 允许都绑定；第二次 listen 被拒绝',
  'Two instances that start at the same moment may both succeed in bind(). The second to call listen() is refused there: a successful bind() does not yet give a server its port.':
    '同时启动的两个实例，bind() 可能都成功。后调用 listen() 的那个在 listen() 处被拒绝：bind() 成功并不等于服务器已经得到端口。',
  'With SO_REUSEPORT on both, two servers listen on the same endpoint, and clients reach either':
    '两者都设置 SO_REUSEPORT：两个服务器在同一端点上监听，客户端连到其中之一',
  'SO_REUSEPORT (Linux 3.9) exists for this: several processes of one user listen on one endpoint, and the kernel distributes the clients among them.':
    'SO_REUSEPORT（Linux 3.9）正是为此而设：同一用户的多个进程在同一端点上监听，内核把客户端分配给它们。',
  'Forty-eight clients come.': '来了四十八个客户端。',
  'SO_REUSEPORT does not share a port with a server of another user': 'SO_REUSEPORT 不与另一个用户的服务器共用端口',

  // tw-reuse-is-not-for-servers
  'With tcp_tw_reuse 1, and after a second, a server without SO_REUSEADDR still cannot restart':
    'tcp_tw_reuse 为 1，并且过了一秒，没有 SO_REUSEADDR 的服务器仍不能重启',
  'The kernel setting tcp_tw_reuse is for the side that connects, and not for servers. It does not help a server that has closed first: bind() never reads it.':
    '它帮不了先关闭的服务器：bind() 从不读取它。',

  // tw-reuse-for-the-initiator
  'tcp_tw_reuse 1: the port is refused for one second, and free after it':
    'tcp_tw_reuse 为 1：一秒之内端口被拒绝，之后可用',
  'With tcp_tw_reuse the side that connects may use the four-tuple again after the old connection has been in TIME_WAIT for more than a second. The client closes first, and has only one local port to choose from.':
    '客户端先关闭，并且只有一个本地端口可选。',
  'tcp_tw_reuse is 1, or 2 (the default) and the connection is on loopback; TCP timestamps are on; and the client lets the kernel choose its port':
    'tcp_tw_reuse 为 1，或为 2（默认值）且连接经由环回；启用 TCP 时间戳；并且客户端由内核选择端口',
  'The client closes first.': '客户端先关闭。',
  'Within the first second no port is left for another connection.': '第一秒之内，没有端口可用于另一个连接。',
  'After a second there is.': '一秒之后就有了。',
  'tcp_tw_reuse 2, the default: on loopback as with 1': 'tcp_tw_reuse 为 2（默认值）：经由环回时与 1 相同',
  'Since Linux 4.19 the value 2 is the default: on for connections on loopback only.':
    '从 Linux 4.19 起默认值为 2：只对经由环回的连接启用。',
  'tcp_tw_reuse 2: between other addresses the port stays refused': 'tcp_tw_reuse 为 2：其他地址之间，端口一直被拒绝',
  'Between other addresses 2 is off, and the second does not matter.': '在其他地址之间，2 等于关闭，一秒与否没有关系。',
  'tcp_tw_reuse 0: the port stays refused': 'tcp_tw_reuse 为 0：端口一直被拒绝',
  'tcp_tw_reuse 1 without TCP timestamps: the port stays refused':
    'tcp_tw_reuse 为 1 但没有 TCP 时间戳：端口一直被拒绝',
  'A client that binds its source port connects at once, and needs no tcp_tw_reuse':
    '自行绑定源端口的客户端可以立即连接，不需要 tcp_tw_reuse',
  'For a client that binds its port itself neither the setting nor the second matters (__inet_check_established() tells tcp_twsk_unique() so): timestamps are enough.':
    '对自行绑定端口的客户端来说，这个参数和一秒的间隔都没有关系（__inet_check_established() 会告知 tcp_twsk_unique()）：有时间戳就够了。',

  // port-in-another-state
  'LISTEN: the port of a listening server is refused': 'LISTEN：正在监听的服务器的端口被拒绝',
  'SO_REUSEADDR helps only against TIME_WAIT: if the port is in use in any other state, bind() still fails with "Address already in use". Both servers set the option; each trial puts the old one into another state.':
    '两个服务器都设置该选项；每个试验让旧服务器处于一种不同的状态。',
  'the other state is LISTEN': '所说的其他状态是 LISTEN',
  'Bound, not listening: the port is shared': '已绑定而没有监听：端口可以共用',
  'The old server has bound its port and does not listen yet.': '旧服务器已绑定端口，还没有监听。',
  'SYN_SENT: the port of a client that waits for an answer is shared': 'SYN_SENT：等待应答的客户端的端口可以共用',
  "The queue of a listener that never accepts is full, so the kernel drops the client's SYN, and the client waits. The new server binds the client's own port.":
    '监听者从不接受连接，队列已满，因此内核丢弃客户端的 SYN，客户端在等待。新服务器绑定的是客户端自己的端口。',
  'ESTABLISHED: the port of an open connection is shared': 'ESTABLISHED：打开的连接的端口可以共用',
  'The old server has closed its listener, and still serves a client: a graceful restart.':
    '旧服务器已关闭监听，但仍在为一个客户端服务：平滑重启。',
  'FIN_WAIT1: the port is shared': 'FIN_WAIT1：端口可以共用',
  'The server has closed, but its FIN cannot be sent: the client does not read, and its window is full. The kernel keeps the connection, which no process owns any more.':
    '服务器已关闭，但它的 FIN 发不出去：客户端不读取，窗口已满。内核保留着这个连接，它已不属于任何进程。',
  'FIN_WAIT2: the port is shared': 'FIN_WAIT2：端口可以共用',
  'The server has closed, and the client has not.': '服务器已关闭，客户端还没有。',
  'CLOSING: the port is shared': 'CLOSING：端口可以共用',
  "Both sides have closed, and their FINs cross. The server's FIN is queued behind data that the client does not read, so it is not acknowledged.":
    '双方都已关闭，FIN 相互交错。服务器的 FIN 排在客户端没有读取的数据之后，因此得不到确认。',
  'CLOSE_WAIT: the port is shared': 'CLOSE_WAIT：端口可以共用',
  'The client has closed, and the server has not.': '客户端已关闭，服务器还没有。',
  'LAST_ACK: the port is shared': 'LAST_ACK：端口可以共用',
  'The client has closed its half, then the server closes too. Its FIN is again queued behind data that the client does not read.':
    '客户端先关闭了自己这一半，随后服务器也关闭。它的 FIN 同样排在客户端没有读取的数据之后。',
  'Without SO_REUSEADDR on the old server its port is refused in every state':
    '旧服务器没有设置 SO_REUSEADDR 时，无论什么状态，端口都被拒绝',

  // restart-with-reuseaddr
  'With SO_REUSEADDR on both servers the restart works at once': '两个服务器都设置 SO_REUSEADDR：可以立即重启',
  'With SO_REUSEADDR the server restarts at once and without an error, although its last connection is still in TIME_WAIT. Here the server sets the option from its first start.':
    '上一个连接仍处于 TIME_WAIT。这里的服务器从第一次启动起就设置了该选项。',
  'The restart, with SO_REUSEADDR as before.': '重启，与之前一样设置 SO_REUSEADDR。',
  'With SO_REUSEADDR only on the new server the restart fails': '只有新服务器设置 SO_REUSEADDR：重启失败',
  'SO_REUSEADDR allows a server to start on a port while an earlier connection with the same port still exists. A programmer who sees "Address already in use" adds the option and starts the program again. But the connection in TIME_WAIT has kept the options of the old server.':
    '程序员看到 "Address already in use"，加上该选项，再次启动程序。但处于 TIME_WAIT 的连接保留着旧服务器的选项。',
  'both servers set SO_REUSEADDR, the one that left the connection and the one that starts':
    '两个服务器都设置了 SO_REUSEADDR：留下连接的那个，和正在启动的那个',
  'The corrected program is started.': '启动改正后的程序。',
  'With SO_REUSEADDR only on the old server the restart fails too': '只有旧服务器设置 SO_REUSEADDR：重启同样失败',
};
