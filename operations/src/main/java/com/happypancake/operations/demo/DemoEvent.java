package com.happypancake.operations.demo;

/** An event of a demo, reported on the thread that runs it. */
public sealed interface DemoEvent {

  /**
   * A step begins.
   *
   * @param text what the step does, and where
   */
  record Step(String text) implements DemoEvent {}

  /**
   * A note for the user.
   *
   * @param text a sentence without a full stop
   */
  record Note(String text) implements DemoEvent {}

  /**
   * The progress of a step.
   *
   * @param what what is counted
   * @param done the count so far
   * @param total the expected total; 0 if unknown
   */
  record Progress(String what, long done, long total) implements DemoEvent {}
}
