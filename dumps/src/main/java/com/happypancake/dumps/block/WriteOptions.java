package com.happypancake.dumps.block;

/**
 * Options for writing parts. The content does not depend on them.
 *
 * @param codec the codec that deflates the blocks
 * @param verifyWrites whether the JDK's zlib inflates each block again, for comparison, before it
 *     goes into the file
 */
public record WriteOptions(Codec codec, boolean verifyWrites) {

  /**
   * Returns options with {@link Codec#preferred} and without verification.
   *
   * @throws IllegalArgumentException as {@link Codec#preferred}
   */
  public static WriteOptions preferred() {
    return new WriteOptions(Codec.preferred(), false);
  }
}
