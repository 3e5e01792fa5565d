package com.happypancake.extractor.pseudonym;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * The keyed hash behind all pseudonyms of one kind: HMAC-SHA-256 (RFC 2104).
 *
 * <p>Block n of a value's hash is {@code HMAC(key, "hpc pseudonym <version> <kind>" 00 n value)}
 * with n in four bytes, from 0 on. Not thread-safe.
 */
final class KeyedHash {

  /** The number of characters in a token, which hold 100 bits. */
  static final int TOKEN_LENGTH = 20;

  private static final int BLOCK_BYTES = 32;
  private static final int BITS_PER_CHARACTER = 5;
  private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";
  private static final Pattern UNPAIRED_SURROGATE = Pattern.compile("[\\x{D800}-\\x{DFFF}]");

  private final Mac mac;
  private final ByteBuffer header;

  /**
   * Creates a hash.
   *
   * @param kind of values; the hashes of one kind reveal nothing about another
   */
  KeyedHash(SecretKey key, String kind) {
    String label = "hpc pseudonym " + Pseudonyms.MAPPING_VERSION + " " + kind + "\0";
    byte[] bytes = label.getBytes(StandardCharsets.US_ASCII);
    header = ByteBuffer.allocate(bytes.length + Integer.BYTES).put(bytes);
    mac = hmac(key);
  }

  static Mac hmac(SecretKey key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  /** Returns the given number of bytes. A shorter result is the beginning of a longer one. */
  byte[] bytes(byte[] value, int length) {
    byte[] output = new byte[length];
    for (int at = 0; at < length; at += BLOCK_BYTES) {
      byte[] block = block(value, at / BLOCK_BYTES);
      System.arraycopy(block, 0, output, at, Math.min(BLOCK_BYTES, length - at));
    }
    return output;
  }

  /** Returns a number from 0 to below a bound, made from the first eight bytes. */
  int number(String text, int bound) {
    return (int) Long.remainderUnsigned(ByteBuffer.wrap(block(utf8(text), 0)).getLong(), bound);
  }

  /** Returns the first 100 bits in lower-case base32 (RFC 4648). */
  String token(String text) {
    byte[] hash = block(utf8(text), 0);
    char[] token = new char[TOKEN_LENGTH];
    for (int i = 0; i < TOKEN_LENGTH; i++) {
      int bit = i * BITS_PER_CHARACTER;
      int at = bit / Byte.SIZE;
      int twoBytes = ((hash[at] & 0xFF) << Byte.SIZE) | (hash[at + 1] & 0xFF);
      int shift = 2 * Byte.SIZE - BITS_PER_CHARACTER - bit % Byte.SIZE;
      token[i] = BASE32.charAt((twoBytes >>> shift) % BASE32.length());
    }
    return new String(token);
  }

  /** Returns a text as dumps store it, with U+FFFD for each unpaired surrogate. */
  static byte[] utf8(String text) {
    return UNPAIRED_SURROGATE.matcher(text).replaceAll("\uFFFD").getBytes(StandardCharsets.UTF_8);
  }

  private byte[] block(byte[] value, int number) {
    header.putInt(header.capacity() - Integer.BYTES, number);
    mac.update(header.array());
    return mac.doFinal(value);
  }
}
