package com.happypancake.operations.demo;

/** What a demo reports, on the thread that runs it. */
public sealed interface DemoEvent {

  /**
   * A step begins.
   *
   * @param text what is done, and where
   */
  record Step(String text) implements DemoEvent {}

  /**
   * A note for the user.
   *
   * @param text a sentence without its full stop
   */
  record Note(String text) implements DemoEvent {}

  /**
   * The progress of a step.
   *
   * @param what is counted
   * @param done so far
   * @param total how many there will be; 0 if that is not known
   */
  record Progress(String what, long done, long total) implements DemoEvent {}
}
