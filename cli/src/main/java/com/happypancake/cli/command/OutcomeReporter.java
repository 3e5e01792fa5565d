package com.happypancake.cli.command;

import com.google.gson.JsonObject;
import com.happypancake.cli.command.FailureMapper.RunFailure;
import com.happypancake.cli.console.JsonLog;
import com.happypancake.cli.console.Output.OutputFormat;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Reports the outcome of a command. As text, it prints an error on one line and a success not at
 * all. As JSON, the outcome is the last event of the log.
 */
public final class OutcomeReporter {

  private final OutputFormat format;
  private final String command;
  private final CommandContext context;
  private final boolean verbose;

  /**
   * Creates a reporter. With JSON, it also redirects the cancellation's messages to the log.
   *
   * @param command the command's full name
   * @param verbose whether to show stack traces
   */
  public OutcomeReporter(
      OutputFormat format, String command, CommandContext context, boolean verbose) {
    this.format = format;
    this.command = command;
    this.verbose = verbose;
    this.context = context;
    if (format == OutputFormat.JSON) {
      JsonLog log = context.log();
      context.cancellation().reportTo(text -> log.event("note", text));
    }
  }

  /** Reports a success and returns its exit code. */
  public ExitCode finished() {
    if (format == OutputFormat.JSON) {
      context.log().event("finished", fields(ExitCode.OK));
    }
    return ExitCode.OK;
  }

  /** Reports an error and returns its exit code. */
  public ExitCode failed(RunFailure failure, Throwable thrown) {
    if (format == OutputFormat.TEXT) {
      PrintStream err = context.console().err();
      err.println(command + ": " + failure.message());
      if (verbose) {
        thrown.printStackTrace(err);
      }
      return failure.code();
    }
    JsonObject fields = fields(failure.code());
    fields.addProperty("text", failure.message());
    if (verbose) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace, true));
      fields.addProperty("trace", trace.toString());
    }
    context.log().event("failed", fields);
    return failure.code();
  }

  private JsonObject fields(ExitCode code) {
    JsonObject fields = new JsonObject();
    fields.addProperty("command", command);
    fields.addProperty("exitCode", code.number());
    return fields;
  }
}
