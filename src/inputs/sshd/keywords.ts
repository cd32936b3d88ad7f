/** Settings of sshd (servconf.c of 10.0, with those of Debian), in lower case; the last lines have those of older releases. */
const KEYWORDS = new Set(
  `acceptenv addressfamily allowagentforwarding allowgroups allowstreamlocalforwarding allowtcpforwarding
  allowusers authenticationmethods authorizedkeyscommand authorizedkeyscommanduser authorizedkeysfile
  authorizedprincipalscommand authorizedprincipalscommanduser authorizedprincipalsfile banner
  casignaturealgorithms channeltimeout chrootdirectory ciphers clientalivecountmax clientaliveinterval
  compression debianbanner denygroups denyusers disableforwarding exposeauthinfo fingerprinthash forcecommand
  gatewayports gssapiauthentication gssapicleanupcredentials gssapikexalgorithms gssapikeyexchange
  gssapistorecredentialsonrekey gssapistrictacceptorcheck hostbasedacceptedalgorithms hostbasedauthentication
  hostbasedusesnamefrompacketonly hostcertificate hostkey hostkeyagent hostkeyalgorithms ignorerhosts
  ignoreuserknownhosts include ipqos kbdinteractiveauthentication kerberosauthentication kerberosgetafstoken
  kerberosorlocalpasswd kerberosticketcleanup kexalgorithms listenaddress logingracetime loglevel logverbose
  macs match maxauthtries maxsessions maxstartups modulifile passwordauthentication permitemptypasswords
  permitlisten permitopen permitrootlogin permittty permittunnel permituserenvironment permituserrc
  persourcemaxstartups persourcenetblocksize pidfile port printlastlog printmotd pubkeyacceptedalgorithms
  pubkeyauthentication pubkeyauthoptions rekeylimit requiredrsasize revokedkeys securitykeyprovider setenv
  streamlocalbindmask streamlocalbindunlink strictmodes subsystem syslogfacility tcpkeepalive trustedusercakeys
  unusedconnectiontimeout usedns usepam versionaddendum x11displayoffset x11forwarding x11uselocalhost
  xauthlocation persourcepenalties persourcepenaltyexemptlist refuseconnection sshdsessionpath sshdauthpath
  afstokenpassing challengeresponseauthentication checkmail dsaauthentication hostbasedacceptedkeytypes keepalive
  kerberostgtpassing keyregenerationinterval pamauthenticationviakbdint protocol pubkeyacceptedkeytypes
  reversemappingcheck rhostsauthentication rhostsrsaauthentication rsaauthentication serverkeybits skeyauthentication
  uselogin useprivilegeseparation verifyreversemapping`.split(/\s+/),
);

/** Whether a word, in lower case, is a setting of sshd. */
export const isSshdKeyword = (word: string): boolean => KEYWORDS.has(word);

/** The words that decide where sshd listens, as they are mostly written. */
export const DECIDING = ['Port', 'ListenAddress', 'AddressFamily', 'Include', 'Match'];
