package com.happypancake.dumps;

/**
 * A place in a part's file.
 *
 * @param block the offset of a block in the file, in bytes
 * @param offset in the content of that block, in bytes
 */
public record VirtualOffset(long block, int offset) {

  @Override
  public String toString() {
    return block + ":" + offset;
  }
}
