package com.happypancake.transformer.event;

import com.happypancake.schemas.value.WallClock;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;

/**
 * Computes the ids of events: UUIDs of version 5 (RFC 9562, section 5.5). The same fact always has
 * the same id.
 *
 * <p>The UUID's name is {@code <country>/<table>/<key>/<event type>/<time>} in UTF-8. The time is
 * the row's own wall-clock time as text with 7 fractional digits. Not thread-safe.
 */
public final class EventIds {

  /**
   * The namespace: the UUID of version 5 for {@code event.hpc.happypancake.com} in RFC 9562's
   * namespace of domain names.
   */
  public static final UUID NAMESPACE = UUID.fromString("0f58daad-7815-5295-8519-815457e63376");

  /** The length of an id in bytes. */
  public static final int BYTES = 16;

  private final MessageDigest sha1 = sha1();
  private final byte[] time = new byte[WallClock.TEXT_LENGTH];
  private final byte[] namespace =
      ByteBuffer.allocate(BYTES)
          .putLong(NAMESPACE.getMostSignificantBits())
          .putLong(NAMESPACE.getLeastSignificantBits())
          .array();

  /**
   * Returns the id of a fact's event.
   *
   * @param row {@code <country>/<table>/<key>}
   * @param type the event's type
   * @param wallTicks the row's own time, before zone rules and before clamping
   * @return 16 bytes
   */
  public byte[] of(String row, String type, long wallTicks) {
    sha1.update(namespace);
    sha1.update((row + "/" + type + "/").getBytes(StandardCharsets.UTF_8));
    WallClock.put(time, 0, wallTicks);
    sha1.update(time);
    byte[] id = Arrays.copyOf(sha1.digest(), BYTES);
    id[6] = (byte) ((id[6] & 0x0F) | 0x50);
    id[8] = (byte) ((id[8] & 0x3F) | 0x80);
    return id;
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
