package com.happypancake.cli.stage;

import com.happypancake.cli.console.LogFormat;
import picocli.CommandLine.Option;

/** How a command tells on standard error what happens. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class LogOptions {

  @Option(
      names = "--log-format",
      order = 60,
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "text, or json: on standard error one JSON object a line for whatever happens, errors"
              + " too, and nothing else. Default: ${DEFAULT-VALUE}.")
  private LogFormat format = LogFormat.TEXT;

  /** Returns what was chosen. */
  LogFormat format() {
    return format;
  }
}
