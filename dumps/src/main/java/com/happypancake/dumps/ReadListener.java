package com.happypancake.dumps;

/** Takes the progress of reading a whole dump; called on several threads at once. */
@FunctionalInterface
public interface ReadListener {

  /**
   * Takes the progress.
   *
   * @param path of a part that is being read
   * @param done how many records were read
   * @param total how many records there are
   */
  void progress(String path, long done, long total);
}
