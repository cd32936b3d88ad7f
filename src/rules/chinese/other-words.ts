/** What is written about some rules besides, by its English: why there is no example. */
export const NO_EXAMPLE: Readonly<Record<string, string>> = {
  'no trial can ask for it': '试验无法要求它',
  'it takes a kernel without IPv6': '需要没有 IPv6 的内核',
  'the devices of a trial are in no VRF': '试验的设备不在任何 VRF 中',
  'in the sandbox no address is tentative any more when a trial begins':
    '在沙箱中，试验开始时已没有处于 tentative 状态的地址',
  'nothing is foreseen there': '这种情况下不作任何预测',
  'whether a second of the clock begins between two steps is chance': '两个步骤之间时钟是否跨过整秒，取决于偶然',
  'trials run on Linux, and this rule was read, not run': '试验在 Linux 上运行，而这条规则是查阅得来的，没有运行过',
};

/** What a current kernel does instead, by its English. */
export const TODAY: Readonly<Record<string, string>> = {
  'refuses the bind with EADDRINUSE': '以 EADDRINUSE 拒绝绑定',
  'compares the two, and refuses what they do not share': '会比较两者，拒绝它们不能共用的端口',
  'reads the options of both sockets as they are by then': '读取两个套接字当时的选项',
  'gives the datagram to the socket that is connected to the sender': '把数据报交给与发送方相连的套接字',
  'has the option, since Linux 6.3': '从 Linux 6.3 起有该选项',
  'fails with ECONNABORTED': '以 ECONNABORTED 失败',
  'gives it to the socket that is bound to the device': '把它交给绑定到该设备的套接字',
  'gives it to the socket that has asked for the CPU': '把它交给指定了该 CPU 的套接字',
  'refuses the port for all of a second': '在整整一秒内都拒绝该端口',
  'shares such a port again once it is bound no more': '在不再有套接字绑定这样的端口之后，又会共用它',
};
