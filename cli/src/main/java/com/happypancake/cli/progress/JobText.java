package com.happypancake.cli.progress;

import com.google.gson.JsonObject;
import com.happypancake.cli.console.ConstantNames;
import com.happypancake.cli.console.ProgressBars;
import com.happypancake.cli.console.ProgressBars.Bar;
import com.happypancake.cli.console.Quantities;
import com.happypancake.cli.progress.JobSnapshot.Amount;
import com.happypancake.cli.progress.JobSnapshot.Unit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Formats a job's progress: behind a bar, as a line, or as JSON. */
final class JobText {

  private JobText() {}

  /** Returns a bar over the whole job. */
  static Bar bar(JobSnapshot now) {
    String eta = "ETA " + now.remaining().map(Quantities::duration).orElse("unknown");
    String elapsed = "elapsed " + Quantities.duration(now.elapsed());
    String rates = joined(now.amounts(), amount -> rate(amount).stream());
    return new Bar(
        now.phase(),
        OptionalDouble.of(now.fraction()),
        List.of(
            joined(amounts(now), eta, elapsed),
            joined(rates, eta, elapsed),
            joined(rates, eta),
            eta));
  }

  /** Returns a line with the same. */
  static String line(JobSnapshot now) {
    Bar bar = bar(now);
    return String.format(
        Locale.ROOT,
        "%s: %s of all, %s",
        now.phase(),
        ProgressBars.percent(now.fraction()),
        bar.texts().get(0));
  }

  private static String amounts(JobSnapshot now) {
    return joined(
        now.amounts(), amount -> Stream.concat(Stream.of(count(amount)), rate(amount).stream()));
  }

  private static String joined(List<Amount> amounts, Function<Amount, Stream<String>> texts) {
    return amounts.stream().flatMap(texts).collect(Collectors.joining(", "));
  }

  private static String count(Amount amount) {
    String done = quantity(amount.unit(), amount.done());
    String text =
        amount.total().isPresent()
            ? done + " of " + quantity(amount.unit(), amount.total().getAsLong())
            : done;
    return amount.unit() == Unit.BYTES ? text : text + " " + ConstantNames.words(amount.unit());
  }

  private static Optional<String> rate(Amount amount) {
    if (amount.perSecond().isEmpty()) {
      return Optional.empty();
    }
    long rate = Math.round(amount.perSecond().getAsDouble());
    String unit = amount.unit() == Unit.BYTES ? "" : " " + ConstantNames.words(amount.unit());
    return Optional.of(quantity(amount.unit(), rate) + unit + "/s");
  }

  private static String quantity(Unit unit, long number) {
    return unit == Unit.BYTES ? Quantities.bytes(number) : Long.toString(number);
  }

  private static String joined(String... texts) {
    return Stream.of(texts).filter(text -> !text.isEmpty()).collect(Collectors.joining(", "));
  }

  /** Returns the same as JSON, without unknown figures. */
  static JsonObject json(JobSnapshot now) {
    JsonObject fields = new JsonObject();
    fields.addProperty("phase", now.phase());
    fields.addProperty("fraction", Math.floor(now.fraction() * 1e4) / 1e4);
    for (Amount amount : now.amounts()) {
      String unit = ConstantNames.words(amount.unit());
      fields.addProperty(unit, amount.done());
      amount.total().ifPresent(total -> fields.addProperty(unit + "Total", total));
      amount
          .perSecond()
          .ifPresent(rate -> fields.addProperty(unit + "PerSecond", Math.round(rate)));
    }
    fields.addProperty("elapsedSeconds", now.elapsed().toMillis() / 1e3);
    now.remaining()
        .ifPresent(rest -> fields.addProperty("remainingSeconds", rest.toMillis() / 1e3));
    return fields;
  }
}
