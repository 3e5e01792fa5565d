package com.happypancake.cli.seed;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.happypancake.cli.command.LogOptions;
import com.happypancake.cli.command.Subcommand;
import com.happypancake.cli.console.ConstantNames;
import com.happypancake.cli.console.Output.OutputFormat;
import com.happypancake.cli.console.Quantities;
import com.happypancake.cli.console.Table;
import com.happypancake.cli.progress.CountedJob;
import com.happypancake.cli.progress.JobDisplay;
import com.happypancake.cli.progress.JobSnapshot.Unit;
import com.happypancake.seeder.Seeding;
import com.happypancake.seeder.run.SeedCheck;
import com.happypancake.seeder.run.SeedForecast;
import com.happypancake.seeder.run.SeedForecast.Finding;
import com.happypancake.seeder.run.SeedForecast.QueueForecast;
import java.io.IOException;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code hpc seed check}: checks a seed before it runs. */
@Command(
    name = "check",
    header = "Check what a seed would meet, and send nothing.",
    description =
        "Takes the options of hpc seed. Tells whether the seed would begin, go on or be refused,"
            + " what on the broker can lose events, with the names for --allow, whether the"
            + " folder's files are whole, how long the plan takes, what each queue gets, and the"
            + " disk that undrained queues need. Writes nothing. Exits with 0 if the seed would"
            + " begin, even with warnings, and else with its code.",
    footer = {
      "  hpc seed check --in events/fi --broker amqp://localhost --rate 2000",
      "  hpc seed check --in events/fi --broker amqp://localhost --rate max --json"
    })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields.
final class SeedCheckCommand extends Subcommand {

  @Mixin private SeedingOptions options;

  @Option(names = "--json", order = 60, description = "Print it for programs.")
  private boolean asJson;

  @Mixin private LogOptions logging;

  @Override
  protected OutputFormat logFormat() {
    return logging.format();
  }

  @Override
  protected void run() throws Exception {
    Seeding seeding = options.seeding(context());
    warnIfPartial(seeding.what().events());
    CountedJob checked = new CountedJob("checking", Unit.BYTES, context().nanoTime());
    SeedForecast forecast;
    try (JobDisplay checking = JobDisplay.of(logging.format(), context(), isQuiet(), checked)) {
      forecast =
          new SeedCheck(seeding, context().clock())
              .check(
                  (path, bytes, total) -> {
                    checked.stands(bytes, total);
                    checking.tick();
                  });
    }
    if (asJson) {
      output().line(json(forecast));
    } else {
      print(forecast);
    }
    output().flush();
    if (forecast.refusal().isPresent()) {
      throw forecast.refusal().get();
    }
  }

  private void print(SeedForecast forecast) throws IOException {
    Table findings = new Table("STATUS", "SUBJECT", "FINDING");
    for (Finding each : forecast.findings()) {
      findings.add(
          ConstantNames.words(each.status()),
          each.subject(),
          each.text() + each.allowName().map(name -> " [--allow " + name + "]").orElse(""));
    }
    findings.print(output());
    if (!forecast.queues().isEmpty()) {
      output().line("");
      Table queues = new Table("QUEUE", "MESSAGES", "DISK UNDRAINED");
      for (QueueForecast each : forecast.queues()) {
        queues.add(each.queue(), each.messages(), Quantities.bytes(each.bytes()));
      }
      queues.add(
          "total",
          forecast.queues().stream().mapToLong(QueueForecast::messages).sum(),
          Quantities.bytes(forecast.figures().bytes().orElse(0)));
      queues.print(output());
    }
  }

  /** Returns the forecast as JSON without unknown figures. */
  private static String json(SeedForecast forecast) {
    JsonObject json = new JsonObject();
    json.addProperty("wouldBegin", forecast.refusal().isEmpty());
    JsonArray findings = new JsonArray();
    for (Finding finding : forecast.findings()) {
      JsonObject each = new JsonObject();
      each.addProperty("status", finding.status().name());
      each.addProperty("subject", finding.subject());
      each.addProperty("text", finding.text());
      finding.allowName().ifPresent(name -> each.addProperty("allow", name));
      findings.add(each);
    }
    json.add("findings", findings);
    JsonArray queues = new JsonArray();
    for (QueueForecast queue : forecast.queues()) {
      JsonObject each = new JsonObject();
      each.addProperty("queue", queue.queue());
      each.addProperty("messages", queue.messages());
      each.addProperty("bytes", queue.bytes());
      queues.add(each);
    }
    json.add("queues", queues);
    add(json, "events", forecast.figures().events());
    add(json, "left", forecast.figures().left());
    forecast.figures().time().ifPresent(time -> json.addProperty("seconds", time.toSeconds()));
    add(json, "bytes", forecast.figures().bytes());
    add(json, "usableBytes", forecast.figures().usableBytes());
    return new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(json);
  }

  private static void add(JsonObject json, String name, OptionalLong figure) {
    figure.ifPresent(value -> json.addProperty(name, value));
  }
}
