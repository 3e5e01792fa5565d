package com.happypancake.dumps.chain;

import com.happypancake.dumps.block.Digests;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/**
 * 128 bits that stand for a key: the first of the SHA-256 of its text, so that two keys with the
 * same bits don't come about, not even on purpose. Mutable, for one thread.
 */
public final class KeyDigest {

  private final MessageDigest sha256 = Digests.sha256();
  private long high;
  private long low;

  /** Takes on a key. */
  public KeyDigest of(String key) {
    ByteBuffer digest = ByteBuffer.wrap(sha256.digest(key.getBytes(StandardCharsets.UTF_8)));
    high = digest.getLong();
    low = digest.getLong();
    return this;
  }

  /** Returns the first 64 bits. */
  public long high() {
    return high;
  }

  /** Returns the next 64 bits. */
  public long low() {
    return low;
  }
}
