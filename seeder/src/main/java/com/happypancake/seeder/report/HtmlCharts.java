package com.happypancake.seeder.report;

import com.happypancake.seeder.report.SeedLogReport.ReportedSeed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The charts of a seed as HTML: rate, latency, depths of queues, and refused events. */
final class HtmlCharts {

  /** There are so many colours. */
  private static final int MOST_QUEUES = 8;

  private final ReportedSeed seed;
  private final List<SamplePoint> points;
  private final TimeAxis time;

  HtmlCharts(ReportedSeed seed) {
    this.seed = seed;
    this.points = seed.points();
    this.time = new TimeAxis(seed.runs(), SvgChart.LEFT, SvgChart.RIGHT);
  }

  /** Returns all charts; a sentence if there are no samples. */
  String html() {
    return points.isEmpty()
        ? "<p>No samples are in the log, so there are no charts.</p>\n"
        : rate() + latency() + depths() + refused();
  }

  private double highest(ToDoubleFunction<SamplePoint> value) {
    return points.stream().mapToDouble(value).max().orElse(0);
  }

  private static String figure(String title, String legend, String svg) {
    return "<figure><figcaption>" + title + legend + "</figcaption>" + svg + "</figure>\n";
  }

  private static String key(String style, String name) {
    return " <span class=\"entry\"><span class=\"key "
        + style
        + "\"></span>"
        + ReportText.escape(name)
        + "</span>";
  }

  private String rate() {
    double highest =
        Math.max(highest(point -> point.sent().max()), highest(point -> point.planned().orElse(0)));
    String svg =
        new SvgChart(
                "Rate against plan",
                points,
                time,
                ValueAxis.linear(highest, SvgChart.BOTTOM, SvgChart.TOP),
                HtmlCharts::number)
            .stalls()
            .band("range", point -> point.sent().min(), point -> point.sent().max())
            .line("c2 dashed", SamplePoint::planned)
            .line("c1", point -> OptionalDouble.of(point.sent().mean()))
            .marks(seed.runs())
            .end();
    return figure(
        "<b>Rate against plan</b>, events/s:",
        key("c1", "sent")
            + key("range", "lowest to highest")
            + key("c2 dashed", "planned")
            + key("stall", "nothing sent")
            + key("stop", "a run stopped")
            + key("lost dashed", "a run was killed")
            + key("start dashed", "a run began")
            + key("incident", "incident"),
        svg);
  }

  private String latency() {
    double highest = highest(point -> point.latency().max());
    double lowest =
        points.stream()
            .mapToDouble(point -> point.latency().p50())
            .filter(micros -> micros > 0)
            .min()
            .orElse(1);
    if (highest <= 0) {
      return "<p>No latency was measured.</p>\n";
    }
    String svg =
        new SvgChart(
                "Latency percentiles",
                points,
                time,
                ValueAxis.logarithmic(lowest, highest, SvgChart.BOTTOM, SvgChart.TOP),
                HtmlCharts::micros)
            .line("c3", point -> above0(point.latency().max()))
            .line("c2", point -> above0(point.latency().p99()))
            .line("c1", point -> above0(point.latency().p50()))
            .marks(seed.runs())
            .end();
    return figure(
        "<b>Latency</b> from the planned time of an event to its confirm:",
        key("c1", "median") + key("c2", "99 %") + key("c3", "maximum"),
        svg);
  }

  private static OptionalDouble above0(double value) {
    return value > 0 ? OptionalDouble.of(value) : OptionalDouble.empty();
  }

  private String depths() {
    Map<String, Long> deepest = new TreeMap<>();
    points.forEach(
        point -> point.depths().forEach((queue, depth) -> deepest.merge(queue, depth, Math::max)));
    if (deepest.isEmpty()) {
      return "<p>No queues were watched.</p>\n";
    }
    List<String> queues =
        deepest.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
            .limit(MOST_QUEUES)
            .map(Map.Entry::getKey)
            .toList();
    SvgChart chart =
        new SvgChart(
            "Queue depths",
            points,
            time,
            ValueAxis.linear(
                deepest.values().stream().mapToDouble(each -> each).max().orElse(0),
                SvgChart.BOTTOM,
                SvgChart.TOP),
            HtmlCharts::number);
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < queues.size(); i++) {
      String queue = queues.get(i);
      chart.line("c" + (i + 1), point -> depth(point, queue));
      keys.add(key("c" + (i + 1), queue));
    }
    int more = deepest.size() - queues.size();
    return figure(
        "<b>Messages in the watched queues</b>"
            + (more > 0 ? ", the deepest " + MOST_QUEUES + "; " + more + " more:" : ":"),
        String.join("", keys),
        chart.marks(seed.runs()).end());
  }

  private static OptionalDouble depth(SamplePoint point, String queue) {
    Long depth = point.depths().get(queue);
    return depth == null ? OptionalDouble.empty() : OptionalDouble.of(depth);
  }

  private String refused() {
    double highest = highest(SamplePoint::refused);
    if (highest <= 0) {
      return "<p>No event was returned or refused.</p>\n";
    }
    String svg =
        new SvgChart(
                "Returned and refused events",
                points,
                time,
                ValueAxis.linear(highest, SvgChart.BOTTOM, SvgChart.TOP),
                HtmlCharts::number)
            .band("errors", point -> 0, SamplePoint::refused)
            .marks(seed.runs())
            .end();
    return figure("<b>Returned and refused events</b> in each sample", "", svg);
  }

  private static String number(double value) {
    return value >= 1e6
        ? trimmed(value / 1e6) + " M"
        : value >= 1e4 ? trimmed(value / 1e3) + " k" : trimmed(value);
  }

  private static String micros(double micros) {
    return micros >= 1e6
        ? trimmed(micros / 1e6) + " s"
        : micros >= 1e3 ? trimmed(micros / 1e3) + " ms" : trimmed(micros) + " µs";
  }

  private static String trimmed(double value) {
    return String.format(Locale.ROOT, "%.3f", value).replaceFirst("\\.?0+$", "");
  }
}
