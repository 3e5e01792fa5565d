package com.happypancake.extractor.pseudonym;

/**
 * A keyed permutation of mail addresses that keeps their format and length. All addresses of a host
 * have one host again, which lies in no real top-level domain. For one thread.
 */
final class EmailCipher {

  private final NameCipher mailboxes;
  private final HostCipher hosts;

  EmailCipher(PseudonymKey key, HostCipher hosts) {
    this.mailboxes = new NameCipher(key, "email");
    this.hosts = hosts;
  }

  /** Returns an address's pseudonym; of a text that is no address, that of a name. */
  String encipher(String address) {
    int at = address.lastIndexOf('@');
    if (at < 0) {
      return mailboxes.encipher(address, "");
    }
    String host = address.substring(at + 1);
    return mailboxes.encipher(address.substring(0, at), "@" + host) + "@" + hosts.encipher(host);
  }
}
