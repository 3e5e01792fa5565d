package com.happypancake.operations.demo;

/** Hears how a demo goes; the audit's calls come from a thread of their own. */
public interface DemoListener {

  /** A listener that does nothing. */
  DemoListener SILENT = new DemoListener() {};

  /**
   * A step begins.
   *
   * @param text what is done, where
   */
  default void step(String text) {}

  /** Something that a user should know: a sentence without its full stop. */
  default void note(String text) {}

  /**
   * The step goes on.
   *
   * @param what is counted
   * @param done so far
   * @param total how many there will be; 0 where that is not known
   */
  default void progress(String what, long done, long total) {}
}
