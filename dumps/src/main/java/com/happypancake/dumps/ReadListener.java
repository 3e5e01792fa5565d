package com.happypancake.dumps;

/** Receives the progress of reading a whole dump, on several threads at once. */
@FunctionalInterface
public interface ReadListener {

  /**
   * Receives the progress.
   *
   * @param path the path of a part that is being read
   * @param done the number of records read so far
   * @param total the number of records to read
   */
  void progress(String path, long done, long total);
}
