package com.happypancake.cli.seed;

import com.happypancake.cli.console.ProgressBars;
import com.happypancake.cli.console.Quantities;
import com.happypancake.seeder.SeedSnapshot;
import com.happypancake.seeder.SeedSnapshot.Counts;
import com.happypancake.seeder.SeedSnapshot.Phase;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Formats a seed's snapshot as a line that fits a terminal. Less important fields are dropped as a
 * whole. No number is cut.
 *
 * @param now the snapshot
 * @param rate the events sent per second, smoothed
 * @param zone the time zone of the finish time
 */
record SnapshotText(SeedSnapshot now, double rate, ZoneId zone) {

  private static final int LEAST_COLUMNS_FOR_BAR = 76;
  private static final int COLUMNS_PER_BAR_CHARACTER = 8;
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);

  /** Returns all fields, for a line of any length. */
  String line() {
    List<String> fields = new ArrayList<>();
    fields().forEach(forms -> fields.add(forms.get(0)));
    return state() + " " + percent() + " " + String.join(", ", fields);
  }

  /** Returns the line for a terminal, shorter than its columns. */
  String fit(int columns) {
    String text =
        columns < LEAST_COLUMNS_FOR_BAR
            ? state() + " " + percent()
            : state() + " " + bar(columns / COLUMNS_PER_BAR_CHARACTER) + " " + percent();
    String separator = " ";
    for (List<String> forms : fields()) {
      int room = columns - 1 - text.length() - separator.length();
      Optional<String> form = forms.stream().filter(each -> each.length() <= room).findFirst();
      if (form.isEmpty()) {
        break;
      }
      text += separator + form.get();
      separator = ", ";
    }
    return text.length() < columns ? text : new ProgressBars(columns).cut(state());
  }

  /** Returns the forms of each field, from longest to shortest. The first field matters most. */
  private List<List<String>> fields() {
    Counts counts = now.counts();
    List<List<String>> fields = new ArrayList<>();
    fields.add(List.of(rates()));
    fields.add(eta());
    fields.add(List.of(counts.confirmed() + " of " + counts.total() + " confirmed"));
    fields.add(List.of(counts.inFlight() + " in flight"));
    now.limit().ifPresent(limit -> fields.add(List.of("limit: " + limit)));
    if (now.incidents() > 0) {
      fields.add(List.of(Quantities.count(now.incidents(), "incident")));
    }
    return fields;
  }

  private String state() {
    String name = now.phase().name();
    return switch (now.phase()) {
      case RUNNING -> "seeding";
      case CHECKING, DRAINING, ENDED -> name.toLowerCase(Locale.ROOT);
      case CONNECTING, PAUSED, WAITING, BLOCKED -> name;
    };
  }

  private double fraction() {
    Counts counts = now.counts();
    return counts.total() == 0 ? 1 : counts.confirmed() / (double) counts.total();
  }

  private String percent() {
    return ProgressBars.percent(fraction());
  }

  private String bar(int length) {
    int filled = (int) (fraction() * length);
    return "[" + "#".repeat(filled) + "-".repeat(length - filled) + "]";
  }

  private String rates() {
    OptionalDouble planned = now.rates().planned();
    return planned.isPresent()
        ? number(rate) + " of " + number(planned.getAsDouble()) + "/s"
        : number(rate) + "/s";
  }

  private List<String> eta() {
    if (now.phase() == Phase.ENDED) {
      return List.of("took " + Quantities.duration(now.elapsed()));
    }
    if (now.remaining().isEmpty()) {
      return List.of("ETA unknown");
    }
    Duration rest = now.remaining().get();
    ZonedDateTime end = now.time().plus(rest).atZone(zone);
    boolean sameDay = end.toLocalDate().equals(now.time().atZone(zone).toLocalDate());
    String eta = "ETA " + Quantities.duration(rest);
    String minutes = eta.replaceAll(" [0-9]+ s$", "");
    return Stream.of(eta + " (" + (sameDay ? TIME : DAY).format(end) + ")", eta, minutes).toList();
  }

  /** Returns a rate as a person writes it: {@code 0.5}, {@code 12.3}, {@code 1998}. */
  static String number(double rate) {
    if (rate >= 100) {
      return String.format(Locale.ROOT, "%.0f", rate);
    }
    BigDecimal rounded = BigDecimal.valueOf(rate).round(new MathContext(rate >= 10 ? 3 : 2));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
