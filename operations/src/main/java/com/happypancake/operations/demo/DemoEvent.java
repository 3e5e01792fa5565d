package com.happypancake.operations.demo;

/** What a demo reports while it goes on; on the thread that runs it. */
public sealed interface DemoEvent {

  /**
   * A step begins.
   *
   * @param text what is done, and where
   */
  record Step(String text) implements DemoEvent {}

  /**
   * The user should know something.
   *
   * @param text a sentence without its full stop
   */
  record Note(String text) implements DemoEvent {}

  /**
   * Where the step is.
   *
   * @param what is counted
   * @param done so far
   * @param total how many there will be; 0 if that is not known
   */
  record Progress(String what, long done, long total) implements DemoEvent {}
}
