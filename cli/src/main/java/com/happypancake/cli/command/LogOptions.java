package com.happypancake.cli.command;

import com.happypancake.cli.console.Output.OutputFormat;
import picocli.CommandLine.Option;

/** The option for the format of what goes to standard error. */
public final class LogOptions {

  @Option(
      names = "--log-format",
      order = 60,
      paramLabel = "FORMAT",
      defaultValue = "text",
      description =
          "text, or json: on standard error one JSON object a line for whatever happens, errors"
              + " too, and nothing else. Default: ${DEFAULT-VALUE}.")
  private OutputFormat format = OutputFormat.TEXT;

  public OutputFormat format() {
    return format;
  }
}
