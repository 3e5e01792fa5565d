package com.happypancake.cli;

import com.google.gson.JsonObject;
import com.happypancake.cli.console.JsonLog;
import com.happypancake.cli.console.LogFormat;
import com.happypancake.cli.failure.ExitCode;
import com.happypancake.cli.failure.Failure;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Tells how a command ended: an error as a line of text, either end as an event of JSON. */
interface OutcomeReporter {

  /** Tells of an end that the command decided, and returns its code. */
  ExitCode finished(ExitCode code);

  /** Tells of an error, and returns its code. */
  ExitCode failed(Failure failure, Throwable thrown);

  /**
   * Returns the way that the user wants it told.
   *
   * @param command its whole name
   * @param verbose whether to show where in the program an error arose
   */
  static OutcomeReporter of(
      LogFormat format, String command, CommandContext context, boolean verbose) {
    if (format == LogFormat.TEXT) {
      return new AsText(context.console().err(), command, verbose);
    }
    JsonLog log = context.log();
    context.cancellation().sayBy(text -> log.event("note", text));
    return new AsJson(log, command, verbose);
  }

  /** Says nothing of a good end: its results stand on standard output. */
  record AsText(PrintStream err, String command, boolean verbose) implements OutcomeReporter {

    @Override
    public ExitCode finished(ExitCode code) {
      return code;
    }

    @Override
    public ExitCode failed(Failure failure, Throwable thrown) {
      err.println(command + ": " + failure.message());
      if (verbose) {
        thrown.printStackTrace(err);
      }
      return failure.code();
    }
  }

  /** The last event. */
  record AsJson(JsonLog log, String command, boolean verbose) implements OutcomeReporter {

    @Override
    public ExitCode finished(ExitCode code) {
      log.event("finished", fields(code));
      return code;
    }

    @Override
    public ExitCode failed(Failure failure, Throwable thrown) {
      JsonObject fields = fields(failure.code());
      fields.addProperty("text", failure.message());
      if (verbose) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace, true));
        fields.addProperty("trace", trace.toString());
      }
      log.event("failed", fields);
      return failure.code();
    }

    private JsonObject fields(ExitCode code) {
      JsonObject fields = new JsonObject();
      fields.addProperty("command", command);
      fields.addProperty("exitCode", code.number());
      return fields;
    }
  }
}
