package com.happypancake.transformer.usecase;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The use cases, and what they cover, as one line each for grep. */
public final class Summary {

  private Summary() {}

  /**
   * Returns a line for each case, then one for each {@link Coverage}. Lines are names and values
   * like {@code covered=no}, with blanks between them.
   */
  public static List<String> of(List<UseCase> cases) {
    return Stream.concat(
            cases.stream().map(Summary::line), Coverage.of(cases).stream().map(Summary::line))
        .toList();
  }

  private static String line(UseCase useCase) {
    return String.format(
        Locale.ROOT,
        "case=%s dumps=%s tables=%s events=%s rejects=%s counts=%s dirt=%s delta-rules=%s",
        useCase.slug(),
        useCase.deltas().isEmpty() ? "full" : "delta",
        list(useCase.tables()),
        list(useCase.types()),
        list(
            useCase.rejects().stream()
                .map(reject -> reject.type() + ":" + reject.reason().text())
                .toList()),
        list(Coverage.names(useCase.counts().keySet())),
        list(Coverage.names(useCase.dirt())),
        list(Coverage.names(useCase.rules())));
  }

  private static String line(Coverage coverage) {
    return String.format(
        Locale.ROOT,
        "%s=%s covered=%s cases=%d",
        Coverage.kebabCase(coverage.kind()),
        coverage.name(),
        coverage.isCovered() ? "yes" : "no",
        coverage.cases().size());
  }

  private static String list(Collection<String> names) {
    return names.isEmpty() ? "none" : String.join(",", names);
  }
}
