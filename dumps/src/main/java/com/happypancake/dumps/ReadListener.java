package com.happypancake.dumps;

/** Is told how far a reading of a whole dump is; called on several threads at once. */
@FunctionalInterface
public interface ReadListener {

  /**
   * Tells how far the reading is.
   *
   * @param path of a part that is being read
   * @param done records that were read
   * @param total records that there are
   */
  void progress(String path, long done, long total);
}
