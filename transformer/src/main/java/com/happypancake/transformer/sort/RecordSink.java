package com.happypancake.transformer.sort;

import java.io.IOException;

/** Takes records. Not thread-safe. */
public interface RecordSink {

  /**
   * Adds a record, which is copied.
   *
   * @param key the array with the key, compared as unsigned bytes
   * @param keyLength the length of the key, 0 to 255
   * @param payload the array with the payload
   * @param payloadLength the length of the payload
   * @throws IllegalArgumentException if the key is too long
   * @throws IOException if the records can't be kept
   */
  void add(byte[] key, int keyLength, byte[] payload, int payloadLength) throws IOException;
}
