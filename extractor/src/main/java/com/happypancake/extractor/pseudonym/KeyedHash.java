package com.happypancake.extractor.pseudonym;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/** A pseudorandom function from bytes to bytes: HMAC-SHA-256 (RFC 2104). For one thread. */
final class KeyedHash {

  private static final int HASH_BYTES = 32;

  private final Mac mac;

  KeyedHash(SecretKey key) {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  /** Returns 32 bytes. */
  byte[] hash(byte[] input) {
    return mac.doFinal(input);
  }

  /** Returns the first eight bytes of the hash. */
  long number(byte[] input) {
    return ByteBuffer.wrap(hash(input)).getLong();
  }

  /** Returns as many bytes as wanted; a shorter result is the beginning of a longer one. */
  byte[] bytes(byte[] input, int length) {
    byte[] output = new byte[length];
    byte[] counter = new byte[Integer.BYTES];
    for (int at = 0; at < length; at += HASH_BYTES) {
      ByteBuffer.wrap(counter).putInt(at / HASH_BYTES);
      mac.update(counter);
      byte[] block = mac.doFinal(input);
      System.arraycopy(block, 0, output, at, Math.min(HASH_BYTES, length - at));
    }
    return output;
  }

  /**
   * Returns the numbers from 0 on in a shuffled order (Fisher and Yates).
   *
   * @param count how many, 65,536 at most
   */
  int[] shuffled(byte[] input, int count) {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    ByteBuffer random = ByteBuffer.wrap(bytes(input, count * Long.BYTES));
    for (int i = count - 1; i > 0; i--) {
      int other = (int) Long.remainderUnsigned(random.getLong(), i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return order;
  }
}
