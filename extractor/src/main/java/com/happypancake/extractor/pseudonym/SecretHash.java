package com.happypancake.extractor.pseudonym;

import java.util.Arrays;

/** Keyed bytes in the place of secret ones, as many of them. For one thread. */
final class SecretHash {

  private final KeyedHash hash;

  SecretHash(PseudonymKey key) {
    hash = key.hash("secret");
  }

  /** Returns other bytes; of none, none. */
  byte[] replace(byte[] secret) {
    byte[] replaced = hash.bytes(secret, secret.length);
    if (secret.length > 0 && Arrays.equals(replaced, secret)) {
      replaced[0]++;
    }
    return replaced;
  }
}
