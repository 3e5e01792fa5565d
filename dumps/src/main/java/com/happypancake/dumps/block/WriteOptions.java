package com.happypancake.dumps.block;

/**
 * How parts are written; the content does not depend on it.
 *
 * @param codec deflates the blocks
 * @param verifyWrites whether each block is inflated again by the JDK's zlib, and compared, before
 *     it goes into the file
 */
public record WriteOptions(Codec codec, boolean verifyWrites) {

  /**
   * Returns options with the process's codec and no verification.
   *
   * @throws IllegalArgumentException as {@link Codec#preferred}
   */
  public static WriteOptions preferred() {
    return new WriteOptions(Codec.preferred(), false);
  }
}
