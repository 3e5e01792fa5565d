package com.happypancake.cli.failure;

/**
 * How a run failed.
 *
 * @param code the exit code
 * @param what what is wrong, and where; for some failures with what to do
 * @param advice what to do, where that is known apart; empty otherwise
 */
public record RunFailure(ExitCode code, String what, String advice) {

  /** A failure whose text tells what to do, or that nothing can be told. */
  public RunFailure(ExitCode code, String what) {
    this(code, what, "");
  }

  /** Returns the whole message. */
  public String message() {
    return advice.isEmpty() ? what : what + "; " + advice;
  }
}
