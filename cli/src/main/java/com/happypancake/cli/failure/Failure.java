package com.happypancake.cli.failure;

/**
 * How a run failed.
 *
 * @param code the exit code
 * @param message what, where and what to do
 */
public record Failure(ExitCode code, String message) {}
